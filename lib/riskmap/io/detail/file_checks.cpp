// SPDX-License-Identifier: MIT
#include <riskmap/io/detail/file_checks.hpp>

#include <riskmap/base/error.hpp>
#include <riskmap/io/detail/geojson_scan.hpp>
#include <riskmap/io/detail/path_guard.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace riskmap::io::detail {
namespace {

namespace fs = std::filesystem;

std::uint64_t byte_at(std::string_view bytes, std::size_t at) { return static_cast<unsigned char>(bytes[at]); }

std::uint64_t big_endian(std::string_view bytes, std::size_t at) {
  return byte_at(bytes, at) << 24 | byte_at(bytes, at + 1) << 16 | byte_at(bytes, at + 2) << 8 | byte_at(bytes, at + 3);
}

std::uint64_t little_endian(std::string_view bytes, std::size_t at, std::size_t count) {
  std::uint64_t value = 0;
  for (std::size_t i = count; i-- > 0;) value = value << 8 | byte_at(bytes, at + i);
  return value;
}

/// Beside "a.shp": "a.dbf", or "a.DBF" as some systems write it.
fs::path beside(const fs::path& shp, std::string suffix) {
  fs::path lower = shp, upper = shp;
  lower.replace_extension(suffix);
  for (auto& c : suffix) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  upper.replace_extension(suffix);
  return fs::exists(lower) || !fs::exists(upper) ? lower : upper;
}

/// ESRI Shapefile Technical Description (1998): a header of 100 bytes, its length in 16-bit words at byte 24.
std::string checked_main_file(const fs::path& file, const std::string& shown) {
  const auto bytes = read_all(file, shown);
  if (bytes.size() < 100 || big_endian(bytes, 0) != 9994) throw DataError(shown, "is not a Shapefile");
  const auto says = 2 * big_endian(bytes, 24);
  if (says != bytes.size())
    throw DataError(shown, fmt::format("is {} bytes long, its header says {}: truncated?", bytes.size(), says));
  return bytes;
}

/// dBASE: rows at byte 4, length of the header at 8 and of a row at 10; a row that begins with '*' is deleted.
struct DbfRows {
  std::uint64_t all = 0, deleted = 0;
};
DbfRows read_dbf(const fs::path& file, const std::string& shown) {
  const auto bytes = read_all(file, shown);
  if (bytes.size() < 32) throw DataError(shown, "its .dbf is too short");
  DbfRows rows{little_endian(bytes, 4, 4), 0};
  const auto header = little_endian(bytes, 8, 2), length = little_endian(bytes, 10, 2);
  if (header + rows.all * length > bytes.size()) throw DataError(shown, "its .dbf is truncated");
  for (std::uint64_t i = 0; i < rows.all; ++i) rows.deleted += bytes[header + i * length] == '*';
  return rows;
}

}  // namespace

std::uint64_t check_shapefile(const fs::path& shp, const std::string& shown) {
  checked_main_file(shp, shown);
  const auto index = beside(shp, ".shx"), table = beside(shp, ".dbf");
  if (!fs::exists(index)) throw DataError(shown, "its .shx is missing");
  const auto shapes = (checked_main_file(index, shown).size() - 100) / 8;
  if (!fs::exists(table)) return shapes;
  const auto rows = read_dbf(table, shown);
  if (rows.all != shapes) throw DataError(shown, fmt::format("{} shapes but {} rows in its .dbf", shapes, rows.all));
  return rows.all - rows.deleted;
}

std::vector<fs::path> shapefile_parts(const fs::path& shp) {
  std::vector<fs::path> parts{shp, beside(shp, ".shx"), beside(shp, ".dbf"), beside(shp, ".prj")};
  std::erase_if(parts, [](const auto& part) { return !fs::exists(part); });
  return parts;
}

void check_no_journal(const fs::path& file, const std::string& shown) {
  for (const auto* suffix : {"-wal", "-journal"}) {
    std::error_code missing;
    const auto size = fs::file_size(file.string() + suffix, missing);
    if (!missing && size > 0) {
      throw DataError(shown,
                      fmt::format("has an unfinished transaction beside it ({}{})", file.filename().string(), suffix),
                      "close the program that has it open");
    }
  }
}

std::optional<std::uint64_t> check_geojson(std::string_view text, const std::string& shown) {
  const auto found = scan_geojson(text);
  if (found.linked_crs)
    throw DataError(shown, "its \"crs\" is a link to the network, which is not used", "remove \"crs\" if it is WGS 84");
  return found.features;
}

}  // namespace riskmap::io::detail

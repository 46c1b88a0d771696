// SPDX-License-Identifier: MIT
#include <riskmap/io/archives/archive.hpp>

#include <riskmap/base/error.hpp>
#include <riskmap/io/archives/kinds.hpp>

#include <fmt/format.h>

#include <array>
#include <fstream>
#include <string_view>

namespace riskmap::io {
namespace {

std::string first_bytes(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::array<char, 16> buffer{};
  in.read(buffer.data(), buffer.size());
  if (!in && !in.eof()) throw DataError(path.string(), "cannot be read");
  return {buffer.data(), static_cast<std::size_t>(in.gcount())};
}

}  // namespace

void Archive::visit(
    const std::function<void(const geo::TileId&, std::span<const std::byte> bytes, std::uint64_t digest)>& see) const {
  const auto stream = tiles();
  while (const auto tile = stream->next()) see(geo::from_hilbert_id(tile->id), tile->bytes, tile->digest);
}

Json parse_metadata(std::string text, const std::string& place) {
  try {
    auto json = parse_json(std::move(text), place).value;
    if (!json.is_object()) throw DataError(place, "is not a JSON object");
    return json;
  } catch (const StyleError& error) {
    throw DataError(error.mistakes());
  }
}

geo::LonLatBox checked_bounds(double west, double south, double east, double north, const std::string& place) {
  const bool valid = geo::is_valid({west, south}) && geo::is_valid({east, north}) && west <= east && south <= north;
  if (!valid)
    throw DataError(place, fmt::format("the bounds {},{},{},{} are not a box in degrees", west, south, east, north));
  return {west, south, east, north};
}

std::unique_ptr<Archive> open_archive(const std::filesystem::path& path) {
  std::error_code error;
  const auto status = std::filesystem::status(path, error);
  if (!std::filesystem::exists(status)) throw UsageError(path.string(), "no such file or folder");
  if (std::filesystem::is_directory(status)) return open_folder(path);
  if (!std::filesystem::is_regular_file(status)) throw DataError(path.string(), "is not a file");
  // By content: a wrong suffix is no reason to misread a file.
  const auto start = first_bytes(path);
  if (start.starts_with("PMTiles")) return open_pmtiles(path);
  if (start == std::string_view("SQLite format 3\0", 16)) return open_mbtiles(path);
  throw DataError(path.string(), "is no tile archive", "there are: MBTiles, PMTiles, a folder with a tiles.json");
}

}  // namespace riskmap::io

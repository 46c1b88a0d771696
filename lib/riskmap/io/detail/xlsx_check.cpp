// SPDX-License-Identifier: MIT
#include <riskmap/io/detail/xlsx_check.hpp>

#include <riskmap/base/error.hpp>
#include <riskmap/io/detail/zip_archive.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace riskmap::io::detail {
namespace {

// GTD's whole list, the largest workbook we know of, has 200,000 rows of 135 columns and unpacks to 0.9 GB.
constexpr std::size_t most_unpacked = std::size_t{2} << 30U, largest_member = std::size_t{3} << 29U;
constexpr std::size_t harmless = std::size_t{16} << 20U, most_growth = 200;
constexpr std::size_t most_columns = 1000, most_idle_rows = 10'000;
// A cell costs GDAL 16 bytes, whether it is filled or not.
constexpr std::size_t most_cells = std::size_t{1} << 26U;

void check_growth(const std::vector<ZipMember>& members, std::size_t packed, const std::string& shown) {
  std::size_t total = 0;
  for (const auto& member : members) {
    total += member.size;
    if (member.size > largest_member || total > most_unpacked)
      throw LimitError(shown, fmt::format("unpacks to more than {} MiB", most_unpacked >> 20U), "save it as CSV");
  }
  if (total > harmless && total / most_growth > packed)
    throw LimitError(shown, fmt::format("unpacks to more than {} times its size", most_growth), "save it as CSV");
}

std::size_t digits_after(std::string_view text, std::size_t at) {
  std::size_t value = 0;
  for (; at < text.size() && text[at] >= '0' && text[at] <= '9' && value < 1'000'000'000; ++at)
    value = value * 10 + static_cast<std::size_t>(text[at] - '0');
  return value;
}

/// "AB12" is column 28.
std::size_t column_of(std::string_view reference) {
  std::size_t column = 0;
  for (const char c : reference) {
    if (c < 'A' || c > 'Z' || column > most_columns) break;
    column = column * 26 + static_cast<std::size_t>(c - 'A') + 1;
  }
  return column;
}

/// The text behind r=" of the tag that begins at `at`; empty if it has no such attribute.
std::string_view reference_in(std::string_view xml, std::size_t at) {
  const auto tag = xml.substr(at, xml.find('>', at) - at);
  for (auto found = tag.find("r="); found != std::string_view::npos; found = tag.find("r=", found + 1)) {
    const bool attribute = found > 0 && static_cast<unsigned char>(tag[found - 1]) <= ' ';
    if (attribute && found + 3 < tag.size()) return tag.substr(found + 3);
  }
  return {};
}

/// One scan over the tags: a sheet says where its rows and cells stand, and GDAL makes all those in between.
void check_sheet(std::string_view xml, const std::string& shown) {
  std::size_t rows = 0, last_row = 0, last_column = 0;
  for (auto at = xml.find('<'); at != std::string_view::npos; at = xml.find('<', at + 1)) {
    const auto tag = xml.substr(at + 1, 4);
    if (tag.starts_with("row") && (tag.size() < 4 || static_cast<unsigned char>(tag[3]) <= ' ' || tag[3] == '>')) {
      ++rows;
      last_row = std::max(last_row, digits_after(reference_in(xml, at), 0));
    } else if (tag.starts_with("c ") || tag.starts_with("c\n") || tag.starts_with("c\t") || tag.starts_with("c\r")) {
      last_column = std::max(last_column, column_of(reference_in(xml, at)));
    }
  }
  if (last_row > rows + most_idle_rows || last_column > most_columns ||
      std::max(rows, last_row) > most_cells / std::max<std::size_t>(last_column, 1))
    throw LimitError(
        shown,
        fmt::format("has a sheet of {} rows and {} columns, {} rows of them filled", last_row, last_column, rows),
        "save it as CSV");
}

}  // namespace

void check_xlsx(std::string_view bytes, const std::string& shown) {
  const auto members = zip_members(bytes, shown);
  check_growth(members, bytes.size(), shown);
  bool has_workbook = false;
  for (const auto& member : members) {
    const auto xml = unpack(member, shown);
    has_workbook = has_workbook || member.name == "xl/workbook.xml";
    if (!member.name.ends_with(".xml") && !member.name.ends_with(".rels")) continue;
    if (xml.find("<!DOCTYPE") != std::string::npos || xml.find("<!ENTITY") != std::string::npos)
      throw DataError(shown, "declares XML entities, which no workbook needs");
    if (member.name.starts_with("xl/worksheets/")) check_sheet(xml, shown);
  }
  if (!has_workbook) throw DataError(shown, "is no workbook: it has no xl/workbook.xml");
}

}  // namespace riskmap::io::detail

// SPDX-License-Identifier: MIT
#include <riskmap/io/places.hpp>

#include <riskmap/base/digest.hpp>
#include <riskmap/io/detail/csv.hpp>
#include <riskmap/io/detail/csv_text.hpp>
#include <riskmap/io/detail/path_guard.hpp>

namespace riskmap::io {
namespace {

/// The cells of the rows that were found good; both lists are in the order of the file.
void take_cells(const model::Source& source, detail::CsvParser& parser, PlaceTable& table) {
  detail::CsvRow row;
  for (const auto& feature : source.layers.front().features) {
    while (parser.next(row) && row.line < feature.row) {
    }
    table.rows.push_back({feature.row, feature.geometry.points.front(), std::move(row.cells)});
  }
}

}  // namespace

PlaceTable read_places(const std::filesystem::path& csv, const OpenOptions& options, Progress* progress) {
  auto source = open(csv, options, progress);
  PlaceTable table{source.path, source.sha256, source.layers.front().fields, {}, source.counts, source.rejects};
  const auto text = detail::read_all(detail::checked_path(csv, table.path), table.path);
  if (sha256(text) != table.sha256) throw DataError(table.path, "was changed while it was read");
  detail::CsvParser parser(text, table.path);
  detail::CsvRow header;
  parser.next(header);
  take_cells(source, parser, table);
  return table;
}

std::string csv_line(const std::vector<std::string>& cells) {
  std::string line;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (i > 0) line += ',';
    detail::append_csv_cell(line, cells[i]);
  }
  return line + "\n";
}

}  // namespace riskmap::io

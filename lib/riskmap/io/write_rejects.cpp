// SPDX-License-Identifier: MIT
#include <riskmap/io/detail/csv_text.hpp>
#include <riskmap/io/import.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace riskmap::io {
namespace {

std::vector<std::string> cell_names(const Imported& imported) {
  std::vector<std::string> names;
  bool same = true;
  std::size_t most = 0;
  for (const auto& row : imported.rejected) {
    const auto& header = imported.files[row.file].header;
    same = same && (names.empty() || names == header);
    if (names.empty()) names = header;
    most = std::max(most, row.cells.size());
  }
  if (!same) names.clear();
  for (auto i = names.size(); i < most; ++i) names.push_back(fmt::format("cell_{}", i + 1));
  return names;
}

}  // namespace

void write_rejects(OutputFile& out, const Imported& imported) {
  const auto names = cell_names(imported);
  detail::CsvText text(out);
  for (const auto* name : {"file", "row", "field", "reason", "message", "value"}) text.cell(name);
  for (const auto& name : names) text.cell(name);
  text.end_row();
  for (const auto& [file, row, why, cells] : imported.rejected) {
    text.cell(imported.files[file].shown);
    text.cell(std::to_string(row));
    for (const auto& word : {why.field, why.reason, why.message, why.value}) text.cell(word);
    for (std::size_t i = 0; i < names.size(); ++i) text.cell(i < cells.size() ? cells[i] : "");
    text.end_row();
  }
  text.flush();
}

}  // namespace riskmap::io

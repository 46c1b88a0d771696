// SPDX-License-Identifier: MIT
#include <riskmap/io/detail/table_reader.hpp>

#include <riskmap/base/digest.hpp>
#include <riskmap/base/error.hpp>
#include <riskmap/io/detail/csv.hpp>
#include <riskmap/io/detail/path_guard.hpp>
#include <riskmap/io/detail/text.hpp>
#include <riskmap/io/detail/xlsx_table.hpp>

#include <fmt/format.h>

#include <deque>

namespace riskmap::io::detail {
namespace {

constexpr std::size_t most_standard_input = std::size_t{1} << 30U;
constexpr std::size_t largest_workbook = std::size_t{512} << 20U;

class CsvTable final : public TableReader {
 public:
  CsvTable(std::unique_ptr<ByteSource> source, const std::string& shown)
      : m_source(std::move(source)), m_parser(*m_source, shown) {}

  bool next(TableRow& row) override {
    if (!m_parser.next(m_cells)) return false;
    row.row = m_cells.line;
    row.broken.clear();
    row.cells.assign(m_cells.cells.begin(), m_cells.cells.end());
    if (invalid_utf8(m_cells.raw)) recode(row);
    return true;
  }

 private:
  /// Cell by cell: files joined from several exports are not of one encoding.
  void recode(TableRow& row) {
    m_texts.clear();
    for (auto& cell : row.cells) {
      if (!invalid_utf8(cell)) continue;
      auto text = from_cp1252(cell);
      if (!text) row.broken = "neither UTF-8 nor Windows-1252";
      cell = m_texts.emplace_back(std::move(text).value_or("?"));
    }
    if (++m_recoded == 1) m_first_recoded = row.row;
  }

  std::unique_ptr<ByteSource> m_source;
  CsvParser m_parser;
  CsvCells m_cells;
  std::deque<std::string> m_texts;  // its elements stay where they are
};

/// Keeps the bytes for as long as they are read.
class HeldTable final : public TableReader {
 public:
  HeldTable(std::string bytes, const std::string& shown)
      : m_bytes(std::move(bytes)), m_table(read_table(m_bytes, shown)) {}
  bool next(TableRow& row) override {
    const bool found = m_table->next(row);
    m_recoded = m_table->recoded(), m_first_recoded = m_table->first_recoded();
    return found;
  }

 private:
  std::string m_bytes;
  std::unique_ptr<TableReader> m_table;
};

OpenedTable hold(std::string bytes, const std::string& shown) {
  std::promise<std::string> digest;
  digest.set_value(sha256(bytes));
  return {shown, digest.get_future(), std::make_unique<HeldTable>(std::move(bytes), shown)};
}

}  // namespace

std::unique_ptr<TableReader> read_table(std::string_view bytes, const std::string& shown) {
  if (bytes.starts_with(std::string_view("PK\3\4", 4))) return read_xlsx(bytes, shown);
  return std::make_unique<CsvTable>(read_memory_bytes(bytes), shown);
}

OpenedTable open_table(const std::filesystem::path& file) {
  if (file == "-") return hold(read_standard_input(most_standard_input), "<stdin>");
  const auto shown = file.string();
  const auto path = checked_path(file, shown);
  const auto suffix = suffix_of(file);
  if (suffix != ".xlsx" && suffix != ".xlsm")
    return {shown, std::async(std::launch::async, sha256_of_file, path),
            std::make_unique<CsvTable>(read_file_bytes(path, shown), shown)};
  if (std::filesystem::file_size(path) > largest_workbook)
    throw LimitError(shown, fmt::format("is larger than {} MiB", largest_workbook >> 20U), "save it as CSV");
  auto bytes = read_all(path, shown);
  if (!bytes.starts_with("PK")) throw DataError(shown, "is no workbook (XLSX)", "old .xls files: save as CSV or XLSX");
  return hold(std::move(bytes), shown);
}

}  // namespace riskmap::io::detail

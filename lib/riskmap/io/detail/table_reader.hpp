// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>
#include <filesystem>
#include <future>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace riskmap::io::detail {

/// A row of words; the views end with the next row.
struct TableRow {
  std::uint64_t row = 1;  ///< the line of a CSV file, the row of a sheet; the header's is 1
  std::vector<std::string_view> cells;
  std::string broken = {};  ///< why it cannot be read ("neither UTF-8 nor Windows-1252"); empty if it can
};

/// Rows of cells from a CSV file or the first sheet of a workbook, all of them text in UTF-8.
class TableReader {
 public:
  virtual ~TableReader() = default;
  /// False at the end. \throws DataError, LimitError
  virtual bool next(TableRow& row) = 0;
  /// Rows that were not UTF-8 and were read as Windows-1252, and the first of them.
  std::uint64_t recoded() const { return m_recoded; }
  std::uint64_t first_recoded() const { return m_first_recoded; }

 protected:
  std::uint64_t m_recoded = 0, m_first_recoded = 0;
};

/// A table and what is known of its file.
struct OpenedTable {
  std::string shown;
  std::future<std::string> sha256;  ///< worked out beside the reading
  std::unique_ptr<TableReader> reader;
};
/// "-" is standard input, at most 1 GiB; a workbook is told by its first bytes there, by its suffix (.xlsx, .xlsm)
/// elsewhere, where every other suffix means CSV. \throws UsageError for what is no file; DataError; LimitError
OpenedTable open_table(const std::filesystem::path& file);
/// The same for bytes at hand, which must outlive the reader.
std::unique_ptr<TableReader> read_table(std::string_view bytes, const std::string& shown);

}  // namespace riskmap::io::detail

// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace riskmap::io::detail {

struct CsvRow {
  std::uint64_t line = 1;  ///< of its first character; the header's is 1
  std::vector<std::string> cells;
};

/// Reads comma-separated values (RFC 4180): cells in double quotes may hold commas, line ends and doubled quotes; a
/// UTF-8 byte order mark is skipped; LF and CR end a line as CRLF does; empty lines are no rows. Written here because
/// GDAL's reader ends in silence where a quote is not closed.
class CsvParser {
 public:
  /// `text` must outlive the parser. \throws DataError for UTF-16 and for NUL bytes, place "name:LINE"
  CsvParser(std::string_view text, std::string name);
  /// False at the end. \throws DataError, placed at the line where the quote opened: never closed, or closed inside a
  /// cell
  bool next(CsvRow& row);

 private:
  bool at_end() const { return m_at >= m_text.size(); }
  bool at_line_end() const { return at_end() || m_text[m_at] == '\n' || m_text[m_at] == '\r'; }
  void skip_line_end();
  std::string cell();
  std::string quoted_cell();
  [[noreturn]] void fail(std::uint64_t line, const std::string& message) const;

  std::string_view m_text;
  std::string m_name;
  std::size_t m_at = 0;
  std::uint64_t m_line = 1;
};

}  // namespace riskmap::io::detail

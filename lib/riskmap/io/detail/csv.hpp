// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/io/detail/byte_source.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace riskmap::io::detail {

struct CsvRow {
  std::uint64_t line = 1;  ///< of its first character; the header's is 1
  std::vector<std::string> cells;
};

/// A row that stays in its parser: all views end with the next row.
struct CsvCells {
  std::uint64_t line = 1;
  std::string_view raw;  ///< its bytes as the file has them
  std::vector<std::string_view> cells;
};

/// Reads comma-separated values (RFC 4180): cells in double quotes may hold commas, line ends and doubled quotes; a
/// UTF-8 byte order mark is skipped; LF and CR end a line as CRLF does; empty lines are no rows. Written here because
/// GDAL's reader ends in silence where a quote is not closed. Some 600 MB a second.
class CsvParser {
 public:
  /// `text` must outlive the parser. \throws DataError for UTF-16 and for NUL bytes, place "name:LINE"
  CsvParser(std::string_view text, std::string name);
  /// Reads `source`, which must outlive the parser, as it goes and holds no more of it than a row needs, at least
  /// 1 MiB. A row longer than `longest_row` is refused. \throws DataError as above and from the source
  CsvParser(ByteSource& source, std::string name);
  CsvParser(const CsvParser&) = delete;
  CsvParser& operator=(const CsvParser&) = delete;

  /// False at the end. \throws DataError, placed at the line where the quote opened: never closed, or closed inside a
  /// cell
  bool next(CsvRow& row);
  bool next(CsvCells& row);

  static constexpr std::size_t longest_row = std::size_t{16} << 20U;  ///< bytes

 private:
  /// A cell as a stretch of the window, or of m_unquoted where quotes had to be taken out of it.
  struct Stretch {
    std::size_t begin = 0, length = 0;
    bool unquoted = false;
  };
  enum class Outcome : bool { row, more_needed };

  void refuse_utf16();
  void refuse_nul(std::string_view bytes);
  bool at_end() const { return m_at >= m_text.size(); }
  bool at_line_end() const { return at_end() || m_text[m_at] == '\n' || m_text[m_at] == '\r'; }
  /// What comes next decides, and it has not been read yet.
  bool undecided() const { return !m_complete && m_at + 1 >= m_text.size(); }
  bool skip_empty_lines();
  void skip_line_end();
  Outcome parse_row();
  bool parse_cell();
  bool parse_quoted_cell();
  bool end_quoted_cell(std::uint64_t opened, bool& closed);
  void refill();
  void check_length(std::uint64_t line, std::size_t length) const;
  std::string_view view_of(const Stretch& stretch) const;
  [[noreturn]] void fail(std::uint64_t line, const std::string& message) const;

  std::string m_name;
  ByteSource* m_source = nullptr;
  std::string m_buffer;     ///< of a source: what m_text looks at
  std::string_view m_text;  ///< all of a text; of a source the window read so far
  bool m_complete = true;   ///< nothing follows m_text
  std::size_t m_at = 0;
  std::uint64_t m_line = 1;
  std::string m_unquoted;
  std::vector<Stretch> m_cells;
  CsvCells m_views;
};

}  // namespace riskmap::io::detail

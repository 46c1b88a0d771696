// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/base/output_file.hpp>

#include <cstdint>
#include <string>
#include <string_view>

namespace riskmap::io::detail {

/// A cell as RFC 4180 has it: one with a comma, a quote or a line end, or a blank at an end, stands in quotes.
void append_csv_cell(std::string& line, std::string_view cell);

/// Writes CSV with LF ends of lines.
class CsvText {
 public:
  explicit CsvText(OutputFile& out) : m_out(out) {}
  void cell(std::string_view text);
  /// The shortest text that reads back as the same number; blank for NaN.
  void cell(double number);
  void date(std::int32_t day);
  void end_row();
  /// Hands the rest to the file.
  void flush();

 private:
  void separate();
  OutputFile& m_out;
  std::string m_text;
  bool m_first = true;
};

}  // namespace riskmap::io::detail

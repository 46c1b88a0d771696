// SPDX-License-Identifier: MIT
#include <riskmap/io/detail/csv_text.hpp>

#include <riskmap/io/dates.hpp>

#include <array>
#include <charconv>
#include <cmath>

namespace riskmap::io::detail {
namespace {

constexpr std::size_t block = std::size_t{1} << 20U;

}  // namespace

void append_csv_cell(std::string& line, std::string_view cell) {
  const bool blank_end = !cell.empty() && (cell.front() == ' ' || cell.back() == ' ');
  if (!blank_end && cell.find_first_of(",\"\r\n") == std::string_view::npos) {
    line += cell;
    return;
  }
  line += '"';
  for (auto quote = cell.find('"'); quote != std::string_view::npos; quote = cell.find('"')) {
    line += cell.substr(0, quote + 1);
    line += '"';
    cell.remove_prefix(quote + 1);
  }
  line += cell;
  line += '"';
}

void CsvText::separate() {
  if (!m_first) m_text += ',';
  m_first = false;
}

void CsvText::cell(std::string_view text) {
  separate();
  append_csv_cell(m_text, text);
}

void CsvText::cell(double number) {
  separate();
  if (std::isnan(number)) return;
  std::array<char, 512> digits;  // the smallest double has 340
  // Plain notation: spreadsheets take "1e+06" for text.
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number, std::chars_format::fixed).ptr;
  m_text.append(digits.data(), end);
}

void CsvText::date(std::int32_t day) {
  separate();
  append_iso_date(day, m_text);
}

void CsvText::end_row() {
  m_text += '\n';
  m_first = true;
  if (m_text.size() >= block) flush();
}

void CsvText::flush() {
  m_out.write(m_text);
  m_text.clear();
}

}  // namespace riskmap::io::detail

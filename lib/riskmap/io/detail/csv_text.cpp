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

void CsvText::separate() {
  if (!m_first) m_text += ',';
  m_first = false;
}

void CsvText::cell(std::string_view text) {
  separate();
  if (text.find_first_of(",\"\r\n") == std::string_view::npos) {
    m_text += text;
    return;
  }
  m_text += '"';
  for (auto quote = text.find('"'); quote != std::string_view::npos; quote = text.find('"')) {
    m_text += text.substr(0, quote + 1);
    m_text += '"';
    text.remove_prefix(quote + 1);
  }
  m_text += text;
  m_text += '"';
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

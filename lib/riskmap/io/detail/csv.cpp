// SPDX-License-Identifier: MIT
#include <riskmap/io/detail/csv.hpp>

#include <riskmap/base/error.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace riskmap::io::detail {

CsvParser::CsvParser(std::string_view text, std::string name) : m_text(text), m_name(std::move(name)) {
  if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF")) fail(1, "is UTF-16; save it as UTF-8");
  if (text.starts_with("\xEF\xBB\xBF")) m_at = 3;
  const auto nul = text.find('\0');
  if (nul != std::string_view::npos) {
    const auto before = std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(nul), '\n');
    fail(static_cast<std::uint64_t>(before) + 1, "a NUL byte: this is not a text file");
  }
}

void CsvParser::fail(std::uint64_t line, const std::string& message) const {
  throw DataError(fmt::format("{}:{}", m_name, line), message);
}

void CsvParser::skip_line_end() {
  if (at_end()) return;
  const bool both = m_text[m_at] == '\r' && m_at + 1 < m_text.size() && m_text[m_at + 1] == '\n';
  m_at += both ? 2 : 1;
  ++m_line;
}

bool CsvParser::next(CsvRow& row) {
  while (!at_end() && at_line_end()) skip_line_end();
  if (at_end()) return false;
  row.line = m_line;
  row.cells.assign(1, cell());
  while (!at_line_end()) {
    ++m_at;  // the comma
    row.cells.push_back(cell());
  }
  skip_line_end();
  return true;
}

std::string CsvParser::cell() {
  if (!at_end() && m_text[m_at] == '"') return quoted_cell();
  const std::size_t begin = m_at;
  while (!at_line_end() && m_text[m_at] != ',') ++m_at;
  return std::string(m_text.substr(begin, m_at - begin));
}

std::string CsvParser::quoted_cell() {
  const std::uint64_t opened = m_line;
  std::string value;
  for (++m_at; !at_end();) {
    const char c = m_text[m_at];
    if (c == '"') {
      ++m_at;
      const bool doubled = !at_end() && m_text[m_at] == '"';
      if (!doubled && !at_line_end() && m_text[m_at] != ',') {
        fail(opened,
             fmt::format("the quote opened here closes on line {} in the middle of a cell; is one missing?", m_line));
      }
      if (!doubled) return value;
      value += '"';
      ++m_at;
    } else if (c == '\n' || c == '\r') {
      skip_line_end();
      value += '\n';
    } else {
      value += c;
      ++m_at;
    }
  }
  fail(opened, "the quote opened here is never closed");
}

}  // namespace riskmap::io::detail

// SPDX-License-Identifier: MIT
#include <riskmap/io/detail/csv.hpp>

#include <riskmap/base/error.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace riskmap::io::detail {
namespace {

constexpr std::size_t least_read = std::size_t{1} << 20U;

constexpr auto table_of(std::string_view characters) {
  std::array<bool, 256> table{};
  for (const char c : characters) table[static_cast<unsigned char>(c)] = true;
  return table;
}
constexpr auto ends_cell = table_of(",\r\n"), ends_stretch = table_of("\"\r\n");

std::size_t find(std::string_view text, std::size_t at, const std::array<bool, 256>& wanted) {
  while (at < text.size() && !wanted[static_cast<unsigned char>(text[at])]) ++at;
  return at;
}

}  // namespace

CsvParser::CsvParser(std::string_view text, std::string name) : m_name(std::move(name)), m_text(text) {
  refuse_utf16();
  refuse_nul(text);
}

CsvParser::CsvParser(ByteSource& source, std::string name)
    : m_name(std::move(name)), m_source(&source), m_complete(false) {
  refill();
  refuse_utf16();
}

void CsvParser::refuse_utf16() {
  if (m_text.starts_with("\xFF\xFE") || m_text.starts_with("\xFE\xFF")) fail(1, "is UTF-16; save it as UTF-8");
  if (m_text.starts_with("\xEF\xBB\xBF")) m_at = 3;
}

void CsvParser::refuse_nul(std::string_view bytes) {
  const auto nul = bytes.find('\0');
  if (nul == std::string_view::npos) return;
  const auto before = m_text.substr(m_at, static_cast<std::size_t>(bytes.data() - m_text.data()) + nul - m_at);
  if (m_text.starts_with("\xFF\xFE") || m_text.starts_with("\xFE\xFF")) return refuse_utf16();
  fail(m_line + static_cast<std::uint64_t>(std::count(before.begin(), before.end(), '\n')),
       "a NUL byte: this is not a text file");
}

void CsvParser::fail(std::uint64_t line, const std::string& message) const {
  throw DataError(fmt::format("{}:{}", m_name, line), message);
}

void CsvParser::check_length(std::uint64_t line, std::size_t length) const {
  if (m_source == nullptr || length <= longest_row) return;
  fail(line, fmt::format("a row of more than {} MiB begins here; is a quote never closed?", longest_row >> 20U));
}

/// Drops what has been read and takes in as much again as is left over, so that a long row is begun anew only a few
/// times.
void CsvParser::refill() {
  m_buffer.erase(0, m_at);
  m_at = 0;
  const auto left = m_buffer.size();
  check_length(m_line, left);
  const auto wanted = std::max(left, least_read);
  m_buffer.resize(left + wanted);
  const auto got = m_source->read(m_buffer.data() + left, wanted);
  m_buffer.resize(left + got);
  m_complete = got < wanted;
  m_text = m_buffer;
  refuse_nul(m_text.substr(left));
}

void CsvParser::skip_line_end() {
  if (at_end()) return;
  const bool both = m_text[m_at] == '\r' && m_at + 1 < m_text.size() && m_text[m_at + 1] == '\n';
  m_at += both ? 2 : 1;
  ++m_line;
}

/// False if there is no row any more.
bool CsvParser::skip_empty_lines() {
  for (;;) {
    if (at_line_end() && undecided()) {
      refill();
    } else if (at_end()) {
      return false;
    } else if (at_line_end()) {
      skip_line_end();
    } else {
      return true;
    }
  }
}

bool CsvParser::next(CsvRow& row) {
  if (!next(m_views)) return false;
  row.line = m_views.line;
  row.cells.assign(m_views.cells.begin(), m_views.cells.end());
  return true;
}

bool CsvParser::next(CsvCells& row) {
  if (!skip_empty_lines()) return false;
  row.line = m_line;
  std::size_t begin = m_at;
  while (parse_row() == Outcome::more_needed) {
    m_at = begin;
    m_line = row.line;
    refill();
    begin = m_at;
  }
  row.raw = m_text.substr(begin, m_at - begin);
  check_length(row.line, row.raw.size());
  row.cells.clear();
  for (const auto& stretch : m_cells) row.cells.push_back(view_of(stretch));
  skip_line_end();
  return true;
}

std::string_view CsvParser::view_of(const Stretch& stretch) const {
  const std::string_view from = stretch.unquoted ? std::string_view(m_unquoted) : m_text;
  return from.substr(stretch.begin, stretch.length);
}

CsvParser::Outcome CsvParser::parse_row() {
  m_cells.clear();
  m_unquoted.clear();
  for (;;) {
    if (!parse_cell()) return Outcome::more_needed;
    if (at_line_end()) return undecided() ? Outcome::more_needed : Outcome::row;
    ++m_at;  // the comma
  }
}

bool CsvParser::parse_cell() {
  if (at_end() && !m_complete) return false;
  if (!at_end() && m_text[m_at] == '"') return parse_quoted_cell();
  const auto begin = m_at;
  m_at = find(m_text, m_at, ends_cell);
  m_cells.push_back({begin, m_at - begin});
  return m_complete || !at_end();
}

bool CsvParser::parse_quoted_cell() {
  const std::uint64_t opened = m_line;
  const auto begin = ++m_at, unquoted = m_unquoted.size();
  bool closed = false;
  m_at = find(m_text, m_at, ends_stretch);
  if (!at_end() && m_text[m_at] == '"' && m_at + 1 < m_text.size() && m_text[m_at + 1] != '"') {
    m_cells.push_back({begin, m_at - begin});
    return end_quoted_cell(opened, closed);
  }
  m_unquoted.append(m_text.substr(begin, m_at - begin));
  while (!closed) {
    if (at_end() || undecided()) {
      if (!m_complete) return false;
      if (at_end()) fail(opened, "the quote opened here is never closed");
    }
    if (m_text[m_at] == '"') {
      if (!end_quoted_cell(opened, closed)) return false;
    } else {
      skip_line_end();
      m_unquoted += '\n';
    }
    if (closed) break;
    const auto from = m_at;
    m_at = find(m_text, m_at, ends_stretch);
    m_unquoted.append(m_text.substr(from, m_at - from));
  }
  m_cells.push_back({unquoted, m_unquoted.size() - unquoted, true});
  return true;
}

/// At a quote: the cell's end, or the first of two that stand for one.
bool CsvParser::end_quoted_cell(std::uint64_t opened, bool& closed) {
  if (undecided()) return false;
  ++m_at;
  if (!at_end() && m_text[m_at] == '"') {
    m_unquoted += '"';
    ++m_at;
    return true;
  }
  if (!at_line_end() && m_text[m_at] != ',')
    fail(opened,
         fmt::format("the quote opened here closes on line {} in the middle of a cell; is one missing?", m_line));
  closed = true;
  return true;
}

}  // namespace riskmap::io::detail

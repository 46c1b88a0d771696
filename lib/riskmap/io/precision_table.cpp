// SPDX-License-Identifier: MIT
#include <riskmap/io/precision_table.hpp>

#include <riskmap/base/error.hpp>
#include <riskmap/io/detail/csv.hpp>
#include <riskmap/io/detail/path_guard.hpp>
#include <riskmap/io/detail/text.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace riskmap::io {
namespace {

constexpr double largest_km = 2000.0;

double parse_km(std::string_view text) {
  const auto number = detail::parse_number(text);
  if (number.kind == detail::Number::Kind::finite && number.value >= 0 && number.value <= largest_km)
    return number.value;
  throw UsageError(fmt::format("'{}' is not a radius of 0 to 2000 km", printable(std::string(text))));
}

/// The columns of a table by name; -1 where there is none.
int column(const std::vector<std::string>& header, std::string_view name) {
  for (std::size_t i = 0; i < header.size(); ++i) {
    if (detail::lower_case(detail::trimmed(header[i])) == name) return static_cast<int>(i);
  }
  return -1;
}

std::string_view cell(const detail::CsvRow& row, int position) {
  const auto i = static_cast<std::size_t>(position);
  return position < 0 || i >= row.cells.size() ? std::string_view() : detail::trimmed(row.cells[i]);
}

}  // namespace

void PrecisionTable::change(std::string_view schema, std::string_view code, double uncertainty_km,
                            std::string_view word) {
  if (!schema.empty()) schema_named(schema);
  if (code.empty()) throw UsageError("", "names no code", "an empty cell's code is 'blank'");
  if (!(uncertainty_km >= 0 && uncertainty_km <= largest_km)) parse_km(fmt::format("{}", uncertainty_km));
  m_changes.emplace_back(schema, Entry{std::string(code), std::string(word), uncertainty_km});
}

void PrecisionTable::change(std::string_view assignment) {
  const auto equals = assignment.rfind('=');
  if (equals == std::string_view::npos)
    throw UsageError("", fmt::format("'{}' lacks a '='", printable(std::string(assignment))),
                     "like 2=25 or acled:2=25");
  const auto name = detail::trimmed(assignment.substr(0, equals));
  const auto colon = name.find(':');
  const auto schema = colon == std::string_view::npos ? std::string_view() : name.substr(0, colon);
  change(schema, name.substr(colon == std::string_view::npos ? 0 : colon + 1), parse_km(assignment.substr(equals + 1)));
}

void PrecisionTable::read(const std::filesystem::path& file) {
  const auto shown = file.string();
  const auto text = detail::read_all(detail::checked_path(file, shown), shown);
  detail::CsvParser parser(text, shown);
  detail::CsvRow header, row;
  parser.next(header);
  const int schema = column(header.cells, "schema"), code = column(header.cells, "code"),
            km = column(header.cells, "uncertainty_km"), word = column(header.cells, "precision");
  if (schema < 0 || code < 0 || km < 0) {
    throw DataError(
        shown, fmt::format("needs the columns schema, code and uncertainty_km (has: {})", detail::join(header.cells)));
  }
  while (parser.next(row)) {
    try {
      change(cell(row, schema), cell(row, code), parse_km(cell(row, km)), cell(row, word));
    } catch (const UsageError& error) {
      throw DataError(fmt::format("{}:{}", shown, row.line), error.mistakes().front().message);
    }
  }
}

void PrecisionTable::add(const PrecisionTable& other) {
  m_changes.insert(m_changes.end(), other.m_changes.begin(), other.m_changes.end());
}

std::vector<PrecisionTable::Entry> PrecisionTable::entries(const Schema& schema) const {
  std::vector<Entry> entries;
  for (const auto& code : schema.precisions)
    entries.push_back({std::string(code.code), std::string(code.word), code.uncertainty_km});
  for (const auto& [name, changed] : m_changes) {
    if (!name.empty() && name != schema.name) continue;
    const auto found = std::ranges::find(entries, changed.code, &Entry::code);
    if (found == entries.end()) {
      entries.push_back(changed);
      continue;
    }
    found->uncertainty_km = changed.uncertainty_km;
    if (!changed.word.empty()) found->word = changed.word;
  }
  return entries;
}

}  // namespace riskmap::io

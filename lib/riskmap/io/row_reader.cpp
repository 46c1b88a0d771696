// SPDX-License-Identifier: MIT
#include <riskmap/io/row_reader.hpp>

#include <riskmap/io/detail/text.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace riskmap::io {
namespace {

constexpr double most_people = 1e7;

}  // namespace

RowReader::RowReader(const ColumnMap& columns, const PrecisionTable& precisions, std::optional<DayOrder> day_order)
    : m_columns(columns), m_precisions(precisions.entries(*columns.schema)), m_day_order(day_order) {}

void RowReader::begin(std::span<const std::string_view> cells) {
  m_cells = cells;
  m_kept.clear();
  m_rejection.reset();
}

std::string_view RowReader::text(std::size_t column) const {
  const int position = m_columns.positions[column];
  return position < 0 ? std::string_view() : detail::trimmed(m_cells[static_cast<std::size_t>(position)]);
}

void RowReader::reject(std::size_t column, const std::string& reason, const std::string& message) {
  if (m_rejection) return;
  m_rejection = Rejection{std::string(name(column)), reason, message, std::string(text(column))};
}

/// nullopt where blank, or where there is no number, which rejects the row.
std::optional<double> RowReader::number(std::size_t column) {
  const auto cell = text(column);
  if (cell.empty()) return std::nullopt;
  const auto parsed = detail::parse_number(cell);
  if (parsed.kind == detail::Number::Kind::finite) return parsed.value;
  const bool word = parsed.kind == detail::Number::Kind::not_a_number;
  reject(column, fmt::format("{} not a number", name(column)), word ? "not a number" : "not a finite number");
  return std::nullopt;
}

void RowReader::read_place(std::size_t longitude, std::size_t latitude, IncidentDraft& incident) {
  for (const auto column : {longitude, latitude}) {
    if (text(column).empty()) reject(column, fmt::format("{} missing", name(column)), "is blank");
  }
  const auto x = number(longitude), y = number(latitude);
  if (!x || !y) return;
  if (std::abs(*y) > 90 && std::abs(*y) <= 180 && std::abs(*x) <= 90)
    return reject(latitude, "looks swapped", "longitude and latitude look swapped");
  if (std::abs(*x) > 180) return reject(longitude, "longitude out of range", "not within -180 to 180 degrees");
  if (std::abs(*y) > 90) return reject(latitude, "latitude out of range", "not within -90 to 90 degrees");
  if (*x == 0 && *y == 0) return reject(longitude, "place 0, 0", "longitude and latitude are both 0: no place");
  incident.longitude = *x, incident.latitude = *y;
}

std::optional<std::int32_t> RowReader::optional_day(std::size_t column, DayOrder order) {
  const auto cell = text(column);
  if (cell.empty()) return std::nullopt;
  const auto used = m_day_order.value_or(order);
  const auto found = parse_day(cell, used);
  if (found) return found;
  const bool swapped = is_other_order(cell, used);
  const char* const other = used == DayOrder::day_first ? "month" : "day";
  reject(column, fmt::format("{} not a date", name(column)),
         swapped ? fmt::format("no such date; it would be one with the {} first (--dates)", other) : "no such date");
  if (m_rejection->field == name(column)) m_rejection->other_day_order = swapped;
  return std::nullopt;
}

std::int32_t RowReader::day(std::size_t column, DayOrder order) {
  if (text(column).empty()) reject(column, fmt::format("{} missing", name(column)), "is blank");
  return optional_day(column, order).value_or(0);
}

int RowReader::whole(std::size_t column, int low, int high) {
  if (text(column).empty()) reject(column, fmt::format("{} missing", name(column)), "is blank");
  const auto value = number(column).value_or(low);
  if (value >= low && value <= high && value == std::floor(value)) return static_cast<int>(value);
  reject(column, fmt::format("{} out of range", name(column)),
         fmt::format("not a whole number from {} to {}", low, high));
  return low;
}

double RowReader::people(std::size_t column, Unknowns unknowns) {
  const auto value = number(column);
  if (!value) return unknown_figure;
  if (std::ranges::any_of(unknowns, [&](int unknown) { return *value == unknown; })) return unknown_figure;
  if (*value >= 0 && *value <= most_people) return *value;
  reject(column, fmt::format("{} out of range", name(column)), "not a number of people");
  return unknown_figure;
}

const PrecisionTable::Entry* RowReader::find_code(std::string_view code) const {
  const auto found = std::ranges::find(m_precisions, code, &PrecisionTable::Entry::code);
  return found == m_precisions.end() ? nullptr : &*found;
}

std::optional<double> RowReader::uncertainty_km(std::string_view code) const {
  const auto* entry = find_code(code);
  return entry == nullptr ? std::nullopt : std::optional(entry->uncertainty_km);
}

void RowReader::read_precision(std::size_t column, IncidentDraft& incident) {
  auto code = text(column);
  // Spreadsheets write "1.0" for 1.
  if (code.size() > 2 && code.ends_with(".0")) code.remove_suffix(2);
  const auto* entry = find_code(code.empty() ? "blank" : code);
  if (entry == nullptr) {
    std::string known;
    for (const auto& [name, word, km] : m_precisions) known += (known.empty() ? "" : ", ") + name;
    return reject(column, fmt::format("{} unknown", name(column)),
                  fmt::format("no such precision (known: {}); --precision CODE=KM adds it", known));
  }
  incident[Word::location_precision] = code.empty() ? std::string_view() : entry->word;
  incident.uncertainty_km = entry->uncertainty_km;
}

void RowReader::check_days(std::size_t column, const IncidentDraft& incident) {
  if (incident.last_day >= incident.first_day) return;
  reject(column, "ends before it begins", fmt::format("before {}", iso_date(incident.first_day)));
}

}  // namespace riskmap::io

// SPDX-License-Identifier: MIT
#include <riskmap/base/units.hpp>

#include <riskmap/base/error.hpp>

#include <fmt/format.h>

#include <charconv>
#include <chrono>
#include <cmath>
#include <utility>

namespace riskmap {
namespace {

std::string_view trim(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

struct NumberAndUnit {
  double number;
  std::string_view unit;
};

// Independent of the locale, unlike strtod.
NumberAndUnit split(std::string_view text, std::string_view what, std::string_view example) {
  const auto trimmed = trim(text);
  double number = 0;
  const auto [end, error] = std::from_chars(trimmed.data(), trimmed.data() + trimmed.size(), number);
  if (error != std::errc{} || !std::isfinite(number) || number < 0) {
    throw UsageError(fmt::format("'{}' is not a {} (write it like {})", printable(std::string(text)), what, example));
  }
  const auto used = static_cast<std::size_t>(end - trimmed.data());
  const auto unit = trim(trimmed.substr(used));
  if (unit.empty()) {
    throw UsageError(fmt::format("'{}' has no unit (write it like {})", printable(std::string(text)), example));
  }
  return {number, unit};
}

template <typename TTable>
double scale_of(const NumberAndUnit& parts, const TTable& table, std::string_view text, std::string_view example) {
  for (const auto& [name, factor] : table) {
    if (parts.unit == name) return parts.number * factor;
  }
  throw UsageError(fmt::format("'{}' has an unknown unit '{}' (write it like {})", printable(std::string(text)),
                               printable(std::string(parts.unit)), example));
}

}  // namespace

Metres parse_length(std::string_view text) {
  static constexpr std::pair<std::string_view, double> units[] = {{"km", 1000.0}, {"m", 1.0}};
  return Metres(scale_of(split(text, "length", "25km or 2500m"), units, text, "25km or 2500m"));
}

Days parse_span(std::string_view text) {
  static constexpr std::pair<std::string_view, double> units[] = {
      {"y", days_per_year}, {"mo", days_per_year / 12}, {"w", 7.0}, {"d", 1.0}};
  return Days(scale_of(split(text, "span of time", "3y or 180d"), units, text, "3y or 180d"));
}

std::size_t parse_size(std::string_view text) {
  static constexpr std::pair<std::string_view, double> units[] = {
      {"GiB", 1073741824.0}, {"MiB", 1048576.0}, {"KiB", 1024.0}, {"GB", 1e9}, {"MB", 1e6}, {"kB", 1e3}, {"B", 1.0}};
  const double bytes = scale_of(split(text, "size", "2GiB or 512MiB"), units, text, "2GiB or 512MiB");
  if (bytes > 1e18) throw UsageError(fmt::format("'{}' is too large a size", printable(std::string(text))));
  return static_cast<std::size_t>(bytes);
}

std::optional<Days> parse_date(std::string_view text) {
  text = trim(text);
  if (text.size() < 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto number = [&](std::size_t at, std::size_t count) -> int {
    int value = 0;
    for (const char c : text.substr(at, count)) {
      if (c < '0' || c > '9') return -1;
      value = value * 10 + (c - '0');
    }
    return value;
  };
  const int year = number(0, 4), month = number(5, 2), day = number(8, 2);
  if (year < 1800 || year > 2200 || month < 1 || day < 1) return std::nullopt;
  if (text.size() > 10) {
    if (text[10] != 'T' && text[10] != ' ') return std::nullopt;
    if (text.substr(11).find_first_not_of("0123456789:.Z+-") != std::string_view::npos) return std::nullopt;
  }
  const std::chrono::year_month_day date{std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
                                         std::chrono::day(static_cast<unsigned>(day))};
  if (!date.ok()) return std::nullopt;
  return Days(static_cast<double>(std::chrono::sys_days(date).time_since_epoch().count()));
}

std::string to_iso_date(Days moment) {
  const std::chrono::year_month_day date{
      std::chrono::sys_days(std::chrono::days(static_cast<int>(std::floor(moment.value()))))};
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                     static_cast<unsigned>(date.day()));
}

}  // namespace riskmap

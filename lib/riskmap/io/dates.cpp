// SPDX-License-Identifier: MIT
#include <riskmap/io/dates.hpp>

#include <riskmap/io/detail/text.hpp>

#include <array>
#include <chrono>

namespace riskmap::io {
namespace {

constexpr std::array<std::string_view, 12> months{"january",   "february", "march",    "april",
                                                  "may",       "june",     "july",     "august",
                                                  "september", "october",  "november", "december"};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Takes a number of `least` to `most` digits off the front; -1 if there is none.
int take_number(std::string_view& text, std::size_t least, std::size_t most) {
  std::size_t count = 0;
  int value = 0;
  for (; count < text.size() && count < most && is_digit(text[count]); ++count)
    value = value * 10 + (text[count] - '0');
  if (count < least || (count < text.size() && is_digit(text[count]))) return -1;
  text.remove_prefix(count);
  return value;
}

bool take(std::string_view& text, std::string_view separators) {
  if (text.empty() || separators.find(text.front()) == std::string_view::npos) return false;
  text.remove_prefix(1);
  return true;
}

int take_month_name(std::string_view& text) {
  std::size_t length = 0;
  while (length < text.size() && ((text[length] | 0x20) >= 'a' && (text[length] | 0x20) <= 'z')) ++length;
  const auto word = detail::lower_case(text.substr(0, length));
  for (std::size_t i = 0; i < months.size(); ++i) {
    if (word != months[i] && word != months[i].substr(0, 3)) continue;
    text.remove_prefix(length);
    return static_cast<int>(i) + 1;
  }
  return -1;
}

bool is_time(std::string_view text) {
  if (text.empty()) return true;
  if (text.front() != 'T' && text.front() != ' ') return false;
  return text.substr(1).find_first_not_of("0123456789:.Z+-") == std::string_view::npos;
}

std::optional<std::int32_t> year_first(std::string_view text) {
  const int year = take_number(text, 4, 4);
  if (year < 0 || text.empty()) return std::nullopt;
  const auto separator = text.substr(0, 1);
  if (!take(text, "-/")) return std::nullopt;
  const int month = take_number(text, 1, 2);
  if (month < 0 || !take(text, separator)) return std::nullopt;
  const int day = take_number(text, 1, 2);
  return is_time(text) ? day_number(year, month, day) : std::nullopt;
}

std::optional<std::int32_t> year_last(std::string_view text, DayOrder order) {
  const int first = take_number(text, 1, 2);
  if (first < 0 || text.empty()) return std::nullopt;
  const auto separator = text.substr(0, 1);
  if (!take(text, "-/. ")) return std::nullopt;
  const int named = take_month_name(text);
  const int second = named > 0 ? named : take_number(text, 1, 2);
  if (second < 0 || !take(text, separator)) return std::nullopt;
  const int year = take_number(text, 4, 4);
  if (!is_time(text)) return std::nullopt;
  const bool swapped = named < 0 && order == DayOrder::month_first;
  return swapped ? day_number(year, first, second) : day_number(year, second, first);
}

}  // namespace

std::optional<std::int32_t> day_number(int year, int month, int day) {
  if (year < 1800 || year > 2200 || month < 1 || month > 12 || day < 1 || day > 31) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
                                         std::chrono::day(static_cast<unsigned>(day))};
  if (!date.ok()) return std::nullopt;
  return static_cast<std::int32_t>(std::chrono::sys_days(date).time_since_epoch().count());
}

CalendarDay calendar_day(std::int32_t day) {
  const std::chrono::year_month_day date{std::chrono::sys_days(std::chrono::days(day))};
  return {static_cast<int>(date.year()), static_cast<int>(static_cast<unsigned>(date.month())),
          static_cast<int>(static_cast<unsigned>(date.day()))};
}

void append_iso_date(std::int32_t day, std::string& to) {
  const auto date = calendar_day(day);
  for (const int power : {1000, 100, 10, 1}) to += static_cast<char>('0' + date.year / power % 10);
  for (const int part : {date.month, date.day}) {
    to += '-';
    to += static_cast<char>('0' + part / 10);
    to += static_cast<char>('0' + part % 10);
  }
}

std::string iso_date(std::int32_t day) {
  std::string text;
  append_iso_date(day, text);
  return text;
}

std::int32_t month_begin(std::int32_t day) { return day - calendar_day(day).day + 1; }

std::int32_t month_end(std::int32_t day) {
  return month_begin(month_begin(day) + 31) - 1;  // 31 days on it is another month, whatever the month
}

std::int32_t year_begin(std::int32_t day) { return *day_number(calendar_day(day).year, 1, 1); }
std::int32_t year_end(std::int32_t day) { return *day_number(calendar_day(day).year, 12, 31); }

std::optional<std::int32_t> parse_day(std::string_view text, DayOrder order) {
  text = detail::trimmed(text);
  const bool begins_with_year = text.size() > 4 && is_digit(text[1]) && is_digit(text[2]) && is_digit(text[3]);
  return begins_with_year ? year_first(text) : year_last(text, order);
}

bool is_other_order(std::string_view text, DayOrder order) {
  const auto other = order == DayOrder::day_first ? DayOrder::month_first : DayOrder::day_first;
  return !parse_day(text, order) && parse_day(text, other);
}

}  // namespace riskmap::io

// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace riskmap::io {

/// Which of the first two numbers of "03/04/2024" is the day.
enum class DayOrder : unsigned char { day_first, month_first };

/// Days since 1970-01-01 of a date that exists, in the years 1800 to 2200; else nullopt.
std::optional<std::int32_t> day_number(int year, int month, int day);
/// "2024-01-31".
std::string iso_date(std::int32_t day);
void append_iso_date(std::int32_t day, std::string& to);
struct CalendarDay {
  int year = 0, month = 0, day = 0;
};
CalendarDay calendar_day(std::int32_t day);
/// First and last day of the month, or the year, that holds a day.
std::int32_t month_begin(std::int32_t day);
std::int32_t month_end(std::int32_t day);
std::int32_t year_begin(std::int32_t day);
std::int32_t year_end(std::int32_t day);

/// A day as exports write it: "2024-01-31", "2024/01/31", each also with a time behind it, which is dropped;
/// "31-01-2024", "31/01/2024", "31.01.2024" (by `order`); "31 January 2024", "31-Jan-2024". Years have four digits.
/// nullopt for anything else and for days that do not exist.
std::optional<std::int32_t> parse_day(std::string_view text, DayOrder order);
/// Whether a text that is no date is one with day and month the other way round.
bool is_other_order(std::string_view text, DayOrder order);

}  // namespace riskmap::io

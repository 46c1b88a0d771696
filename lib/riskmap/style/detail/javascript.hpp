// SPDX-License-Identifier: MIT
#pragma once
#include <compare>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace riskmap::style {

/// A number as ECMAScript's Number::toString writes it: the shortest digits that read back, "1e+21" from there on,
/// "NaN". Independent of the locale.
std::string number_text(double number);
/// ECMAScript's StringToNumber: blanks around are dropped, "" is 0, hexadecimal is read; nullopt for NaN.
std::optional<double> parse_number(std::string_view text);
/// Unicode's case mappings of no language in particular (by ICU): ß becomes SS.
std::string to_upper(std::string_view text);
std::string to_lower(std::string_view text);
/// The number of code points of UTF-8 text.
std::size_t count_code_points(std::string_view text);
/// The number of UTF-16 code units of UTF-8 text: what ECMAScript's `length` counts.
std::size_t count_units(std::string_view text);
/// The order of their UTF-16 code units, as ECMAScript's `<` takes it.
std::strong_ordering compare_units(std::string_view a, std::string_view b);

}  // namespace riskmap::style

// SPDX-License-Identifier: MIT
#include <riskmap/style/detail/javascript.hpp>

#include <fmt/format.h>
#include <unicode/locid.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <limits>

namespace riskmap::style {
namespace {

struct Decimal {
  std::string digits;
  int point = 0;  // the decimal point stands after this many digits
};

Decimal shortest_digits(double positive) {
  std::array<char, 64> buffer{};
  const auto [end, error] =
      std::to_chars(buffer.data(), buffer.data() + buffer.size(), positive, std::chars_format::scientific);
  const std::string_view text(buffer.data(), static_cast<std::size_t>(end - buffer.data()));
  const auto e = text.find('e');
  Decimal out;
  for (const char c : text.substr(0, e)) {
    if (c != '.') out.digits += c;
  }
  int exponent = 0;
  const auto* from = text.data() + e + 1 + (text[e + 1] == '+' ? 1 : 0);
  std::from_chars(from, text.data() + text.size(), exponent);
  out.point = exponent + 1;
  return out;
}

std::string with_exponent(const Decimal& number) {
  std::string text = number.digits.substr(0, 1);
  if (number.digits.size() > 1) text += "." + number.digits.substr(1);
  const int exponent = number.point - 1;
  return fmt::format("{}e{}{}", text, exponent < 0 ? "-" : "+", std::abs(exponent));
}

std::string without_exponent(const Decimal& number) {
  const auto count = static_cast<int>(number.digits.size());
  if (number.point <= 0) return "0." + std::string(static_cast<std::size_t>(-number.point), '0') + number.digits;
  const auto point = static_cast<std::size_t>(number.point);
  if (number.point >= count) return number.digits + std::string(point - number.digits.size(), '0');
  return number.digits.substr(0, point) + "." + number.digits.substr(point);
}

// ECMAScript's white space and ends of lines.
constexpr std::array<std::string_view, 25> blanks = {" ",
                                                     "\t",
                                                     "\n",
                                                     "\v",
                                                     "\f",
                                                     "\r",
                                                     "\xC2\xA0",
                                                     "\xE1\x9A\x80",
                                                     "\xE2\x80\x80",
                                                     "\xE2\x80\x81",
                                                     "\xE2\x80\x82",
                                                     "\xE2\x80\x83",
                                                     "\xE2\x80\x84",
                                                     "\xE2\x80\x85",
                                                     "\xE2\x80\x86",
                                                     "\xE2\x80\x87",
                                                     "\xE2\x80\x88",
                                                     "\xE2\x80\x89",
                                                     "\xE2\x80\x8A",
                                                     "\xE2\x80\xA8",
                                                     "\xE2\x80\xA9",
                                                     "\xE2\x80\xAF",
                                                     "\xE2\x81\x9F",
                                                     "\xE3\x80\x80",
                                                     "\xEF\xBB\xBF"};

std::size_t blank_at_front(std::string_view text) {
  const auto found = std::find_if(blanks.begin(), blanks.end(), [&](auto blank) { return text.starts_with(blank); });
  return found == blanks.end() ? 0 : found->size();
}

std::size_t blank_at_back(std::string_view text) {
  const auto found = std::find_if(blanks.begin(), blanks.end(), [&](auto blank) { return text.ends_with(blank); });
  return found == blanks.end() ? 0 : found->size();
}

std::string_view trim(std::string_view text) {
  for (auto blank = blank_at_front(text); blank > 0; blank = blank_at_front(text)) text.remove_prefix(blank);
  for (auto blank = blank_at_back(text); blank > 0; blank = blank_at_back(text)) text.remove_suffix(blank);
  return text;
}

std::optional<double> parse_radix(std::string_view digits, int radix) {
  double number = 0;
  if (digits.empty()) return std::nullopt;
  for (const char c : digits) {
    int digit = 0;
    const auto [end, error] = std::from_chars(&c, &c + 1, digit, radix);
    if (error != std::errc{}) return std::nullopt;
    number = number * radix + digit;
  }
  return number;
}

}  // namespace

std::string number_text(double number) {
  if (std::isnan(number)) return "NaN";
  if (std::isinf(number)) return number > 0 ? "Infinity" : "-Infinity";
  if (number == 0) return "0";
  const auto decimal = shortest_digits(std::abs(number));
  const auto text = decimal.point > 21 || decimal.point < -5 ? with_exponent(decimal) : without_exponent(decimal);
  return number < 0 ? "-" + text : text;
}

std::optional<double> parse_number(std::string_view text) {
  text = trim(text);
  if (text.empty()) return 0.0;
  if (text.size() > 2 && text[0] == '0') {
    if (text[1] == 'x' || text[1] == 'X') return parse_radix(text.substr(2), 16);
    if (text[1] == 'o' || text[1] == 'O') return parse_radix(text.substr(2), 8);
    if (text[1] == 'b' || text[1] == 'B') return parse_radix(text.substr(2), 2);
  }
  const bool negative = text[0] == '-';
  if (negative || text[0] == '+') text.remove_prefix(1);
  const double sign = negative ? -1.0 : 1.0;
  if (text == "Infinity") return sign * std::numeric_limits<double>::infinity();
  // from_chars also reads "inf" and "nan", which are no numbers here
  if (text.empty() || !(text[0] == '.' || (text[0] >= '0' && text[0] <= '9'))) return std::nullopt;
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (end != text.data() + text.size()) return std::nullopt;
  if (error == std::errc::result_out_of_range) {
    const bool tiny = text.find("e-") != std::string_view::npos || text.find("E-") != std::string_view::npos;
    return sign * (tiny ? 0.0 : std::numeric_limits<double>::infinity());
  }
  if (error != std::errc{}) return std::nullopt;
  return sign * number;
}

std::string to_upper(std::string_view text) {
  std::string out;
  icu::UnicodeString::fromUTF8(text).toUpper(icu::Locale::getRoot()).toUTF8String(out);
  return out;
}

std::string to_lower(std::string_view text) {
  std::string out;
  icu::UnicodeString::fromUTF8(text).toLower(icu::Locale::getRoot()).toUTF8String(out);
  return out;
}

std::strong_ordering compare_units(std::string_view a, std::string_view b) {
  const auto [x, y] =
      std::mismatch(a.begin(), a.begin() + static_cast<std::ptrdiff_t>(std::min(a.size(), b.size())), b.begin());
  if (x == a.begin() + static_cast<std::ptrdiff_t>(std::min(a.size(), b.size()))) return a.size() <=> b.size();
  // surrogates, which write what UTF-8 begins with F0 and up, lie below U+E000
  const auto rank = [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte == 0xEE || byte == 0xEF ? 0x100 + byte : +byte;
  };
  return rank(*x) <=> rank(*y);
}

std::size_t count_units(std::string_view text) {
  return count_code_points(text) + static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
           return static_cast<unsigned char>(c) >= 0xF0U;
         }));
}

std::size_t count_code_points(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

}  // namespace riskmap::style

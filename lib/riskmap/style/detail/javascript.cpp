// SPDX-License-Identifier: MIT
#include <riskmap/style/detail/javascript.hpp>

#include <fmt/format.h>

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

std::string_view trim(std::string_view text) {
  constexpr std::string_view blanks = " \t\n\v\f\r";
  const auto first = text.find_first_not_of(blanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(blanks) - first + 1);
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

using CodePoint = std::uint32_t;
// The lower-case letters [first, last] whose capitals lie `offset` below, every `stride`-th.
struct CaseRange {
  CodePoint first, last, offset, stride;
};
constexpr std::array<CaseRange, 19> case_ranges = {{{0x61, 0x7A, 32, 1},
                                                    {0xE0, 0xF6, 32, 1},
                                                    {0xF8, 0xFE, 32, 1},
                                                    {0x101, 0x12F, 1, 2},
                                                    {0x133, 0x137, 1, 2},
                                                    {0x13A, 0x148, 1, 2},
                                                    {0x14B, 0x177, 1, 2},
                                                    {0x17A, 0x17E, 1, 2},
                                                    {0x1CE, 0x1DC, 1, 2},
                                                    {0x1DF, 0x1EF, 1, 2},
                                                    {0x1F9, 0x21F, 1, 2},
                                                    {0x223, 0x233, 1, 2},
                                                    {0x3B1, 0x3C1, 32, 1},
                                                    {0x3C3, 0x3CB, 32, 1},
                                                    {0x430, 0x44F, 32, 1},
                                                    {0x450, 0x45F, 80, 1},
                                                    {0x461, 0x481, 1, 2},
                                                    {0x561, 0x586, 48, 1},
                                                    {0x1E01, 0x1EFF, 1, 2}}};

CodePoint upper(CodePoint c) {
  for (const auto& range : case_ranges) {
    if (c >= range.first && c <= range.last && (c - range.first) % range.stride == 0) return c - range.offset;
  }
  return c == 0xFF ? 0x178 : c;
}

CodePoint lower(CodePoint c) {
  for (const auto& range : case_ranges) {
    const auto small = c + range.offset;
    if (small >= range.first && small <= range.last && (small - range.first) % range.stride == 0) return small;
  }
  return c == 0x178 ? 0xFF : c;
}

void append(std::string& out, CodePoint c) {
  if (c < 0x80) {
    out += static_cast<char>(c);
  } else if (c < 0x800) {
    out += static_cast<char>(0xC0 | (c >> 6U));
    out += static_cast<char>(0x80 | (c & 0x3FU));
  } else {
    out += static_cast<char>(0xE0 | (c >> 12U));
    out += static_cast<char>(0x80 | ((c >> 6U) & 0x3FU));
    out += static_cast<char>(0x80 | (c & 0x3FU));
  }
}

// Letters with case and four bytes are left alone; so are bytes that are no UTF-8.
template <typename TMapping>
std::string map_letters(std::string_view text, TMapping mapping) {
  std::string out;
  const auto byte = [&](std::size_t i) { return static_cast<CodePoint>(static_cast<unsigned char>(text[i])); };
  const auto follows = [&](std::size_t i) { return i < text.size() && (byte(i) & 0xC0) == 0x80; };
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (byte(i) < 0x80) {
      append(out, mapping(byte(i)));
    } else if ((byte(i) & 0xE0) == 0xC0 && follows(i + 1)) {
      append(out, mapping(((byte(i) & 0x1F) << 6U) | (byte(i + 1) & 0x3F)));
      i += 1;
    } else if ((byte(i) & 0xF0) == 0xE0 && follows(i + 1) && follows(i + 2)) {
      append(out, mapping(((byte(i) & 0x0F) << 12U) | ((byte(i + 1) & 0x3F) << 6U) | (byte(i + 2) & 0x3F)));
      i += 2;
    } else {
      out += text[i];
    }
  }
  return out;
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
  constexpr std::string_view sharp_s = "\xC3\x9F";
  auto out = map_letters(text, upper);
  for (auto at = out.find(sharp_s); at != std::string::npos; at = out.find(sharp_s, at))
    out.replace(at, sharp_s.size(), "SS");
  return out;
}
std::string to_lower(std::string_view text) { return map_letters(text, lower); }

std::size_t count_code_points(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

}  // namespace riskmap::style

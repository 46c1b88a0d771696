// SPDX-License-Identifier: MIT
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace riskmap::io::detail {

/// Without the blanks and tabs around it.
std::string_view trimmed(std::string_view text);
/// A to Z as a to z; other letters stay.
std::string lower_case(std::string_view text);
/// Nothing but blanks.
bool is_blank(std::string_view text);
/// Where the first byte stands that is not well-formed UTF-8 (RFC 3629: no surrogates, no overlong forms).
std::optional<std::size_t> invalid_utf8(std::string_view text);
/// Windows-1252 (and so Latin-1's printable half) as UTF-8; nullopt if it holds one of the five bytes without a
/// meaning.
std::optional<std::string> from_cp1252(std::string_view bytes);

/// What a cell says when it is asked for a number. Blanks around it and a leading '+' are allowed; no locale is asked.
struct Number {
  enum class Kind : unsigned char { not_a_number, not_finite, finite };
  Kind kind = Kind::not_a_number;
  double value = 0.0;
};
/// "NaN", "inf", "-Infinity" in any case and 1e999 are `not_finite`.
Number parse_number(std::string_view text);

/// 'message (value "…")', the value made printable and short.
std::string with_value(const std::string& message, std::string_view value);
/// "a, b, c" for messages that list what is there.
std::string join(const std::vector<std::string>& names);

}  // namespace riskmap::io::detail

// SPDX-License-Identifier: MIT
#include <riskmap/style/detail/search.hpp>

#include <riskmap/style/detail/comparison.hpp>
#include <riskmap/style/detail/javascript.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace riskmap::style {
namespace {

bool is_scalar(Kind kind) {
  return kind == Kind::boolean || kind == Kind::string || kind == Kind::number || kind == Kind::null;
}

// The byte at which the code unit number `unit` begins, or the end.
std::size_t byte_of_unit(const std::string& text, double unit) {
  double passed = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if ((byte & 0xC0U) == 0x80U) continue;
    if (passed >= unit) return i;
    passed += byte >= 0xF0U ? 2 : 1;
  }
  return text.size();
}

std::optional<std::size_t> find_in_text(const std::string& needle, const std::string& text, double from) {
  const auto begin = from <= 0 ? 0 : byte_of_unit(text, from);
  const auto found = text.find(needle, begin);
  if (found == std::string::npos) return std::nullopt;
  return count_code_points(std::string_view(text).substr(0, found));
}

std::optional<std::size_t> find_in_array(const Value& needle, const Array& items, double from) {
  const auto size = static_cast<double>(items.size());
  const double first = from < 0 ? std::max(0.0, size + from) : from;
  if (first >= size) return std::nullopt;
  const auto found = std::find_if(items.begin() + static_cast<std::ptrdiff_t>(first), items.end(),
                                  [&](const Value& item) { return strictly_equal(item, needle); });
  return found == items.end() ? std::nullopt : std::optional(static_cast<std::size_t>(found - items.begin()));
}

}  // namespace

void check_needle(const Value& needle) {
  if (is_scalar(type_of(needle).kind)) return;
  throw EvaluationError(
      fmt::format("Expected first argument to be of type boolean, string, number or null, but found {} instead.",
                  type_of(needle).text()));
}

std::optional<std::size_t> find_in(const Value& needle, const Value& haystack, double from) {
  check_needle(needle);
  const double begin = std::isnan(from) ? 0 : std::trunc(from);
  if (const auto* text = haystack.get<std::string>()) return find_in_text(to_script_text(needle), *text, begin);
  if (const auto* items = haystack.get<std::shared_ptr<const Array>>()) return find_in_array(needle, **items, begin);
  throw EvaluationError(fmt::format("Expected second argument to be of type array or string, but found {} instead.",
                                    type_of(haystack).text()));
}

bool check_needle(const Parser& parser, const Type& type) {
  if (is_scalar(type.kind) || type.is(Kind::value)) return true;
  parser.error(fmt::format(
      "Expected first argument to be of type boolean, string, number or null, but found {} instead", type.text()));
  return false;
}

}  // namespace riskmap::style

// SPDX-License-Identifier: MIT
#include <riskmap/style/detail/parse_annotation.hpp>

#include <cmath>

namespace riskmap::style::operators {
namespace {

std::optional<Type> item_type(const Json& name) {
  for (const auto kind : {Kind::string, Kind::number, Kind::boolean}) {
    if (name.is_string() && name.get_ref<const std::string&>() == Type(kind).text()) return Type(kind);
  }
  return std::nullopt;
}

bool is_length(const Json& json) {
  if (!json.is_number()) return false;
  const auto number = json.get<double>();
  return number >= 0 && number == std::floor(number) && number < 1e9;
}

NodePtr parse_array(Parser& parser, const Json& expression) {
  std::size_t first = 1;
  Type item(Kind::value);
  std::optional<std::size_t> length;
  if (expression.size() > 2) {
    const auto named = item_type(expression[1]);
    if (!named) return parser.error("The item type argument of \"array\" must be one of string, number, boolean", {1});
    item = *named;
    first = 2;
  }
  if (expression.size() > 3) {
    if (!expression[2].is_null() && !is_length(expression[2])) {
      return parser.error("The length argument to \"array\" must be a positive integer literal", {2});
    }
    if (!expression[2].is_null()) length = static_cast<std::size_t>(expression[2].get<double>());
    first = 3;
  }
  return parse_annotation<Assertion>(parser, expression, array_of(item, length), first);
}

}  // namespace

extern const Operator array{
    "array", "[\"array\", \"string\"|\"number\"|\"boolean\"?, length?, value, ...] -> array",
    "The first of its arguments that is an array of that item type and length; fails if none is.", parse_array};

}  // namespace riskmap::style::operators

// SPDX-License-Identifier: MIT
#include <riskmap/style/detail/literal.hpp>

#include <riskmap/style/parser.hpp>

#include <fmt/format.h>

namespace riskmap::style::operators {
namespace {

NodePtr parse_literal(Parser& parser, const Json& expression) {
  if (expression.size() != 2) {
    return parser.error(fmt::format("'literal' expression requires exactly one argument, but found {} instead.",
                                    expression.size() - 1));
  }
  auto value = from_json(expression[1]);
  auto type = type_of(value);
  const auto& expected = parser.expected();
  // An empty array is of whatever item type is wanted.
  const bool empty = type.is(Kind::array) && type.length == 0U;
  if (empty && expected && expected->is(Kind::array) && expected->length.value_or(0) == 0) type = *expected;
  return std::make_shared<const Literal>(std::move(type), std::move(value));
}

}  // namespace

extern const Operator literal{"literal", "[\"literal\", array or object] -> array or object",
                              "An array or object as it stands.", parse_literal};

}  // namespace riskmap::style::operators

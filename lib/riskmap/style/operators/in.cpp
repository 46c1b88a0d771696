// SPDX-License-Identifier: MIT
#include <riskmap/style/detail/annotation.hpp>
#include <riskmap/style/detail/search.hpp>

#include <fmt/format.h>

namespace riskmap::style::operators {
namespace {

class In final : public Node {
 public:
  In(NodePtr needle, NodePtr haystack) : Node(Kind::boolean, {std::move(needle), std::move(haystack)}) {}
  Value evaluate(const EvaluationContext& context) const override {
    const auto needle = children()[0]->evaluate(context), haystack = children()[1]->evaluate(context);
    if (!is_truthy(haystack)) return false;
    return find_in(needle, haystack).has_value();
  }
};

NodePtr parse_in(Parser& parser, const Json& expression) {
  if (expression.size() != 3)
    return parser.error(fmt::format("Expected 2 arguments, but found {} instead.", expression.size() - 1));
  auto needle = parser.parse(expression[1], 1, Kind::value);
  auto haystack = parser.parse(expression[2], 2, Kind::value);
  if (!needle || !haystack || !check_needle(parser, needle->type())) return nullptr;
  return std::make_shared<const In>(std::move(needle), std::move(haystack));
}

}  // namespace

extern const Operator in{"in", "[\"in\", value, array or string] -> boolean",
                         "True if the array has an item equal to the value, or the string holds it as a part.",
                         parse_in};

}  // namespace riskmap::style::operators

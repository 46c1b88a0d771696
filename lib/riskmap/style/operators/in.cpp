// SPDX-License-Identifier: MIT
#include <riskmap/style/detail/annotation.hpp>
#include <riskmap/style/detail/comparison.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace riskmap::style::operators {
namespace {

bool is_scalar(Kind kind) {
  return kind == Kind::boolean || kind == Kind::string || kind == Kind::number || kind == Kind::null ||
         kind == Kind::value;
}

class In final : public Node {
 public:
  In(NodePtr needle, NodePtr haystack) : Node(Kind::boolean, {std::move(needle), std::move(haystack)}) {}
  Value evaluate(const EvaluationContext& context) const override {
    const auto needle = children()[0]->evaluate(context), haystack = children()[1]->evaluate(context);
    if (!is_truthy(haystack)) return false;
    if (!is_scalar(type_of(needle).kind)) {
      throw EvaluationError(
          fmt::format("Expected first argument to be of type boolean, string, number or null, but found {} instead.",
                      type_of(needle).text()));
    }
    if (const auto* text = haystack.get<std::string>())
      return text->find(needle.is_null() ? "null" : to_text(needle)) != std::string::npos;
    if (const auto* items = haystack.get<std::shared_ptr<const Array>>()) {
      return std::any_of((*items)->begin(), (*items)->end(),
                         [&](const Value& item) { return strictly_equal(item, needle); });
    }
    throw EvaluationError(fmt::format("Expected second argument to be of type array or string, but found {} instead.",
                                      type_of(haystack).text()));
  }
};

NodePtr parse_in(Parser& parser, const Json& expression) {
  if (expression.size() != 3)
    return parser.error(fmt::format("Expected 2 arguments, but found {} instead.", expression.size() - 1));
  auto needle = parser.parse(expression[1], 1, Kind::value);
  auto haystack = parser.parse(expression[2], 2, Kind::value);
  if (!needle || !haystack) return nullptr;
  if (!is_scalar(needle->type().kind)) {
    return parser.error(
        fmt::format("Expected first argument to be of type boolean, string, number or null, but found {} instead",
                    needle->type().text()));
  }
  return std::make_shared<const In>(std::move(needle), std::move(haystack));
}

}  // namespace

extern const Operator in{"in", "[\"in\", value, array or string] -> boolean",
                         "True if the array has an item equal to the value, or the string holds it as a part.",
                         parse_in};

}  // namespace riskmap::style::operators

// SPDX-License-Identifier: MIT
#include <riskmap/style/detail/literal.hpp>
#include <riskmap/style/parser.hpp>

#include <fmt/format.h>

namespace riskmap::style::operators {
namespace {

Type type_of_items(const std::vector<NodePtr>& items) {
  std::optional<Type> common;
  for (const auto& item : items) {
    if (!common)
      common = item->type();
    else if (!is_same(*common, item->type()))
      return Kind::value;
  }
  return common.value_or(Kind::value);
}

class Semiliteral final : public Node {
 public:
  explicit Semiliteral(std::vector<NodePtr> items)
      : Node(array_of(type_of_items(items), items.size()), std::vector(items)) {}
  Value evaluate(const EvaluationContext& context) const override {
    Array items;
    items.reserve(children().size());
    for (const auto& child : children()) items.push_back(child->evaluate(context));
    return make_array(std::move(items));
  }
};

NodePtr parse_semiliteral(Parser& parser, const Json& expression) {
  if (expression.size() != 2) {
    return parser.error(fmt::format("'semiliteral' expression requires exactly one argument, but found {} instead.",
                                    expression.size() - 1));
  }
  const auto& json = expression[1];
  if (!json.is_array()) return std::make_shared<const Literal>(from_json(json));
  const auto inside = parser.at(1);
  std::vector<NodePtr> items;
  for (std::size_t i = 0; i < json.size(); ++i) {
    items.push_back(inside.parse(json[i], i, Kind::value));
    if (!items.back()) return nullptr;
  }
  return std::make_shared<const Semiliteral>(std::move(items));
}

}  // namespace

extern const Operator semiliteral{"semiliteral", "[\"semiliteral\", [value, ...]] -> array",
                                  "An array of what its items yield.", parse_semiliteral};

}  // namespace riskmap::style::operators

// SPDX-License-Identifier: MIT
#include <riskmap/style/parser.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace riskmap::style::operators {
namespace {

class Let final : public Node {
 public:
  Let(const Type& type, std::vector<NodePtr> bound_and_result) : Node(type, std::move(bound_and_result), Role::let) {}
  Value evaluate(const EvaluationContext& context) const override { return children().back()->evaluate(context); }
};

bool is_name(const std::string& text) {
  return std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  });
}

std::string_view type_word(const Json& json) {
  if (json.is_number()) return "number";
  return json.is_boolean() ? "boolean" : "object";
}

NodePtr parse_let(Parser& parser, const Json& expression) {
  const auto count = expression.size() - 1;
  if (count < 3) return parser.error(fmt::format("Expected at least 3 arguments, but found {} instead.", count));
  std::vector<Parser::Binding> bindings;
  std::vector<NodePtr> children;
  for (std::size_t i = 1; i < count; i += 2) {
    const auto& name = expression[i];
    if (!name.is_string())
      return parser.error(fmt::format("Expected string, but found {} instead.", type_word(name)), {i});
    if (!is_name(name.get_ref<const std::string&>())) {
      return parser.error("Variable names must contain only alphanumeric characters or '_'.", {i});
    }
    auto value = parser.parse(expression[i + 1], i + 1);
    if (!value) return nullptr;
    bindings.emplace_back(name.get<std::string>(), value);
    children.push_back(std::move(value));
  }
  auto result = parser.parse(expression[count], count, parser.expected(), Parser::Annotate::as_expected, &bindings);
  if (!result) return nullptr;
  children.push_back(result);
  return std::make_shared<const Let>(result->type(), std::move(children));
}

}  // namespace

extern const Operator let{"let", "[\"let\", name, value, name, value, ..., result] -> value",
                          "Names values, to be used in the result with \"var\".", parse_let};

}  // namespace riskmap::style::operators

// SPDX-License-Identifier: MIT
#include <riskmap/style/detail/feature_properties.hpp>
#include <riskmap/style/parser.hpp>

#include <fmt/format.h>

namespace riskmap::style::operators {
namespace {

class GlobalState final : public Node {
 public:
  explicit GlobalState(std::string name) : Node(Kind::value, {}, Role::never_constant), m_name(std::move(name)) {}
  Value evaluate(const EvaluationContext& context) const override {
    return context.global_state ? find_member(*context.global_state, m_name).value_or(Value()) : Value();
  }

 private:
  std::string m_name;
};

NodePtr parse_global_state(Parser& parser, const Json& expression) {
  if (expression.size() != 2)
    return parser.error(fmt::format("Expected 1 argument, but found {} instead.", expression.size() - 1));
  const auto& name = expression[1];
  if (name.is_null()) return parser.error("Global state property must be defined.");
  if (!name.is_string()) {
    const auto* word = name.is_number() ? "number" : name.is_boolean() ? "boolean" : "object";
    return parser.error(fmt::format("Global state property must be string, but found {} instead.", word));
  }
  return std::make_shared<const GlobalState>(name.get<std::string>());
}

}  // namespace

extern const Operator global_state{"global-state", "[\"global-state\", string] -> value",
                                   "A value that a page sets; a still map has none: null.", parse_global_state};

}  // namespace riskmap::style::operators

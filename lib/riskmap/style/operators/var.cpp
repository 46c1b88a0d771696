// SPDX-License-Identifier: MIT
#include <riskmap/style/parser.hpp>

#include <fmt/format.h>

namespace riskmap::style::operators {
namespace {

class Variable final : public Node {
 public:
  explicit Variable(NodePtr bound) : Node(*bound, Role::variable), m_bound(std::move(bound)) {}
  Value evaluate(const EvaluationContext& context) const override { return m_bound->evaluate(context); }

 private:
  NodePtr m_bound;
};

NodePtr parse_var(Parser& parser, const Json& expression) {
  if (expression.size() != 2 || !expression[1].is_string())
    return parser.error("'var' expression requires exactly one string literal argument.");
  const auto& name = expression[1].get_ref<const std::string&>();
  auto bound = parser.find_variable(name);
  if (!bound) {
    return parser.error(fmt::format("Unknown variable \"{0}\". Make sure \"{0}\" has been bound in an enclosing "
                                    "\"let\" expression before using it.",
                                    name),
                        {1});
  }
  return std::make_shared<const Variable>(std::move(bound));
}

}  // namespace

extern const Operator var{"var", "[\"var\", name] -> value", "The value an enclosing \"let\" has given that name.",
                          parse_var};

}  // namespace riskmap::style::operators

// SPDX-License-Identifier: MIT
#include <riskmap/style/expression.hpp>

#include <riskmap/style/detail/literal.hpp>

namespace riskmap::style {

Dependencies operator|(const Dependencies& a, const Dependencies& b) {
  return {a.zoom || b.zoom, a.feature || b.feature, a.elevation || b.elevation, a.line_progress || b.line_progress,
          a.heatmap_density || b.heatmap_density};
}

Node::Node(Type type, std::vector<NodePtr> children, Role role, const Dependencies& own)
    : m_type(std::move(type)), m_role(role), m_children(std::move(children)), m_depends(own) {
  for (const auto& child : m_children) {
    m_depends = m_depends | child->depends();
    m_cost += child->cost();
  }
}

Node::Node(const Node& bound, Role role)
    : m_type(bound.type()), m_role(role), m_depends(bound.depends()), m_cost(1 + bound.cost()) {}

Expression Expression::constant(Value value) { return Expression(std::make_shared<const Literal>(std::move(value))); }

Value Expression::evaluate(const EvaluationContext& context) const {
  return m_node ? m_node->evaluate(context) : Value();
}

}  // namespace riskmap::style

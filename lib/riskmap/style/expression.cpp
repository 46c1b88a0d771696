// SPDX-License-Identifier: MIT
#include <riskmap/style/expression.hpp>

#include <riskmap/style/detail/literal.hpp>

#include <algorithm>

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
  m_foldable = !m_depends.any() && role != Role::never_constant &&
               std::all_of(m_children.begin(), m_children.end(), [&](const NodePtr& child) {
                 return child->role() == Role::literal || (role == Role::annotation && child->is_foldable());
               });
}

Node::Node(const Node& bound, Role role)
    : m_type(bound.type()),
      m_role(role),
      m_depends(bound.depends()),
      m_cost(1 + bound.cost()),
      m_foldable(bound.is_foldable()) {}

Expression Expression::constant(Value value) { return Expression(std::make_shared<const Literal>(std::move(value))); }

Value Expression::evaluate(const EvaluationContext& context) const {
  return m_node ? m_node->evaluate(context) : Value();
}

}  // namespace riskmap::style

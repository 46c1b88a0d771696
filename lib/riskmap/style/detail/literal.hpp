// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/style/expression.hpp>

namespace riskmap::style {

/// A value that stands in the document, or one folded from constants.
class Literal final : public Node {
 public:
  explicit Literal(Value value) : Node(type_of(value), {}, Role::literal), m_value(std::move(value)) {}
  Literal(Type type, Value value) : Node(std::move(type), {}, Role::literal), m_value(std::move(value)) {}
  Value evaluate(const EvaluationContext&) const override { return m_value; }

 private:
  Value m_value;
};

}  // namespace riskmap::style

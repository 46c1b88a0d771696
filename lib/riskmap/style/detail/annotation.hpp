// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/style/expression.hpp>

namespace riskmap::style {

/// The first of the inputs that is of the type; EvaluationError if none is ("number", "array" …, or inserted by the
/// parser).
class Assertion final : public Node {
 public:
  Assertion(Type type, std::vector<NodePtr> inputs) : Node(std::move(type), std::move(inputs), Role::annotation) {}
  Value evaluate(const EvaluationContext& context) const override;
};

/// The first of the inputs that can be turned into the type ("to-color" …, or inserted by the parser).
class Coercion final : public Node {
 public:
  Coercion(Type type, std::vector<NodePtr> inputs) : Node(std::move(type), std::move(inputs), Role::annotation) {}
  Value evaluate(const EvaluationContext& context) const override;

 private:
  Value to_number(const EvaluationContext& context) const;
  Value to_color(const EvaluationContext& context) const;
  Value to_special(const EvaluationContext& context) const;
};

/// ECMAScript's ToBoolean: "", 0, NaN and null are false.
bool is_truthy(const Value& value);
/// What the specification makes of a value where a padding, numberArray, colorArray, variableAnchorOffsetCollection or
/// projectionDefinition is wanted; nullopt where it cannot.
std::optional<Value> parse_special(Kind kind, const Value& value);
/// ECMAScript's ToNumber, nullopt for NaN.
std::optional<double> as_number(const Value& value);
/// Red, green, blue in [0, 255], alpha in [0, 1]. \throws EvaluationError
Color checked_rgba(const std::vector<Value>& channels);

}  // namespace riskmap::style

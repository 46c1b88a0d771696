// SPDX-License-Identifier: MIT
#include <riskmap/style/detail/comparison.hpp>

#include <riskmap/style/detail/annotation.hpp>

#include <fmt/format.h>

#include <compare>

namespace riskmap::style {
namespace {

bool is_comparable(Kind kind, bool ordering) {
  if (kind == Kind::string || kind == Kind::number || kind == Kind::value) return true;
  return !ordering && (kind == Kind::boolean || kind == Kind::null);
}

class Equality final : public Node {
 public:
  Equality(NodePtr left, NodePtr right, bool negated)
      : Node(Kind::boolean, {std::move(left), std::move(right)}), m_negated(negated) {}
  Value evaluate(const EvaluationContext& context) const override {
    return strictly_equal(children()[0]->evaluate(context), children()[1]->evaluate(context)) != m_negated;
  }

 private:
  bool m_negated;
};

class Order final : public Node {
 public:
  Order(NodePtr left, NodePtr right, std::string name, Ordering holds)
      : Node(Kind::boolean, {std::move(left), std::move(right)}), m_name(std::move(name)), m_holds(holds) {}

  Value evaluate(const EvaluationContext& context) const override {
    const auto left = children()[0]->evaluate(context), right = children()[1]->evaluate(context);
    if (const auto* a = left.get<double>(), *b = right.get<double>(); a && b) return m_holds(*a <=> *b);
    if (const auto* a = left.get<std::string>(), *b = right.get<std::string>(); a && b) return m_holds(*a <=> *b);
    throw EvaluationError(fmt::format(
        "Expected arguments for \"{}\" to be (string, string) or (number, number), but found ({}, {}) instead.", m_name,
        type_name(left), type_name(right)));
  }

 private:
  std::string m_name;
  Ordering m_holds;
};

struct Sides {
  NodePtr left, right;
};

NodePtr parse_side(const Parser& parser, const Json& expression, std::size_t index, bool ordering) {
  auto side = parser.parse(expression[index], index, Kind::value);
  if (!side || is_comparable(side->type().kind, ordering)) return side;
  return parser.at(index).error(fmt::format("\"{}\" comparisons are not supported for type '{}'.",
                                            expression[0].get_ref<const std::string&>(), side->type().text()));
}

std::optional<Sides> parse_sides(const Parser& parser, const Json& expression, bool ordering) {
  if (expression.size() != 3 && expression.size() != 4) {
    parser.error("Expected two or three arguments.");
    return std::nullopt;
  }
  Sides sides;
  sides.left = parse_side(parser, expression, 1, ordering);
  if (!sides.left) return std::nullopt;
  sides.right = parse_side(parser, expression, 2, ordering);
  if (!sides.right) return std::nullopt;
  const auto left = sides.left->type(), right = sides.right->type();
  if (left.kind != right.kind && !left.is(Kind::value) && !right.is(Kind::value)) {
    parser.error(fmt::format("Cannot compare types '{}' and '{}'.", left.text(), right.text()));
    return std::nullopt;
  }
  if (expression.size() == 4) {
    parser.error("Collators are not available in this version.", {3});
    return std::nullopt;
  }
  return sides;
}

NodePtr assert_like(NodePtr side, const Type& other) {
  if (!side->type().is(Kind::value) || other.is(Kind::value)) return side;
  return std::make_shared<const Assertion>(other, std::vector{std::move(side)});
}

}  // namespace

bool strictly_equal(const Value& a, const Value& b) {
  if (a.data.index() != b.data.index()) return false;
  if (a.is_null()) return true;
  const bool structure = a.get<Color>() || a.get<Formatted>() || a.get<Image>();
  return !structure && a.data == b.data;  // arrays and objects only if they are the very same
}

NodePtr parse_equality(const Parser& parser, const Json& expression, bool negated) {
  auto sides = parse_sides(parser, expression, false);
  if (!sides) return nullptr;
  return std::make_shared<const Equality>(std::move(sides->left), std::move(sides->right), negated);
}

NodePtr parse_ordering(const Parser& parser, const Json& expression, Ordering holds) {
  auto sides = parse_sides(parser, expression, true);
  if (!sides) return nullptr;
  auto left = assert_like(sides->left, sides->right->type());
  auto right = assert_like(sides->right, sides->left->type());
  return std::make_shared<const Order>(std::move(left), std::move(right), expression[0].get<std::string>(), holds);
}

}  // namespace riskmap::style

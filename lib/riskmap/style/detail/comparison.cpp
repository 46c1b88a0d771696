// SPDX-License-Identifier: MIT
#include <riskmap/style/detail/comparison.hpp>

#include <riskmap/style/detail/annotation.hpp>
#include <riskmap/style/detail/collator.hpp>
#include <riskmap/style/detail/javascript.hpp>

#include <fmt/format.h>

#include <compare>

namespace riskmap::style {
namespace {

struct Sides {
  NodePtr left, right, collator;
  std::vector<NodePtr> nodes() const {
    return collator ? std::vector{left, right, collator} : std::vector{left, right};
  }
  bool has_untyped() const { return left->type().is(Kind::value) || right->type().is(Kind::value); }
};

bool is_comparable(Kind kind, bool ordering) {
  if (kind == Kind::string || kind == Kind::number || kind == Kind::value) return true;
  return !ordering && (kind == Kind::boolean || kind == Kind::null);
}

// The order of two strings by the collator that is the third child of a comparison.
int collate(const Node& comparison, const std::string& left, const std::string& right,
            const EvaluationContext& context) {
  const auto collator = comparison.children()[2]->evaluate(context);
  const auto* found = collator.get<std::shared_ptr<const Collator>>();
  if (!found) throw EvaluationError("Expected value to be of type collator.");
  return (*found)->compare(left, right);
}

class Equality final : public Node {
 public:
  Equality(const Sides& sides, bool negated) : Node(Kind::boolean, sides.nodes()), m_negated(negated) {}
  Value evaluate(const EvaluationContext& context) const override {
    const auto left = children()[0]->evaluate(context), right = children()[1]->evaluate(context);
    const auto *a = left.get<std::string>(), *b = right.get<std::string>();
    const bool equal =
        children().size() > 2 && a && b ? collate(*this, *a, *b, context) == 0 : strictly_equal(left, right);
    return equal != m_negated;
  }

 private:
  bool m_negated;
};

class Order final : public Node {
 public:
  Order(const Sides& sides, std::string name, Ordering holds)
      : Node(Kind::boolean, sides.nodes()), m_name(std::move(name)), m_holds(holds), m_untyped(sides.has_untyped()) {}

  Value evaluate(const EvaluationContext& context) const override {
    const auto left = children()[0]->evaluate(context), right = children()[1]->evaluate(context);
    const bool collated = children().size() > 2;
    if (const auto* a = left.get<double>(), *b = right.get<double>(); a && b) {
      return collated ? m_holds(collate(*this, to_text(left), to_text(right), context) <=> 0) : m_holds(*a <=> *b);
    }
    if (const auto* a = left.get<std::string>(), *b = right.get<std::string>(); a && b)
      return m_holds(collated ? collate(*this, *a, *b, context) <=> 0 : compare_units(*a, *b));
    if (!m_untyped) return false;  // null where a string is promised, as ["geometry-type"] of no geometry
    throw EvaluationError(fmt::format(
        "Expected arguments for \"{}\" to be (string, string) or (number, number), but found ({}, {}) instead.", m_name,
        type_name(left), type_name(right)));
  }

 private:
  std::string m_name;
  Ordering m_holds;
  bool m_untyped;
};

NodePtr parse_side(const Parser& parser, const Json& expression, std::size_t index, bool ordering) {
  auto side = parser.parse(expression[index], index, Kind::value);
  if (!side || is_comparable(side->type().kind, ordering)) return side;
  return parser.at(index).error(fmt::format("\"{}\" comparisons are not supported for type '{}'.",
                                            expression[0].get_ref<const std::string&>(), side->type().text()));
}

NodePtr assert_like(NodePtr side, const Type& other) {
  if (!side->type().is(Kind::value) || other.is(Kind::value)) return side;
  return std::make_shared<const Assertion>(other, std::vector{std::move(side)});
}

NodePtr parse_collator(const Parser& parser, const Json& expression, const Sides& sides) {
  const auto may_be_text = [](const NodePtr& side) {
    return side->type().is(Kind::string) || side->type().is(Kind::value);
  };
  if (!may_be_text(sides.left) && !may_be_text(sides.right))
    return parser.error("Cannot use collator to compare non-string types.");
  return parser.parse(expression[3], 3, Kind::collator);
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
  if (ordering) {
    sides.left = assert_like(std::move(sides.left), right);
    sides.right = assert_like(std::move(sides.right), left);
  }
  if (expression.size() == 4) {
    sides.collator = parse_collator(parser, expression, sides);
    if (!sides.collator) return std::nullopt;
  }
  return sides;
}

}  // namespace

bool strictly_equal(const Value& a, const Value& b) {
  if (a.data.index() != b.data.index()) return false;
  if (a.is_null()) return true;
  const bool structure = a.get<Color>() || a.get<Formatted>() || a.get<Image>();
  return !structure && a.data == b.data;  // arrays and objects only if they are the very same
}

NodePtr parse_equality(const Parser& parser, const Json& expression, bool negated) {
  const auto sides = parse_sides(parser, expression, false);
  return sides ? std::make_shared<const Equality>(*sides, negated) : nullptr;
}

NodePtr parse_ordering(const Parser& parser, const Json& expression, Ordering holds) {
  const auto sides = parse_sides(parser, expression, true);
  return sides ? std::make_shared<const Order>(*sides, expression[0].get<std::string>(), holds) : nullptr;
}

}  // namespace riskmap::style

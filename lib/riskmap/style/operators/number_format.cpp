// SPDX-License-Identifier: MIT
#include <riskmap/style/detail/number_format.hpp>

#include <riskmap/style/detail/compound.hpp>
#include <riskmap/style/detail/json_words.hpp>

#include <algorithm>

namespace riskmap::style::operators {
namespace {

struct Nodes {
  NodePtr number, locale = {}, currency = {}, unit = {}, least_digits = {}, most_digits = {};

  std::vector<NodePtr> all() const {
    std::vector<NodePtr> said;
    for (const auto& node : {number, locale, currency, unit, least_digits, most_digits}) {
      if (node) said.push_back(node);
    }
    return said;
  }
};

NumberFormat::Options evaluate_options(const Nodes& nodes, const EvaluationContext& context) {
  const auto text = [&](const NodePtr& node) {
    return node ? std::optional(string_in(node->evaluate(context))) : std::nullopt;
  };
  const auto number = [&](const NodePtr& node) {
    return node ? std::optional(number_in(node->evaluate(context))) : std::nullopt;
  };
  return {.locale = text(nodes.locale),
          .currency = text(nodes.currency),
          .unit = text(nodes.unit),
          .least_digits = number(nodes.least_digits),
          .most_digits = number(nodes.most_digits)};
}

class FormatNumber final : public Node {
 public:
  explicit FormatNumber(Nodes nodes)
      : Node(Kind::string, nodes.all()), m_nodes(std::move(nodes)), m_ready(make_if_constant()) {}
  Value evaluate(const EvaluationContext& context) const override {
    const auto format = m_ready ? *m_ready : NumberFormat(evaluate_options(m_nodes, context));
    return format.text(number_in(m_nodes.number->evaluate(context)));
  }

 private:
  // Making one costs far more than a number.
  std::optional<NumberFormat> make_if_constant() const {
    const auto said = m_nodes.all();
    if (!std::all_of(said.begin() + 1, said.end(), [](const NodePtr& node) { return node->role() == Role::literal; }))
      return std::nullopt;
    try {
      return NumberFormat(evaluate_options(m_nodes, {}));
    } catch (const EvaluationError&) {
      return std::nullopt;  // told when it is evaluated
    }
  }

  Nodes m_nodes;
  std::optional<NumberFormat> m_ready;
};

NodePtr parse_number_format(Parser& parser, const Json& expression) {
  if (expression.size() != 3) return parser.error("Expected two arguments.");
  Nodes nodes{parser.parse(expression[1], 1, Kind::number)};
  if (!nodes.number) return nullptr;
  const auto& options = expression[2];
  if (!options.is_object()) return parser.error("NumberFormat options argument must be an object.");
  const auto read = [&](const char* key, NodePtr& node, Kind kind) {
    if (!options.contains(key) || !is_truthy(options[key])) return true;  // the reference passes over 0 too
    node = parser.parse(options[key], 1, kind);
    return node != nullptr;
  };
  if (!read("locale", nodes.locale, Kind::string) || !read("currency", nodes.currency, Kind::string) ||
      !read("unit", nodes.unit, Kind::string))
    return nullptr;
  if (nodes.currency && nodes.unit)
    return parser.error("NumberFormat options `currency` and `unit` are mutually exclusive");
  if (!read("min-fraction-digits", nodes.least_digits, Kind::number) ||
      !read("max-fraction-digits", nodes.most_digits, Kind::number))
    return nullptr;
  return std::make_shared<const FormatNumber>(std::move(nodes));
}

}  // namespace

extern const Operator number_format{
    "number-format",
    "[\"number-format\", number, {\"locale\", \"currency\" or \"unit\", \"min-fraction-digits\", "
    "\"max-fraction-digits\"}] -> string",
    "A number as people of a language write it.", parse_number_format};

}  // namespace riskmap::style::operators

// SPDX-License-Identifier: MIT
#include <riskmap/style/detail/compound.hpp>
#include <riskmap/style/detail/stops.hpp>

namespace riskmap::style::operators {
namespace {

std::vector<NodePtr> children_of(NodePtr input, const std::vector<NodePtr>& outputs) {
  std::vector<NodePtr> children{std::move(input)};
  children.insert(children.end(), outputs.begin(), outputs.end());
  return children;
}

class Step final : public Node {
 public:
  Step(NodePtr input, Stops stops)
      : Node(stops.type, children_of(std::move(input), stops.outputs), Role::step), m_stops(std::move(stops)) {}
  Value evaluate(const EvaluationContext& context) const override {
    return m_stops.outputs[m_stops.find(number_in(children().front()->evaluate(context)))]->evaluate(context);
  }

 private:
  Stops m_stops;
};

NodePtr parse_step(Parser& parser, const Json& expression) {
  if (!check_stop_count(parser, expression)) return nullptr;
  auto input = parser.parse(expression[1], 1, Kind::number);
  if (!input) return nullptr;
  auto stops = parse_stops(parser, expression, {.name = "step", .first = 1, .lead = true}, parser.expected_output());
  if (!stops) return nullptr;
  return std::make_shared<const Step>(std::move(input), std::move(*stops));
}

}  // namespace

extern const Operator step{
    "step", "[\"step\", number, value, label, value, ...] -> value",
    "The value of the last label that is not larger than the input; the first value below all labels.", parse_step};

}  // namespace riskmap::style::operators

// SPDX-License-Identifier: MIT
#include <riskmap/style/detail/compound.hpp>
#include <riskmap/style/detail/easing.hpp>
#include <riskmap/style/detail/stops.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace riskmap::style::operators {
namespace {

std::vector<NodePtr> children_of(NodePtr input, const std::vector<NodePtr>& outputs) {
  std::vector<NodePtr> children{std::move(input)};
  children.insert(children.end(), outputs.begin(), outputs.end());
  return children;
}

Value blend(double from, double to, double t) { return from + t * (to - from); }

Value blend_arrays(const Array& from, const Array& to, double t) {
  if (from.size() != to.size())
    throw EvaluationError(fmt::format("Arrays of {} and {} numbers cannot be mixed.", from.size(), to.size()));
  Array mixed;
  for (std::size_t i = 0; i < from.size(); ++i) mixed.push_back(blend(number_in(from[i]), number_in(to[i]), t));
  return make_array(std::move(mixed));
}

class Interpolate final : public Node {
 public:
  Interpolate(NodePtr input, Stops stops, Easing easing)
      : Node(stops.type, children_of(std::move(input), stops.outputs), Role::curve),
        m_stops(std::move(stops)),
        m_easing(easing) {}

  Value evaluate(const EvaluationContext& context) const override {
    const auto& labels = m_stops.labels;
    const auto& outputs = m_stops.outputs;
    if (labels.size() == 1) return outputs.front()->evaluate(context);
    const double input = number_in(children().front()->evaluate(context));
    if (input <= labels.front()) return outputs.front()->evaluate(context);
    if (input >= labels.back()) return outputs.back()->evaluate(context);
    const auto i = m_stops.find(input);
    return between(outputs[i]->evaluate(context), outputs[i + 1]->evaluate(context),
                   m_easing.share(input, labels[i], labels[i + 1]));
  }

 private:
  Value between(const Value& from, const Value& to, double t) const {
    if (type().is(Kind::number)) return blend(number_in(from), number_in(to), t);
    if (type().is(Kind::color)) return mix_straight(color_in(from), color_in(to), t);
    return blend_arrays(*array_in(from), *array_in(to), t);
  }

  Stops m_stops;
  Easing m_easing;
};

bool is_interpolatable(const Type& type) {
  if (type.is(Kind::array)) return type.item && type.item->is(Kind::number) && type.length;
  return type.is(Kind::number) || type.is(Kind::color) || type.is(Kind::padding) || type.is(Kind::number_array);
}

NodePtr parse_interpolate(Parser& parser, const Json& expression) {
  const auto easing = parse_easing(parser, expression);
  if (!easing || !check_stop_count(parser, expression)) return nullptr;
  auto input = parser.parse(expression[2], 2, Kind::number);
  if (!input) return nullptr;
  auto stops = parse_stops(parser, expression, 3, false, parser.expected_output());
  if (!stops) return nullptr;
  if (!is_interpolatable(stops->type))
    return parser.error(fmt::format("Type {} is not interpolatable.", stops->type.text()));
  return std::make_shared<const Interpolate>(std::move(input), std::move(*stops), *easing);
}

}  // namespace

extern const Operator interpolate{
    "interpolate",
    "[\"interpolate\", [\"linear\"] or [\"exponential\", base] or [\"cubic-bezier\", x1, y1, x2, y2], "
    "number, label, value, ...] -> number, color or array<number>",
    "Mixes the values of the two labels around the input; constant beyond the ends.", parse_interpolate};

}  // namespace riskmap::style::operators

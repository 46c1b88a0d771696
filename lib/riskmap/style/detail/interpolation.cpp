// SPDX-License-Identifier: MIT
#include <riskmap/style/detail/interpolation.hpp>

#include <riskmap/style/detail/compound.hpp>
#include <riskmap/style/detail/easing.hpp>
#include <riskmap/style/detail/javascript.hpp>
#include <riskmap/style/detail/stops.hpp>

#include <fmt/format.h>

#include <limits>

namespace riskmap::style {
namespace {

double blend(double from, double to, double t) { return from + t * (to - from); }

// Where the other array is shorter the reference gets NaN.
Value mix_numbers(const Array& from, const Array& to, double t) {
  Array mixed;
  mixed.reserve(from.size());
  for (std::size_t i = 0; i < from.size(); ++i) {
    const double other = i < to.size() ? number_in(to[i]) : std::numeric_limits<double>::quiet_NaN();
    mixed.push_back(blend(number_in(from[i]), other, t));
  }
  return make_array(std::move(mixed));
}

Value mix_colors(ColorSpace space, const Array& from, const Array& to, double t) {
  if (from.size() != to.size()) {
    throw EvaluationError(fmt::format("colorArray: Arrays have mismatched length ({} vs. {}), cannot interpolate.",
                                      from.size(), to.size()));
  }
  Array mixed;
  for (std::size_t i = 0; i < from.size(); ++i) mixed.push_back(mix_in(space, color_in(from[i]), color_in(to[i]), t));
  return make_array(std::move(mixed));
}

Value mix_anchors(const Array& from, const Array& to, double t) {
  if (from.size() != to.size()) {
    throw EvaluationError(fmt::format("Cannot interpolate values of different length. from: {}, to: {}",
                                      to_stringified(make_array(from)), to_stringified(make_array(to))));
  }
  Array mixed;
  for (std::size_t i = 0; i + 1 < from.size(); i += 2) {
    if (from[i] != to[i]) {
      throw EvaluationError(
          fmt::format("Cannot interpolate values containing mismatched anchors. from[{}]: {}, to[{}]: {}", i,
                      to_text(from[i]), i, to_text(to[i])));
    }
    mixed.push_back(from[i]);
    mixed.push_back(mix_numbers(*array_in(from[i + 1]), *array_in(to[i + 1]), t));
  }
  return make_array(std::move(mixed));
}

bool is_interpolatable(const Type& type) {
  switch (type.kind) {
    case Kind::number:
    case Kind::color:
    case Kind::padding:
    case Kind::number_array:
    case Kind::color_array:
    case Kind::anchor_offsets:
    case Kind::projection:
      return true;
    case Kind::array:
      return type.item && type.item->is(Kind::number) && type.length;
    default:
      return false;
  }
}

std::vector<NodePtr> children_of(NodePtr input, const std::vector<NodePtr>& outputs) {
  std::vector<NodePtr> children{std::move(input)};
  children.insert(children.end(), outputs.begin(), outputs.end());
  return children;
}

class Interpolate final : public Node {
 public:
  Interpolate(NodePtr input, Stops stops, Easing easing, ColorSpace space)
      : Node(stops.type, children_of(std::move(input), stops.outputs), Role::interpolation),
        m_stops(std::move(stops)),
        m_easing(easing),
        m_space(space) {}

  Value evaluate(const EvaluationContext& context) const override {
    const auto& labels = m_stops.labels;
    const auto& outputs = m_stops.outputs;
    if (labels.size() == 1) return outputs.front()->evaluate(context);
    const double input = number_in(children().front()->evaluate(context));
    if (input <= labels.front()) return outputs.front()->evaluate(context);
    if (input >= labels.back()) return outputs.back()->evaluate(context);
    const auto i = m_stops.find(input);
    const double t = m_easing.share(input, labels[i], labels[i + 1]);
    const auto from = outputs[i]->evaluate(context);
    return mix_values(type(), m_space, from, outputs[i + 1]->evaluate(context), t);
  }

 private:
  Stops m_stops;
  Easing m_easing;
  ColorSpace m_space;
};

}  // namespace

Value mix_values(const Type& type, ColorSpace space, const Value& from, const Value& to, double t) {
  switch (type.kind) {
    case Kind::number:
      return blend(number_in(from), number_in(to), t);
    case Kind::color:
      return mix_in(space, color_in(from), color_in(to), t);
    case Kind::color_array:
      return mix_colors(space, *array_in(from), *array_in(to), t);
    case Kind::anchor_offsets:
      return mix_anchors(*array_in(from), *array_in(to), t);
    case Kind::projection:
      return make_object({{"from", from}, {"to", to}, {"transition", t}});
    default:
      return mix_numbers(*array_in(from), *array_in(to), t);
  }
}

NodePtr parse_interpolation(const Parser& parser, const Json& expression, ColorSpace space) {
  const auto easing = parse_easing(parser, expression);
  if (!easing || !check_stop_count(parser, expression)) return nullptr;
  auto input = parser.parse(expression[2], 2, Kind::number);
  if (!input) return nullptr;
  auto output = parser.expected_output();
  const auto& expected = parser.expected();
  if (space != ColorSpace::rgb && !(expected && expected->is(Kind::color_array))) output = Kind::color;
  auto stops = parse_stops(parser, expression, {.name = "interpolate", .first = 3}, output);
  if (!stops) return nullptr;
  if (!is_interpolatable(stops->type))
    return parser.error(fmt::format("Type {} is not interpolatable.", stops->type.text()));
  return std::make_shared<const Interpolate>(std::move(input), std::move(*stops), *easing, space);
}

}  // namespace riskmap::style

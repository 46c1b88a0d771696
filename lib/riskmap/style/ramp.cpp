// SPDX-License-Identifier: MIT
#include <riskmap/style/detail/ramp_shape.hpp>
#include <riskmap/style/document.hpp>

#include <algorithm>

namespace riskmap::style {
namespace {

constexpr int pieces = 32;

class RampBuilder {
 public:
  explicit RampBuilder(const Expression& expression) : m_expression(expression) {}

  Ramp linear(const std::vector<double>& labels) {
    for (const double label : labels) add(label, label);
    return std::move(m_ramp);
  }

  Ramp step(const std::vector<double>& labels) {
    const double first = labels.front();
    add(first, first - 1.0);
    for (std::size_t i = 0; i < labels.size(); ++i) {
      if (i > 0) add(labels[i], labels[i - 1]);
      add(labels[i], labels[i]);
    }
    return std::move(m_ramp);
  }

  Ramp curve(const std::vector<double>& labels) {
    for (std::size_t i = 0; i + 1 < labels.size(); ++i) {
      for (int k = 0; k < pieces; ++k) {
        const double value = labels[i] + (labels[i + 1] - labels[i]) * k / pieces;
        add(value, value);
      }
    }
    add(labels.back(), labels.back());
    return std::move(m_ramp);
  }

 private:
  void add(double value, double evaluated_at) {
    EvaluationContext context;
    context.elevation = evaluated_at;
    const auto color = m_expression.evaluate(context);
    const auto* held = color.get<Color>();
    if (!held) throw EvaluationError("a stop of the ramp yields no color");
    m_ramp.stops.push_back({value, *held});
  }

  const Expression& m_expression;
  Ramp m_ramp;
};

}  // namespace

Color Ramp::at(double value) const {
  if (stops.empty()) return {0, 0, 0, 0};
  const auto above =
      std::upper_bound(stops.begin(), stops.end(), value, [](double v, const Stop& stop) { return v < stop.value; });
  if (above == stops.begin()) return stops.front().color;
  const auto below = above - 1;
  if (above == stops.end()) return below->color;
  return mix(below->color, above->color, (value - below->value) / (above->value - below->value));
}

Ramp build_ramp(const Expression& expression, const RampShape& shape) {
  RampBuilder builder(expression);
  switch (shape.kind) {
    case RampShape::Kind::linear:
      return builder.linear(shape.labels);
    case RampShape::Kind::step:
      return builder.step(shape.labels);
    case RampShape::Kind::curve:
      return builder.curve(shape.labels);
    case RampShape::Kind::none:
      break;
  }
  return {};
}

RampShape ramp_shape(const Json& json) {
  static const Json elevation = Json::array({"elevation"});
  if (!json.is_array() || json.size() < 5 || !json[0].is_string()) return {};
  const bool step = json[0] == "step";
  const bool over_elevation =
      step ? json[1] == elevation
           : json[0] == "interpolate" && json[2] == elevation && json[1].is_array() && !json[1].empty();
  if (!over_elevation) return {};
  RampShape shape;
  for (std::size_t i = 3; i + (step ? 0 : 1) < json.size(); i += 2) {
    if (!json[i].is_number()) return {};
    shape.labels.push_back(json[i].get<double>());
  }
  if (!shape.labels.empty())
    shape.kind =
        step ? RampShape::Kind::step : (json[1][0] == "linear" ? RampShape::Kind::linear : RampShape::Kind::curve);
  return shape;
}

Ramp read_ramp(const Document& document, const Layer& layer) {
  const auto found = layer.properties.find("color-relief-color");
  const auto place = document.text().place(child_path(child_path(layer.path, "paint"), "color-relief-color"));
  if (found == layer.properties.end())
    throw StyleError(document.text().place(layer.path), "color-relief-color is not set");
  const auto* json = find_path(document.json(), found->second.path);
  const auto shape = json ? ramp_shape(*json) : RampShape{};
  if (shape.kind == RampShape::Kind::none) throw StyleError(place, ramp_rule);
  try {
    return build_ramp(found->second.expression, shape);
  } catch (const EvaluationError& error) {
    throw StyleError(place, error.what());
  }
}

}  // namespace riskmap::style

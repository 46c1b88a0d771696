// SPDX-License-Identifier: MIT
#include <riskmap/style/detail/easing.hpp>

#include <fmt/format.h>

#include <cmath>

namespace riskmap::style {
namespace {

// A coordinate of the cubic curve from (0, 0) to (1, 1), by its control coordinates.
struct Cubic {
  double a, b, c;
  Cubic(double first, double second) : c(3 * first) {
    b = 3 * (second - first) - c;
    a = 1 - c - b;
  }
  double at(double t) const { return ((a * t + b) * t + c) * t; }
  double slope(double t) const { return (3 * a * t + 2 * b) * t + c; }
};

constexpr double precision = 1e-6;

// Where x(t) is x, to the reference's precision and by its steps (@mapbox/unitbezier 1.0): what it leaves out shows.
double parameter_at(const Cubic& curve, double x) {
  double t = x;
  for (int i = 0; i < 8; ++i) {
    const double miss = curve.at(t) - x;
    if (std::abs(miss) < precision) return t;
    const double slope = curve.slope(t);
    if (std::abs(slope) < precision) break;
    t -= miss / slope;
  }
  double low = 0, high = 1;
  t = x;
  for (int i = 0; i < 20; ++i) {
    const double found = curve.at(t);
    if (std::abs(found - x) < precision) break;
    (x > found ? low : high) = t;
    t = (low + high) * 0.5;
  }
  return t;
}

std::optional<Easing> parse_bezier(const Parser& parser, const Json& type) {
  std::array<double, 4> controls{};
  bool good = type.size() == 5;
  for (std::size_t i = 1; good && i < 5; ++i) {
    good = type[i].is_number() && type[i].get<double>() >= 0 && type[i].get<double>() <= 1;
    if (good) controls[i - 1] = type[i].get<double>();
  }
  if (good) return Easing::bezier(controls);
  parser.error("Cubic bezier interpolation requires four numeric arguments with values between 0 and 1.", {1});
  return std::nullopt;
}

}  // namespace

double Easing::share(double input, double lower, double upper) const {
  const double difference = upper - lower, progress = input - lower;
  if (difference == 0) return 0;
  if (m_base != 1) return (std::pow(m_base, progress) - 1) / (std::pow(m_base, difference) - 1);
  const double linear = progress / difference;
  if (!m_bezier) return linear;
  if (linear <= 0 || linear >= 1) return linear <= 0 ? 0 : 1;
  return Cubic(m_controls[1], m_controls[3]).at(parameter_at(Cubic(m_controls[0], m_controls[2]), linear));
}

std::optional<Easing> parse_easing(const Parser& parser, const Json& expression) {
  if (expression.size() < 2 || !expression[1].is_array() || expression[1].empty()) {
    parser.error("Expected an interpolation type expression.", {1});
    return std::nullopt;
  }
  const auto& type = expression[1];
  const auto name = type[0].is_string() ? type[0].get<std::string>() : to_script_text(from_json(type[0]));
  if (name == "linear") return Easing::exponential(1);
  if (name == "cubic-bezier") return parse_bezier(parser, type);
  if (name != "exponential") {
    parser.error(fmt::format("Unknown interpolation type {}", name), {1, 0}, "linear, exponential or cubic-bezier");
    return std::nullopt;
  }
  if (type.size() > 1 && type[1].is_number()) return Easing::exponential(type[1].get<double>());
  parser.error("Exponential interpolation requires a numeric base.", {1, 1});
  return std::nullopt;
}

}  // namespace riskmap::style

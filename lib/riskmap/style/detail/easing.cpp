// SPDX-License-Identifier: MIT
#include <riskmap/style/detail/easing.hpp>

#include <fmt/format.h>

#include <cmath>

namespace riskmap::style {
namespace {

// A coordinate of the cubic curve from (0, 0) to (1, 1) with the control coordinates a and b.
double bezier_at(double a, double b, double t) {
  return ((1 - 3 * b + 3 * a) * t + (3 * b - 6 * a)) * t * t + 3 * a * t;
}

// x(t) is monotone for controls in [0, 1], so bisection finds t; 52 halvings exhaust a double.
double bezier_parameter(double a, double b, double x) {
  double low = 0, high = 1;
  for (int i = 0; i < 52; ++i) {
    const double middle = 0.5 * (low + high);
    (bezier_at(a, b, middle) < x ? low : high) = middle;
  }
  return 0.5 * (low + high);
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
  return bezier_at(m_controls[1], m_controls[3], bezier_parameter(m_controls[0], m_controls[2], linear));
}

std::optional<Easing> parse_easing(const Parser& parser, const Json& expression) {
  if (expression.size() < 2 || !expression[1].is_array() || expression[1].empty()) {
    parser.error("Expected an interpolation type expression.", {1});
    return std::nullopt;
  }
  const auto& type = expression[1];
  const auto name = type[0].is_string() ? type[0].get<std::string>() : to_text(from_json(type[0]));
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

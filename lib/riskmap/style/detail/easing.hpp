// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/style/parser.hpp>

#include <array>

namespace riskmap::style {

/// How "interpolate" goes from one stop to the next: ["linear"], ["exponential", base], ["cubic-bezier", x1, y1, x2,
/// y2].
class Easing {
 public:
  static Easing exponential(double base) { return {base, {}, false}; }
  static Easing bezier(const std::array<double, 4>& controls) { return {1, controls, true}; }
  /// The share of the upper stop in [0, 1] at `input` between the two labels.
  double share(double input, double lower, double upper) const;

 private:
  Easing(double base, const std::array<double, 4>& controls, bool bezier)
      : m_base(base), m_controls(controls), m_bezier(bezier) {}
  double m_base;
  std::array<double, 4> m_controls;
  bool m_bezier;
};

/// Reads the first argument of "interpolate"; nullopt after a mistake.
std::optional<Easing> parse_easing(const Parser& parser, const Json& expression);

}  // namespace riskmap::style

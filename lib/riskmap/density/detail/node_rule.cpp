// SPDX-License-Identifier: MIT
#include <riskmap/density/detail/node_rule.hpp>
#include <riskmap/density/detail/spline.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace riskmap::density::detail {
namespace {

constexpr double two_dimensions = 1.5;   // a rim is crossed on a slant, and by rows as by columns
constexpr double interior = 0.4;         // of the radius: where the spline is smooth, far from the rim's ringing
constexpr double interior_error = 2e-5;  // every kernel of a heap errs alike there, so it is bounded by itself
constexpr double heap_error = 1e-4;
constexpr double choices[] = {8.0, 10.0, 12.0, 16.0, 20.0, 24.0};

struct Errors {
  double inside = 0.0, anywhere = 0.0;
};

/// A line of samples through the kernel, the first node `phase` of a step off, against the profile between them.
void compare(const Kernel& kernel, double nodes, double phase, Errors& errors) {
  const auto half = static_cast<int>(nodes) + 16;
  std::vector<float> line;
  const auto profile = [&](double place) {
    const double u = std::abs(place) / nodes;
    return u < 1.0 ? kernel.profile(u) / kernel.profile(0.0) : 0.0;
  };
  for (int i = -half; i <= half; ++i) line.push_back(static_cast<float>(profile(i + phase)));
  // The filter runs along both axes; a single row would be taken for a ridge, so the line is repeated.
  constexpr std::size_t rows = 2 * spline_reach + 1;
  std::vector<float> ridge;
  for (std::size_t j = 0; j < rows; ++j) ridge.insert(ridge.end(), line.begin(), line.end());
  to_coefficients(ridge.data(), line.size(), rows);
  const float* const middle = &ridge[spline_reach * line.size()];
  for (int i = -half + 12; i + 12 < half; ++i)
    for (const double t : {0.0, 0.25, 0.5, 0.75}) {
      const auto weights = spline_weights(t);
      double value = 0.0;
      for (int k = 0; k < 4; ++k)
        value += weights[static_cast<std::size_t>(k)] * static_cast<double>(middle[i + half - 1 + k]);
      const double place = i + phase + t, error = std::abs(value - profile(place));
      errors.anywhere = std::max(errors.anywhere, error);
      if (std::abs(place) < interior * nodes) errors.inside = std::max(errors.inside, error);
    }
}

}  // namespace

NodeRule::NodeRule(const Kernel& kernel) {
  for (const double nodes : choices) {
    Errors errors;
    for (double phase = 0.0; phase < 1.0; phase += 0.125) compare(kernel, nodes, phase, errors);
    const bool last = nodes == choices[std::size(choices) - 1];
    if (errors.inside <= interior_error || last) m_steps.push_back({nodes, two_dimensions * errors.anywhere});
  }
}

// With kernels of peak p whose sum is M about 3M/p of them overlap, and 6M/pN rims run through one cell, with either
// sign; binned points err once more as they are put on nodes. Measured errors are half of this.
double NodeRule::nodes_for_heap(double share) const {
  for (const Step& step : m_steps) {
    const double error = 2.0 / two_dimensions * step.error * std::sqrt(6.0 * share / step.nodes);
    if (error <= heap_error) return step.nodes;
  }
  return most();
}

double NodeRule::nodes_for(double share) const {
  for (const Step& step : m_steps)
    if (step.error <= share) return step.nodes;
  return 0.0;
}

double NodeRule::error_with(double nodes) const {
  for (const Step& step : m_steps)
    if (step.nodes >= nodes) return step.error;
  return m_steps.back().error;
}

}  // namespace riskmap::density::detail

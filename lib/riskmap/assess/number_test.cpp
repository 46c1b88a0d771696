// SPDX-License-Identifier: MIT
#include <riskmap/assess/number_test.hpp>

#include <boost/math/special_functions/beta.hpp>
#include <boost/math/special_functions/gamma.hpp>

#include <algorithm>
#include <cmath>

namespace riskmap::assess {
namespace {

constexpr double fewest_spans = 8.0;

/// P(count ≤ k).
double chance_up_to(double k, double mean, double variance) {
  if (variance <= mean * (1.0 + 1e-9)) return boost::math::gamma_q(k + 1.0, mean);
  return boost::math::ibeta(mean * mean / (variance - mean), k + 1.0, mean / variance);
}

/// The smallest count with P(count ≤ k) ≥ p.
double count_quantile(double p, double mean, double variance) {
  double below = -1.0, above = 1.0;
  while (chance_up_to(above, mean, variance) < p) below = above, above *= 2.0;
  while (above - below > 1.0) {
    const double middle = std::floor((below + above) / 2.0);
    (chance_up_to(middle, mean, variance) < p ? below : above) = middle;
  }
  return above;
}

}  // namespace

double fano_factor(const std::vector<Days>& moments, Days from, Days until, Days span) {
  const double length = (until - from).value();
  const auto spans = static_cast<std::size_t>(std::max(fewest_spans, std::floor(length / span.value())));
  const double each = std::min(span.value(), length / static_cast<double>(spans));
  std::vector<double> counts(spans, 0.0);
  double mean = 0.0, squares = 0.0;
  for (const Days moment : moments) {
    const double back = (until - moment).value() / each;
    if (back >= 0.0 && back < static_cast<double>(spans)) ++counts[static_cast<std::size_t>(back)];
  }
  for (const double count : counts) mean += count / static_cast<double>(spans);
  for (const double count : counts) squares += (count - mean) * (count - mean);
  if (!(mean > 0.0)) return 1.0;
  return std::max(1.0, squares / static_cast<double>(spans - 1) / mean);
}

CountRange count_range(double mean, double variance) {
  if (!(mean > 0.0)) return {};
  return {count_quantile(0.05, mean, variance), count_quantile(0.95, mean, variance)};
}

}  // namespace riskmap::assess

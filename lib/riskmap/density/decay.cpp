// SPDX-License-Identifier: MIT
#include <riskmap/density/estimate.hpp>

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numbers>

namespace riskmap::density {
namespace {

// ∫ 2^(−(until − t)/H) dt over [begin, end), in days; expm1 keeps the digits of a day against a half-life of centuries.
double decayed_span(double begin, double end, double until, const std::optional<Days>& half_life) {
  if (!half_life) return end - begin;
  const double rate = std::numbers::ln2 / half_life->value();
  return std::exp(-rate * (until - end)) * -std::expm1(-rate * (end - begin)) / rate;
}

}  // namespace

double decay_weight(Days begin, Days end, const EstimateOptions& options) {
  assert(end > begin);
  const double first = std::max(begin, options.from).value();
  const double last = std::min(end, options.until).value();
  if (first >= last) return 0.0;
  return decayed_span(first, last, options.until.value(), options.half_life) / (end - begin).value();
}

double effective_years(const EstimateOptions& options) {
  return decayed_span(options.from.value(), options.until.value(), options.until.value(), options.half_life) /
         days_per_year;
}

}  // namespace riskmap::density

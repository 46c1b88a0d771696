// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/density/event.hpp>

#include <vector>

namespace riskmap::density::detail {

/// How events lie on the azimuthal equidistant plane about their weighted middle, metres.
struct Spread {
  struct Axis {
    double deviation = 0.0;      ///< standard deviation, with n − 1 for n equal weights
    double interquartile = 0.0;  ///< between R's quantiles of type 7, weights as in Wikipedia's "weighted percentile"
    double range = 0.0;
  };
  Axis east, north;
  double effective_count = 0.0;  ///< (Σω)² / Σω²
  std::size_t count = 0;

  /// Square metres of the rectangle around the events, each side made longer by (n + 1)/(n − 1), as much as a uniform
  /// sample's range falls short; no side shorter than `least`.
  double extent(Metres least) const;
};
/// \pre some event has a weight above 0
Spread spread_of(const std::vector<Event>& events);

/// The weighted quantile: linear between the points ((k − 1)ωₖ + (n − 1) Σ_{i<k} ωᵢ, xₖ), which for equal weights is
/// type 7 of Hyndman & Fan (1996). \pre values and weights are as many, at least one; 0 <= share <= 1
double weighted_quantile(const std::vector<double>& values, const std::vector<double>& weights, double share);

/// Standard deviations of the kernel, metres; 0 if the events do not spread.
double scott(const Spread& spread);
double silverman(const Spread& spread);
double oversmoothing(const Spread& spread);

}  // namespace riskmap::density::detail

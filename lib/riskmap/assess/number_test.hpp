// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/model/incident.hpp>

#include <cstddef>
#include <vector>

namespace riskmap::assess {

/// How many events came, against how many the past rate would give.
struct NumberTest {
  double observed = 0.0;
  double expected = 0.0;            ///< the training rate times the length of the test
  double fano = 1.0;                ///< how much more unevenly than at random events came in training: 1 is Poisson
  double rate_error = 0.0;          ///< standard deviation of `expected`: the training rate comes from few events too
  double lower = 0.0, upper = 0.0;  ///< 90 % of counts lie between, both included
  double variance() const { return fano * expected + rate_error * rate_error; }
  bool consistent() const { return observed >= lower && observed <= upper; }
};

/// The variance of counts in equal spans of time over their mean (Fano 1947), but at least 1. The window is cut
/// backwards from its end into spans of `span`, shorter if there would be fewer than eight. A trend in the window
/// counts as unevenness.
double fano_factor(const std::vector<Days>& moments, Days from, Days until, Days span);

/// A range of counts.
struct CountRange {
  double lower = 0.0, upper = 0.0;
};
/// The 5th and 95th of a hundred of a negative binomial of this mean and variance; Poisson if the variance is not
/// larger than the mean. \pre both are finite and not negative
CountRange count_range(double mean, double variance);

}  // namespace riskmap::assess

// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/density/surface.hpp>

#include <cstddef>
#include <limits>
#include <span>
#include <vector>

namespace riskmap::density::detail {

/// Contributions of a long list that are summed together: of those given all whose peak, amount / radius², is at most
/// `highest`; their radii lie in [smallest, largest].
struct Heap {
  std::span<const Contribution> list;
  double smallest = 0.0, largest = 0.0;  ///< metres; equal: one radius
  double highest = std::numeric_limits<double>::infinity();
  bool whole = false;  ///< it holds all of the list: nothing need be asked

  bool holds(const Contribution& c) const { return c.amount <= highest * (c.radius * c.radius); }
};

/// Radii that stand for all others of an octave, at equal ratios. A kernel of another radius is the sum of its four
/// neighbours' with cubic Lagrange weights in log radius: with eight to an octave the error is below 3e-5 of its peak,
/// with either sign.
class Ladder {
 public:
  Ladder(double smallest, double largest);
  const std::vector<double>& rungs() const { return m_rungs; }

  struct Share {
    std::size_t first = 0;
    std::size_t count = 1;  ///< 1 if there is but one radius
    double weights[4] = {1.0, 0.0, 0.0, 0.0};
  };
  Share share_of(double radius) const;

 private:
  double m_base;
  std::vector<double> m_rungs;
};

}  // namespace riskmap::density::detail

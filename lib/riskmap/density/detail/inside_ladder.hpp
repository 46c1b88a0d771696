// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/density/edge.hpp>

#include <cstddef>
#include <vector>

namespace riskmap::density::detail {

/// How much of a kernel lies inside a study area, for many places at any radius of a range: EdgeMass on a ladder of
/// radii, each 1.3 times the one below, cubic in log radius between. Within 1e-3 of EdgeMass. Immutable, thread-safe.
class InsideLadder {
 public:
  /// Cost: one EdgeMass a place for every rung whose kernel the outline cuts, and one more.
  InsideLadder(const EdgeMass& edge, const std::vector<geo::LonLat>& places, double least_radius, double most_radius,
               unsigned threads);
  /// Of the kernel of this radius of support (metres) around places[index]; radii beyond the ladder take its end.
  double inside(std::size_t index, double radius) const;

 private:
  void climb(const EdgeMass& edge, geo::LonLat place, float* rungs) const;

  double m_log_least;
  std::size_t m_count;  // rungs a place
  std::vector<float> m_inside;
};

}  // namespace riskmap::density::detail

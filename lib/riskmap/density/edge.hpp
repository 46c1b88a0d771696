// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/density/detail/local_plane.hpp>
#include <riskmap/density/detail/radial_mass.hpp>
#include <riskmap/model/geometry_ops.hpp>

#include <vector>

namespace riskmap::density {

/// Diggle's (1985) edge correction: how much of a kernel lies inside a study area, by its outline and exactly.
///
/// In the plane of geodesic distance r and direction θ around the event, the mass of a radial kernel inside a ring is
/// 1/2π ∮ M(r) dθ, M(r) its mass within r. Pieces of outline within the kernel's reach are integrated by
/// Gauss–Legendre; those beyond it add only the angle they sweep, a whole run of them at once. The integrand is
/// bounded, so an event on the outline or on a corner needs no special case. Error about 1e-6. Thread-safe.
/// Cost: O(length of outline within reach), some 10 to 200 µs.
class EdgeMass {
 public:
  /// \pre area and kernel outlive this
  EdgeMass(const model::Area& area, const Kernel& kernel);

  /// The mass of the kernel of this radius of support (metres) around `centre` inside the study area, in (0, 1].
  double inside(geo::LonLat centre, double radius) const;

 private:
  /// A run of a ring, its points at most 10 km apart, within a ball. The last point is the first of the next run.
  struct Run {
    std::vector<detail::EarthPoint> points;
    detail::EarthPoint middle;
    double reach = 0.0;
  };
  struct Reach;

  void add_ring(const model::Line& ring, bool hole);
  static void enclose(Run& run);
  double swept_mass(const Run& run, const detail::LocalPlane& plane, const Reach& reach) const;
  double piece_mass(detail::LocalPlane::Point a, detail::LocalPlane::Point b, const Reach& reach) const;
  double near_mass(detail::LocalPlane::Point a, detail::LocalPlane::Point b, const Reach& reach) const;

  std::vector<Run> m_runs;
  detail::RadialMass m_mass;
};

}  // namespace riskmap::density

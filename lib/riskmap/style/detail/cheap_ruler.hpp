// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/style/detail/planar.hpp>

namespace riskmap::style {

/// Distances in metres between longitudes and latitudes, on the plane that touches WGS 84 at a latitude
/// (mapbox/cheap-ruler: within a few per mille over some hundred kilometres).
class CheapRuler {
 public:
  explicit CheapRuler(double latitude);
  double distance(PlanePoint a, PlanePoint b) const;
  /// From a point to the nearest place of a line; NaN if the line has fewer than two points.
  double distance(PlanePoint point, const PlaneLine& line) const;

 private:
  double m_per_x, m_per_y;
};

}  // namespace riskmap::style

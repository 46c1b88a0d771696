// SPDX-License-Identifier: MIT
#pragma once
#include <limits>
#include <vector>

namespace riskmap::style {

/// Geometry in the plane for "within" and "distance", decided point by point as the specification's reference decides
/// (style-spec 26.6, util/geometry_util).
struct PlanePoint {
  double x = 0, y = 0;
  friend bool operator==(const PlanePoint&, const PlanePoint&) = default;
};
using PlaneLine = std::vector<PlanePoint>;
/// A polygon: its rings, the outer one first.
using PlaneRings = std::vector<PlaneLine>;

struct PlaneBox {
  double min_x = std::numeric_limits<double>::infinity(), min_y = min_x, max_x = -min_x, max_y = -min_x;
  void add(PlanePoint p);
  bool is_valid() const;
};
PlaneBox box_of(const PlaneRings& rings);
/// True if `inner` lies in `outer` without touching its sides.
bool is_inside(const PlaneBox& inner, const PlaneBox& outer);

/// True if two segments cross within both; false if they are parallel or only touch.
bool do_cross(PlanePoint a, PlanePoint b, PlanePoint c, PlanePoint d);
/// True within an odd number of the rings; on their edges `on_edge`.
bool is_within(PlanePoint point, const PlaneRings& rings, bool on_edge = false);
/// True if the line lies within and crosses no ring.
bool is_within(const PlaneLine& line, const PlaneRings& rings);

/// Rings parted into polygons: each that turns like the first begins one, as vector tiles tell them (by their area
/// where y grows downwards).
std::vector<PlaneRings> classify_rings(const PlaneRings& rings);

}  // namespace riskmap::style

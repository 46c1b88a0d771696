// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/geo/box.hpp>

#include <cmath>
#include <cstddef>
#include <cstdint>

namespace riskmap::density::detail {

/// Nodes at equal steps of longitude and latitude, which are counted from degree 0: a node is the same place, and a
/// place lies as far behind its node, in any lattice of those steps. Node (0, 0) is the south-west one, rows go north.
/// No libm between a place and its node.
struct Lattice {
  std::int64_t west = 0, south = 0;       ///< steps, of node (0, 0)
  double lon_step = 1.0, lat_step = 1.0;  ///< degrees
  std::size_t columns = 0, rows = 0;

  /// The node before a place, which may lie outside, and the share of a step behind it, [0, 1).
  struct Behind {
    std::int64_t node = 0;
    double share = 0.0;
  };
  static Behind behind(double steps, std::int64_t origin) {
    const double whole = std::floor(steps);
    return {static_cast<std::int64_t>(whole) - origin, steps - whole};
  }
  Behind behind_lon(double lon) const { return behind(lon / lon_step, west); }
  Behind behind_lat(double lat) const { return behind(lat / lat_step, south); }
  double column_of(double lon) const { return lon / lon_step - static_cast<double>(west); }
  double row_of(double lat) const { return lat / lat_step - static_cast<double>(south); }
  double lon(double column) const { return lon_step * (static_cast<double>(west) + column); }
  double lat(double row) const { return lat_step * (static_cast<double>(south) + row); }
  /// Whether any place of a box lies between nodes.
  bool meets(const geo::LonLatBox& box) const {
    return box.max_x >= lon(0.0) && box.max_y >= lat(0.0) && box.min_x <= lon(static_cast<double>(columns)) &&
           box.min_y <= lat(static_cast<double>(rows));
  }
  std::size_t size() const { return columns * rows; }
};

/// Nodes no more than `step` metres apart anywhere in the box, the steps being its own multiples: a longer list of
/// events keeps the nodes it had as long as the box's lowest latitude stays. `rim` nodes are added on each side.
/// Degrees of longitude beyond ±180 are allowed.
Lattice lattice_over(const geo::LonLatBox& box, double step, std::size_t rim);

}  // namespace riskmap::density::detail

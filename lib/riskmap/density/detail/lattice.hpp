// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/geo/box.hpp>

#include <cstddef>

namespace riskmap::density::detail {

/// Nodes at equal steps of longitude and latitude; node (0, 0) is the south-west one, rows go north. No libm between a
/// place and its node.
struct Lattice {
  double west = 0.0, south = 0.0;         ///< degrees, of node (0, 0)
  double lon_step = 1.0, lat_step = 1.0;  ///< degrees
  std::size_t columns = 0, rows = 0;

  double column_of(double lon) const { return (lon - west) / lon_step; }
  double row_of(double lat) const { return (lat - south) / lat_step; }
  double lon(double column) const { return west + lon_step * column; }
  double lat(double row) const { return south + lat_step * row; }
  /// Whether any place of a box lies between nodes.
  bool meets(const geo::LonLatBox& box) const {
    return box.max_x >= west && box.max_y >= south && box.min_x <= lon(static_cast<double>(columns)) &&
           box.min_y <= lat(static_cast<double>(rows));
  }
  std::size_t size() const { return columns * rows; }
};

/// Nodes no more than `step` metres apart anywhere in the box, the steps being its own multiples: a longer list of
/// events keeps the nodes it had as long as the box's lowest latitude stays. `rim` nodes are added on each side.
/// Degrees of longitude beyond ±180 are allowed.
Lattice lattice_over(const geo::LonLatBox& box, double step, std::size_t rim);

}  // namespace riskmap::density::detail

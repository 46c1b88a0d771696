// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/geo/box.hpp>

#include <cstddef>

namespace riskmap::geo {

/// Nodes at equal steps on the Web Mercator plane; node (0, 0) is the north-west corner, rows go south.
struct Grid {
  MercatorPoint origin;  ///< of node (0, 0)
  double step = 1.0;     ///< MercatorUnits between nodes
  std::size_t columns = 0, rows = 0;

  std::size_t size() const { return columns * rows; }
  MercatorPoint node(std::size_t column, std::size_t row) const {
    return {origin.x + step * static_cast<double>(column), origin.y - step * static_cast<double>(row)};
  }
  /// Fractional column and row of a point.
  double column_of(double x) const { return (x - origin.x) / step; }
  double row_of(double y) const { return (origin.y - y) / step; }
  MercatorBox box() const {
    return {origin.x, origin.y - step * static_cast<double>(rows - 1),
            origin.x + step * static_cast<double>(columns - 1), origin.y};
  }
};

}  // namespace riskmap::geo

// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/density/detail/meridians.hpp>
#include <riskmap/geo/box.hpp>

#include <cstddef>
#include <memory>
#include <vector>

namespace riskmap::density::detail {

/// The centres of a picture's columns and rows, on the plane and on the ground.
struct CellColumns {
  std::vector<double> xs;
  Meridians meridians;
};
struct CellRows {
  std::vector<double> ys;
  Parallels parallels;
};
struct Cells {
  std::shared_ptr<const CellColumns> columns;
  std::shared_ptr<const CellRows> rows;
};

/// The centres of width × height equal cells of a box. Where the world is a power of two of such cells wide, as on
/// tiles and pictures of whole zooms, a centre is the same number in any box that is made of whole cells; elsewhere
/// within what rounding leaves. A thread remembers the columns and rows of some dozen tiles. \pre width > 0, height > 0
Cells cells_of(const geo::MercatorBox& box, std::size_t width, std::size_t height);

}  // namespace riskmap::density::detail

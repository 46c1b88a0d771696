// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/geo/box.hpp>

#include <cstddef>
#include <memory>
#include <vector>

namespace riskmap::density::detail {

/// The centres of a picture's cells, on the plane and on the ground.
struct Cells {
  std::vector<double> xs, lons;  ///< of the columns, west to east
  std::vector<double> ys, lats;  ///< of the rows, north to south
};

/// The centres of width × height equal cells of a box. Where the world is a power of two of such cells wide, as on
/// tiles and pictures of whole zooms, a centre is the same number in any box that is made of whole cells; elsewhere
/// within what rounding leaves. The last answer of a thread is kept. \pre width > 0, height > 0
std::shared_ptr<const Cells> cells_of(const geo::MercatorBox& box, std::size_t width, std::size_t height);

}  // namespace riskmap::density::detail

// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/geo/transform.hpp>
#include <riskmap/model/raster.hpp>

#include <array>
#include <vector>

namespace riskmap::io::detail {

/// Cells as a file holds them: row-major, NaN where there is no data. The affine transform is GDAL's: x = a[0] +
/// column·a[1] + row·a[2], y = a[3] + column·a[4] + row·a[5], from the outer corner of the first cell.
struct CellGrid {
  std::size_t columns = 0, rows = 0;
  std::array<double, 6> affine{};
  std::vector<float> values;
};

/// On longitude/latitude, north up, with about as many cells: bilinear between cell centres, the nearest cell beside no
/// data. Rotated and south-up grids too. \throws DataError where the grid has no place on the earth
model::Raster to_lonlat(const CellGrid& grid, const geo::Transform& transform);

}  // namespace riskmap::io::detail

// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/geo/lonlat.hpp>

#include <cstddef>
#include <string>
#include <vector>

namespace riskmap::model {

/// A single-band raster of numbers (elevation) on a longitude/latitude grid; NaN is "no data".
struct Raster {
  std::string path, sha256;
  std::size_t columns = 0, rows = 0;
  geo::LonLat north_west;                  ///< outer corner of the first cell
  double cell_width = 0, cell_height = 0;  ///< degrees, both positive
  std::vector<float> values;               ///< row-major from the north-west

  /// Bicubic (Catmull–Rom) between cell centres; NaN outside or beside no data.
  double at(geo::LonLat place) const;
};

}  // namespace riskmap::model

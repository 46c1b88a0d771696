// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/geo/box.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace riskmap::model {

/// A picture of the ground on grids of Web Mercator (EPSG:3857), the finest first, each following one coarser than the
/// one before. Immutable; shared between threads.
class ImagePyramid {
 public:
  struct Level {
    double west = 0, north = 0;              ///< outer corner of the first cell, EPSG:3857 units
    double cell_width = 0, cell_height = 0;  ///< EPSG:3857 units
    double nominal = 0;                      ///< width of the pixel it is made for, EPSG:3857 units
    std::int64_t columns = 0, rows = 0;
  };

  virtual ~ImagePyramid() = default;
  std::string path, sha256;
  const std::vector<Level>& levels() const { return m_levels; }
  geo::MercatorBox box() const { return m_box; }
  /// True if the coarsest level may stand in for views of smaller scale (files); tiles are not shown below their least
  /// zoom.
  bool has_overview() const { return m_has_overview; }
  /// True if sharper screens may have finer levels (files); tiles are drawn for CSS pixels.
  bool is_for_device_pixels() const { return m_has_overview; }
  /// Premultiplied ARGB32 of some cells of a level, row by row; transparent beyond it and where there is no data.
  /// \throws DataError if a tile is broken
  virtual void read(std::size_t level, std::int64_t column, std::int64_t row, int width, int height,
                    std::uint32_t* out) const = 0;

 protected:
  std::vector<Level> m_levels;
  geo::MercatorBox m_box;
  bool m_has_overview = true;
};

}  // namespace riskmap::model

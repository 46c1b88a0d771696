// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/base/digest.hpp>
#include <riskmap/model/image_pyramid.hpp>
#include <riskmap/model/raster.hpp>
#include <riskmap/render/view.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>

namespace riskmap::render::detail {

/// Elevations on a grid whose columns and rows run along the map's pixels, at one zoom. Where several cells would fall
/// into a pixel, they are larger ones' mean, or tiles of a smaller zoom. Immutable; keeps what it is made of, which
/// must outlive it, or a smaller copy.
class ElevationCells {
 public:
  struct Region {
    std::int64_t column = 0, row = 0;
    int width = 0, height = 0;
  };
  struct Cells {
    const float* first;  ///< of the region
    std::ptrdiff_t stride;
  };

  virtual ~ElevationCells() = default;
  std::int64_t columns() const { return m_columns; }
  std::int64_t rows() const { return m_rows; }
  /// Where the centre of a column or row of the world's pixels lies, counted in cells from the first one's outer edge:
  /// rounded to 2^-20, so that it is the same on any processor.
  virtual double column_at(std::int64_t world_x) const = 0;
  virtual double row_at(std::int64_t world_y) const = 0;
  /// Sides of the cells of a row, EPSG:3857 units.
  virtual double cell_width() const = 0;
  virtual double cell_height(std::int64_t row) const = 0;
  /// NaN where there is no data; good until the thread asks again. \throws DataError \pre the region lies on the grid
  virtual Cells read(const Region& region) const = 0;
  virtual bool touches(const View& view) const = 0;
  /// Adds what these cells, at the pixels of a view, depend on.
  virtual void add_to(Digest& digest, const View& view, const Region& region) const = 0;

 protected:
  std::int64_t m_columns = 0, m_rows = 0;
};

std::unique_ptr<const ElevationCells> cells_of(const model::Raster& raster, double world_size);

/// How tiles hold numbers: red · R + green · G + blue · B − shift; a pixel that is not opaque holds none.
struct ElevationEncoding {
  double red = 0, green = 0, blue = 0, shift = 0;
};
/// Null if there are no tiles for this zoom.
std::unique_ptr<const ElevationCells> cells_of(const model::ImagePyramid& tiles, const ElevationEncoding& encoding,
                                               double world_size, double ratio);

}  // namespace riskmap::render::detail

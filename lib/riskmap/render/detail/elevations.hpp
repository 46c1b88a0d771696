// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/base/digest.hpp>
#include <riskmap/render/detail/elevation_cells.hpp>
#include <riskmap/render/detail/image_sampler.hpp>
#include <riskmap/render/layer_type.hpp>

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace riskmap::render::detail {

/// The elevations of a grid at the pixels of one zoom: bicubic (Catmull–Rom) between the cells' centres, or the nearest
/// cell's, so that a pixel is the same in every view and on any processor. Immutable.
class Elevations {
 public:
  Elevations(std::unique_ptr<const ElevationCells> cells, Resampling how) : m_cells(std::move(cells)), m_how(how) {}

  Resampling resampling() const { return m_how; }
  /// Metres at the pixels' centres, row by row; NaN where there is no data. About 15 ns a pixel. \throws DataError if a
  /// tile is broken
  void sample(const View& view, std::vector<float>& out) const;
  /// Horn's slope of the cell each pixel lies in, from its eight neighbours: metres up for one EPSG:3857 unit to the
  /// right, and down the map. NaN where there is no data.
  struct Slope {
    double right, down;
  };
  void sample_slopes(const View& view, std::vector<Slope>& out) const;
  bool touches(const View& view) const { return m_cells->touches(view); }
  /// Adds what the elevations of a view depend on.
  void add_to(Digest& digest, const View& view) const;

 private:
  /// Four cells along a row or column and how much each counts for a pixel.
  struct Tap {
    std::array<std::int64_t, 4> cells{};
    std::array<float, 4> weights{};
    bool inside = false;
  };
  struct Taps {
    std::vector<Tap> columns, rows;
  };
  Tap tap(double place, std::int64_t count) const;
  const Taps& taps(const View& view) const;
  static ElevationCells::Region region_of(const Taps& taps);

  std::unique_ptr<const ElevationCells> m_cells;
  Resampling m_how;
};

/// Those of a layer's raster-dem source by its `resampling`; none if it shows a risk surface, or has no tiles for this
/// zoom.
std::optional<Elevations> elevations_of(const style::Layer& layer, const PrepareContext& prepare);

}  // namespace riskmap::render::detail

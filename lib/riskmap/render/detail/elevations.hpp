// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/base/digest.hpp>
#include <riskmap/model/raster.hpp>
#include <riskmap/render/view.hpp>

#include <array>
#include <cstdint>
#include <vector>

namespace riskmap::render::detail {

/// The elevations of a raster at the pixels of one zoom: bicubic (Catmull–Rom) between the cells' centres, at places
/// rounded to 2^-20 of a cell, so that they are the same in every view and on any processor. Where several cells fall
/// into a pixel, their mean. Immutable; keeps the raster, which must outlive it, or a smaller copy.
class Elevations {
 public:
  Elevations(const model::Raster& raster, double world_size);
  /// Metres at the pixels' centres, row by row; NaN where there is no data. About 15 ns a pixel.
  void sample(const View& view, std::vector<float>& out) const;
  bool touches(const View& view) const;
  /// Adds what the elevations of a view depend on.
  void add_to(Digest& digest, const View& view) const;

 private:
  struct Tap {
    std::array<std::size_t, 4> cells{};
    std::array<float, 4> weights{};
    bool inside = false;
  };
  static Tap tap(double place, std::size_t count);
  Tap column(std::int64_t world_x) const;
  Tap row(std::int64_t world_y) const;

  const model::Raster* m_raster;
  model::Raster m_coarse;  // if the raster is too fine
  double m_world_size;
  std::uint64_t m_digest;
};

}  // namespace riskmap::render::detail

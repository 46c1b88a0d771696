// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/geo/tile_id.hpp>
#include <riskmap/model/geometry_ops.hpp>

#include <cstdint>
#include <memory>

namespace riskmap::output {

/// The part of the world a pyramid covers: a box, or what of an area lies in it. A tile belongs to it if it touches it.
class Region {
 public:
  explicit Region(const geo::LonLatBox& box, std::shared_ptr<const model::Area> area = nullptr);
  bool touches(const geo::TileId& tile) const;
  /// Tiles of one zoom. O(1) for a box; for an area of the tiles along its edge.
  std::uint64_t count(unsigned zoom) const;
  /// The tiles of one zoom that touch the region's box.
  geo::TileRange range(unsigned zoom) const { return geo::tiles_in(m_box, zoom); }
  const geo::LonLatBox& box() const { return m_box; }

 private:
  std::uint64_t count_below(const geo::TileId& quadrant, const geo::TileRange& range) const;
  geo::LonLatBox m_box;
  std::shared_ptr<const model::Area> m_area;
};

/// The tiles of `range` below a quadrant (or the quadrant itself).
struct TileBlock {
  std::uint32_t x0 = 0, y0 = 0, x1 = 0, y1 = 0;  ///< inclusive; empty if x1 < x0 or y1 < y0
  std::uint64_t count() const;
};
TileBlock block_below(const geo::TileId& quadrant, const geo::TileRange& range);

}  // namespace riskmap::output

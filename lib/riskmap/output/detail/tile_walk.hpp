// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/geo/tile_id.hpp>
#include <riskmap/output/region.hpp>

#include <cstdint>
#include <optional>

namespace riskmap::output::detail {

/// The tiles of a region over a range of zooms, in the order of their Hilbert ids, one at a time: no list is ever made.
/// Quadrants outside the region are passed over whole (a quadrant is one stretch of the curve).
class TileWalk {
 public:
  TileWalk(Region region, geo::ZoomRange zooms);
  /// The next tile; nullopt after the last.
  std::optional<geo::TileId> next();
  const Region& region() const { return m_region; }

 private:
  void enter(unsigned zoom);
  std::optional<geo::TileId> next_in_zoom();
  /// Tiles from the cursor on in the largest quadrant that begins there and lies outside the region; 0 if there is
  /// none.
  std::uint64_t outside() const;
  bool touches(const geo::TileId& quadrant) const;

  Region m_region;
  unsigned m_last_zoom;
  geo::TileRange m_range;
  std::uint64_t m_cursor = 0;  ///< along the curve of the zoom, from 0
};

}  // namespace riskmap::output::detail

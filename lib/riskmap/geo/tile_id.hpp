// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/geo/box.hpp>

#include <cassert>
#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

namespace riskmap::geo {

/// A tile of the XYZ scheme on Web Mercator: y counts down from the north (OGC 17-083r4, WebMercatorQuad).
struct TileId {
  unsigned zoom = 0;
  std::uint32_t x = 0;
  std::uint32_t y = 0;

  static constexpr unsigned max_zoom = 30;
  TileId() = default;
  /// \pre zoom <= max_zoom and x, y < 2^zoom
  TileId(unsigned z, std::uint32_t column, std::uint32_t row) : zoom(z), x(column), y(row) {
    assert(zoom <= max_zoom && x < (1ULL << zoom) && y < (1ULL << zoom));
  }
  MercatorBox box() const;
  /// The row counted from the south, as MBTiles stores it (TMS).
  std::uint32_t tms_row() const { return static_cast<std::uint32_t>((1ULL << zoom) - 1U - y); }
  /// "6/43/27"
  std::string text() const;
  friend auto operator<=>(const TileId&, const TileId&) = default;
};

/// "Z/X/Y". \throws UsageError when it is no tile of the pyramid
TileId parse_tile(std::string_view text);
/// The tile that holds a place.
TileId tile_at(LonLat place, unsigned zoom);

/// The tiles of one zoom that touch a box: columns [x0, x1], rows [y0, y1], inclusive.
struct TileRange {
  unsigned zoom = 0;
  std::uint32_t x0 = 0, y0 = 0, x1 = 0, y1 = 0;
  std::uint64_t count() const { return std::uint64_t{x1 - x0 + 1} * (y1 - y0 + 1); }
  bool contains(const TileId& t) const { return t.zoom == zoom && t.x >= x0 && t.x <= x1 && t.y >= y0 && t.y <= y1; }
};
TileRange tiles_in(const LonLatBox& box, unsigned zoom);

/// "4-10" or "7". \throws UsageError
struct ZoomRange {
  unsigned low = 0;
  unsigned high = 0;
};
ZoomRange parse_zooms(std::string_view text);

/// The place of a tile in a PMTiles archive: (4^z − 1)/3 + the Hilbert index (PMTiles v3 specification).
std::uint64_t hilbert_id(const TileId& tile);
TileId from_hilbert_id(std::uint64_t id);

}  // namespace riskmap::geo

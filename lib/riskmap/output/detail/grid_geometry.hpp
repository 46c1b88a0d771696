// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/model/geometry.hpp>
#include <riskmap/output/detail/box_tree.hpp>

#include <cstdint>
#include <vector>

/// Geometry on the grid of one zoom: the world is `world_size` units wide, y counts down from the north.
namespace riskmap::output::detail {

struct GridPoint {
  std::int64_t x = 0, y = 0;
  friend auto operator<=>(const GridPoint&, const GridPoint&) = default;
};
using GridLine = std::vector<GridPoint>;

/// A line or closed ring: projected, simplified by at most half a unit, rounded to the grid, without repeated points;
/// with boxes over runs of its segments.
struct IndexedLine {
  GridLine points;
  BoxTree runs;  ///< of segments [16 k, 16 (k + 1))
};

/// The same bits on any machine: projected coordinates are rounded to 1/16 unit before anything is decided by them.
GridPoint to_grid(geo::LonLat place, double world_size);
IndexedLine to_grid(const model::Line& line, double world_size);

/// The parts of the line within a box (Liang & Barsky 1984), corners rounded to the grid; none shorter than two
/// points. Costs what crosses the box.
std::vector<GridLine> clip_line(const IndexedLine& line, const geo::PixelBox& box);
/// The ring within a box (Sutherland & Hodgman 1974), closed, or empty if no area is left. Parts that leave and come
/// back are joined along the box's edge. Costs what crosses the box.
GridLine clip_ring(const IndexedLine& ring, const geo::PixelBox& box);

/// Twice the area of a closed ring, positive if it winds clockwise as seen (y down).
std::int64_t doubled_area(const GridLine& ring);

}  // namespace riskmap::output::detail

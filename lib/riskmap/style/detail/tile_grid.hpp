// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/style/detail/planar.hpp>
#include <riskmap/style/expression.hpp>

namespace riskmap::style {

/// Places rounded to the steps of a tile's grid (8192 a side), which is where the reference measures them: in whole
/// steps from the world's north-west corner. Without a tile the steps are those of zoom 22, about a millimetre.
class TileGrid {
 public:
  explicit TileGrid(const std::optional<TilePlace>& tile);
  PlanePoint at(geo::LonLat place) const;
  /// Longitude and latitude of what lies at the grid's point next to a place.
  PlanePoint snapped(geo::LonLat place) const;
  double world() const { return m_world; }

 private:
  double m_world;
};

/// The lines of points of a geometry: a multipoint's one by one, a polygon's rings.
std::vector<model::Line> lines_of(const model::Geometry& geometry);

}  // namespace riskmap::style

// SPDX-License-Identifier: MIT
#include <riskmap/style/detail/tile_grid.hpp>

#include <cmath>
#include <numbers>

namespace riskmap::style {

using std::numbers::pi;

TileGrid::TileGrid(const std::optional<TilePlace>& tile) : m_world(8192.0 * std::exp2(tile ? tile->z : 22.0)) {}

PlanePoint TileGrid::at(geo::LonLat place) const {
  const double x = (180 + place.lon) / 360;
  const double y = (180 - 180 / pi * std::log(std::tan(pi / 4 + place.lat * pi / 360))) / 360;
  return {std::floor(x * m_world + 0.5), std::floor(y * m_world + 0.5)};
}

PlanePoint TileGrid::snapped(geo::LonLat place) const {
  const auto point = at(place);
  const double y = point.y / m_world;
  return {point.x / m_world * 360 - 180, 360 / pi * std::atan(std::exp((180 - y * 360) * pi / 180)) - 90};
}

std::vector<model::Line> lines_of(const model::Geometry& geometry) {
  std::vector<model::Line> lines = geometry.lines;
  for (const auto& point : geometry.points) lines.push_back({point});
  for (const auto& polygon : geometry.polygons) {
    lines.push_back(polygon.outer);
    lines.insert(lines.end(), polygon.holes.begin(), polygon.holes.end());
  }
  return lines;
}

}  // namespace riskmap::style

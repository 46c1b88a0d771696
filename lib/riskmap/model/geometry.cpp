// SPDX-License-Identifier: MIT
#include <riskmap/model/geometry.hpp>

namespace riskmap::model {
namespace {

void extend(geo::LonLatBox& box, const Line& line) {
  for (const auto& place : line) box.extend(place.lon, place.lat);
}

}  // namespace

geo::LonLatBox Geometry::box() const {
  geo::LonLatBox box;
  extend(box, points);
  for (const auto& line : lines) extend(box, line);
  for (const auto& polygon : polygons) extend(box, polygon.outer);
  return box;
}

Geometry make_point(geo::LonLat place) {
  Geometry made;
  made.kind = Geometry::Kind::point;
  made.points = {place};
  return made;
}

}  // namespace riskmap::model

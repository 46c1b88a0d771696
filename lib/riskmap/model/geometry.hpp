// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/geo/box.hpp>

#include <vector>

namespace riskmap::model {

/// A path or ring of places. Rings are closed: the first point stands again at the end.
using Line = std::vector<geo::LonLat>;

struct Polygon {
  Line outer;
  std::vector<Line> holes;
};

/// A geometry in WGS 84 longitude/latitude with finite, valid coordinates. Always "multi": one part is a list of one.
/// Only the list that `kind` names is filled.
struct Geometry {
  enum class Kind : unsigned char { none, point, line, polygon };
  Kind kind = Kind::none;
  std::vector<geo::LonLat> points;
  std::vector<Line> lines;
  std::vector<Polygon> polygons;

  geo::LonLatBox box() const;
};

Geometry make_point(geo::LonLat place);

}  // namespace riskmap::model

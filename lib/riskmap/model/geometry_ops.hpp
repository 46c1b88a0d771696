// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/base/quantity.hpp>
#include <riskmap/model/geometry.hpp>

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace riskmap::model {

/// An area prepared for many questions. Immutable and thread-safe. contains() looks at the edges that cross one thin
/// row of latitude (well below 1 µs for a country's outline), nearest() at rows no further away than the answer.
class Area {
 public:
  /// The union of the polygons of `parts`, made valid first; shared borders dissolve. Other kinds are passed over.
  /// \throws DataError if there is no polygon or GEOS cannot make one valid
  explicit Area(const std::vector<const Geometry*>& parts);
  ~Area();
  Area(Area&&) noexcept;
  Area& operator=(Area&&) noexcept;

  /// Even-odd; a place exactly on the boundary may fall on either side.
  bool contains(geo::LonLat place) const;
  /// True if the area and the box have a place in common; edges are straight in degrees.
  bool touches(const geo::LonLatBox& box) const;
  /// True if all of the box lies in the area, away from its edge.
  bool covers(const geo::LonLatBox& box) const;
  /// The nearest place of the area and its geodesic distance; the place itself, 0, if inside. Which edge is nearest is
  /// decided on a plane with longitude scaled by the cosine of the latitude halfway, good to 1e-3 within some hundred
  /// km.
  std::pair<geo::LonLat, Metres> nearest(geo::LonLat place) const;
  /// The dissolved outline.
  const std::vector<Polygon>& polygons() const;
  geo::LonLatBox box() const;
  /// Square metres on the ellipsoid.
  double area() const;

 private:
  struct Prepared;
  std::unique_ptr<Prepared> m_prepared;
};

/// Why a geometry is invalid (GEOS's reason and place, "Self-intersection at 67.1,24.8"), or nullopt if it is valid
/// (OGC Simple Features).
std::optional<std::string> why_invalid(const Geometry& geometry);
/// A valid geometry of the same kind that covers the same places (GEOS MakeValid, structure method); Kind::none if
/// nothing of that kind is left. \throws DataError for a ring that is not closed
Geometry make_valid(const Geometry& geometry);
/// A place surely inside the largest polygon, far from its edge (pole of inaccessibility, within `tolerance_degrees`).
std::optional<geo::LonLat> label_point(const Geometry& geometry, double tolerance_degrees = 0.01);

}  // namespace riskmap::model

// SPDX-License-Identifier: MIT
#include <riskmap/model/geometry_ops.hpp>

#include <riskmap/base/error.hpp>
#include <riskmap/geo/geodesic.hpp>
#include <riskmap/model/detail/edge_index.hpp>
#include <riskmap/model/detail/geos.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace riskmap::model {
namespace {

using detail::geos;

/// GEOS's text and the place it means; GEOS allocated the reason.
std::string invalidity(const GEOSGeometry* geometry) {
  char* reason = nullptr;
  GEOSGeometry* where = nullptr;
  GEOSisValidDetail_r(geos(), geometry, 0, &reason, &where);
  const detail::GeosGeometry place(where);
  std::string text = reason == nullptr ? "invalid" : reason;
  GEOSFree_r(geos(), reason);
  double x = 0, y = 0;
  const bool known =
      place && GEOSGeomGetX_r(geos(), place.get(), &x) == 1 && GEOSGeomGetY_r(geos(), place.get(), &y) == 1;
  return known ? fmt::format("{} at {},{}", text, x, y) : text;
}

const Polygon* largest(const std::vector<Polygon>& polygons) {
  const auto size = [](const Polygon& p) {
    return p.outer.size() < 4 ? 0.0 : geo::ring_area(p.outer.data(), p.outer.size() - 1);
  };
  const Polygon* best = nullptr;
  double most = 0;
  for (const auto& polygon : polygons) {
    const double area = size(polygon);
    if (area > most) most = area, best = &polygon;
  }
  return best;
}

/// Degrees of longitude as wide as degrees of latitude, so that "far from the edge" is meant on the ground.
Polygon scaled(Polygon polygon, double factor) {
  for (auto& place : polygon.outer) place.lon *= factor;
  for (auto& hole : polygon.holes) {
    for (auto& place : hole) place.lon *= factor;
  }
  return polygon;
}

/// The centre of the largest circle inside. GEOS fills the box with squares of its shorter side: a thread has too many.
detail::GeosGeometry circle_centre(const Polygon& plane, const GEOSGeometry* geometry, double tolerance) {
  geo::LonLatBox box;
  for (const auto& place : plane.outer) box.extend(place.lon, place.lat);
  const double longer = std::max(box.width(), box.height()), shorter = std::min(box.width(), box.height());
  if (shorter * 1000.0 < longer) return nullptr;
  const detail::GeosGeometry radius(GEOSMaximumInscribedCircle_r(geos(), geometry, std::min(tolerance, longer / 50.0)));
  return detail::GeosGeometry(radius ? GEOSGeomGetStartPoint_r(geos(), radius.get()) : nullptr);
}

std::optional<geo::LonLat> only_point(const detail::GeosGeometry& geometry) {
  if (!geometry) return std::nullopt;
  const auto made = detail::from_geos(geometry.get());
  if (made.points.empty() || !std::isfinite(made.points[0].lon) || !std::isfinite(made.points[0].lat))
    return std::nullopt;
  return made.points[0];
}

}  // namespace

std::optional<std::string> why_invalid(const Geometry& geometry) {
  try {
    const auto made = detail::to_geos(geometry);
    if (GEOSisValid_r(geos(), made.get()) == 1) return std::nullopt;
    return invalidity(made.get());
  } catch (const DataError& error) {  // a ring that GEOS refuses to hold at all
    return error.mistakes().front().message;
  }
}

Geometry make_valid(const Geometry& geometry) {
  auto made = detail::from_geos(detail::made_valid(detail::to_geos(geometry)).get());
  return made.kind == geometry.kind ? made : Geometry{};
}

std::optional<geo::LonLat> label_point(const Geometry& geometry, double tolerance_degrees) {
  const Polygon* polygon = largest(geometry.polygons);
  if (polygon == nullptr) return std::nullopt;
  const double middle = 0.5 * (geometry.box().min_y + geometry.box().max_y);
  const double factor = std::max(0.01, std::cos(middle * geo::degrees_to_radians));
  const auto valid = detail::from_geos(detail::made_valid(detail::to_geos(scaled(*polygon, factor))).get());
  const Polygon* plane = largest(valid.polygons);
  if (plane == nullptr) return std::nullopt;
  const auto whole = detail::to_geos(*plane);
  auto place = only_point(circle_centre(*plane, whole.get(), tolerance_degrees));
  if (!place || !detail::EdgeIndex({*plane}).contains(*place)) {
    place = only_point(detail::GeosGeometry(GEOSPointOnSurface_r(geos(), whole.get())));
  }
  if (place) place->lon /= factor;
  return place;
}

}  // namespace riskmap::model

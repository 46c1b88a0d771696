// SPDX-License-Identifier: MIT
#include <riskmap/model/geometry_ops.hpp>

#include <riskmap/base/error.hpp>
#include <riskmap/geo/geodesic.hpp>
#include <riskmap/model/detail/edge_index.hpp>
#include <riskmap/model/detail/geos.hpp>

namespace riskmap::model {
namespace {

std::vector<Polygon> dissolve(const std::vector<const Geometry*>& parts) {
  std::vector<GEOSGeometry*> raw;
  std::vector<detail::GeosGeometry> valid;
  for (const auto* part : parts) {
    if (part->kind == Geometry::Kind::polygon) valid.push_back(detail::made_valid(detail::to_geos(*part)));
  }
  for (auto& one : valid) raw.push_back(one.release());
  const auto all = detail::checked(GEOSGeom_createCollection_r(detail::geos(), GEOS_GEOMETRYCOLLECTION, raw.data(),
                                                               static_cast<unsigned>(raw.size())),
                                   "an area");
  return detail::from_geos(
             detail::checked(GEOSUnaryUnion_r(detail::geos(), all.get()), "an area cannot be dissolved").get())
      .polygons;
}

double ring_area(const Line& ring) { return ring.empty() ? 0.0 : geo::ring_area(ring.data(), ring.size() - 1); }

}  // namespace

struct Area::Prepared {
  explicit Prepared(std::vector<Polygon> dissolved) : polygons(std::move(dissolved)), edges(polygons) {
    for (const auto& polygon : polygons) {
      for (const auto& place : polygon.outer) box.extend(place.lon, place.lat);
    }
  }
  std::vector<Polygon> polygons;
  detail::EdgeIndex edges;
  geo::LonLatBox box;
};

Area::Area(const std::vector<const Geometry*>& parts) : m_prepared(std::make_unique<Prepared>(dissolve(parts))) {
  if (m_prepared->polygons.empty()) throw DataError("an area needs at least one polygon");
}
Area::~Area() = default;
Area::Area(Area&&) noexcept = default;
Area& Area::operator=(Area&&) noexcept = default;

bool Area::contains(geo::LonLat place) const {
  return m_prepared->box.contains(place.lon, place.lat) && m_prepared->edges.contains(place);
}

bool Area::touches(const geo::LonLatBox& box) const {
  return m_prepared->box.intersects(box) && (m_prepared->edges.crosses(box) || contains({box.min_x, box.min_y}));
}

bool Area::covers(const geo::LonLatBox& box) const {
  return contains({box.min_x, box.min_y}) && !m_prepared->edges.crosses(box);
}

std::pair<geo::LonLat, Metres> Area::nearest(geo::LonLat place) const {
  if (contains(place)) return {place, Metres(0.0)};
  const auto there = m_prepared->edges.nearest(place);
  return {there, geo::geodesic(place, there).length};
}

const std::vector<Polygon>& Area::polygons() const { return m_prepared->polygons; }

geo::LonLatBox Area::box() const { return m_prepared->box; }

double Area::area() const {
  double sum = 0;
  for (const auto& polygon : m_prepared->polygons) {
    sum += ring_area(polygon.outer);
    for (const auto& hole : polygon.holes) sum -= ring_area(hole);
  }
  return sum;
}

}  // namespace riskmap::model

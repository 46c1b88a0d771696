// SPDX-License-Identifier: MIT
#include <riskmap/model/detail/geos.hpp>

#include <riskmap/base/error.hpp>

namespace riskmap::model::detail {
namespace {

struct Context {
  GEOSContextHandle_t handle = GEOS_init_r();
  std::string last_message;
  Context() {
    GEOSContext_setErrorMessageHandler_r(
        handle, [](const char* message, void* self) { static_cast<Context*>(self)->last_message = message; }, this);
  }
  Context(const Context&) = delete;
  Context& operator=(const Context&) = delete;
  ~Context() { GEOS_finish_r(handle); }
};

Context& context() {
  thread_local Context made;
  return made;
}

static_assert(sizeof(geo::LonLat) == 2 * sizeof(double), "a Line is handed to GEOS as interleaved doubles");

GEOSCoordSequence* to_sequence(const Line& line) {
  const auto* numbers = reinterpret_cast<const double*>(line.data());
  auto* made = GEOSCoordSeq_copyFromBuffer_r(geos(), numbers, static_cast<unsigned>(line.size()), 0, 0);
  if (made == nullptr) fail_geos("coordinates");
  return made;
}

Line from_sequence(const GEOSGeometry* geometry) {
  const auto* sequence = GEOSGeom_getCoordSeq_r(geos(), geometry);
  unsigned size = 0;
  if (sequence == nullptr || GEOSCoordSeq_getSize_r(geos(), sequence, &size) == 0) fail_geos("coordinates");
  Line line(size);
  GEOSCoordSeq_copyToBuffer_r(geos(), sequence, reinterpret_cast<double*>(line.data()), 0, 0);
  return line;
}

GeosGeometry to_ring(const Line& line) {
  return checked(GEOSGeom_createLinearRing_r(geos(), to_sequence(line)), "a ring");
}

/// GEOS takes the parts over, whether or not it succeeds.
GeosGeometry collect(int type, std::vector<GeosGeometry> parts) {
  std::vector<GEOSGeometry*> raw;
  for (auto& part : parts) raw.push_back(part.release());
  return checked(GEOSGeom_createCollection_r(geos(), type, raw.data(), static_cast<unsigned>(raw.size())),
                 "a geometry");
}

Polygon from_polygon(const GEOSGeometry* geometry) {
  Polygon polygon{from_sequence(GEOSGetExteriorRing_r(geos(), geometry)), {}};
  const int holes = GEOSGetNumInteriorRings_r(geos(), geometry);
  for (int i = 0; i < holes; ++i) polygon.holes.push_back(from_sequence(GEOSGetInteriorRingN_r(geos(), geometry, i)));
  return polygon;
}

void add_parts(Geometry& into, const GEOSGeometry* geometry) {
  if (GEOSisEmpty_r(geos(), geometry) != 0) return;
  switch (GEOSGeomTypeId_r(geos(), geometry)) {
    case GEOS_POINT:
      into.points.push_back(from_sequence(geometry).front());
      break;
    case GEOS_LINESTRING:
    case GEOS_LINEARRING:
      into.lines.push_back(from_sequence(geometry));
      break;
    case GEOS_POLYGON:
      into.polygons.push_back(from_polygon(geometry));
      break;
    default: {
      const int count = GEOSGetNumGeometries_r(geos(), geometry);
      for (int i = 0; i < count; ++i) add_parts(into, GEOSGetGeometryN_r(geos(), geometry, i));
    }
  }
}

}  // namespace

GEOSContextHandle_t geos() { return context().handle; }

void fail_geos(const std::string& what) { throw DataError(what + ": " + context().last_message); }

GeosGeometry checked(GEOSGeometry* made, const std::string& what) {
  if (made == nullptr) fail_geos(what);
  return GeosGeometry(made);
}

GeosGeometry to_geos(const Polygon& polygon) {
  auto outer = to_ring(polygon.outer);
  std::vector<GeosGeometry> holes;
  for (const auto& hole : polygon.holes) holes.push_back(to_ring(hole));
  std::vector<GEOSGeometry*> raw;
  for (auto& hole : holes) raw.push_back(hole.release());
  return checked(GEOSGeom_createPolygon_r(geos(), outer.release(), raw.data(), static_cast<unsigned>(raw.size())),
                 "a polygon");
}

GeosGeometry to_geos(const Geometry& geometry) {
  std::vector<GeosGeometry> parts;
  switch (geometry.kind) {
    case Geometry::Kind::none:
      return collect(GEOS_GEOMETRYCOLLECTION, {});
    case Geometry::Kind::point:
      for (const auto& p : geometry.points)
        parts.push_back(checked(GEOSGeom_createPointFromXY_r(geos(), p.lon, p.lat), "a point"));
      return collect(GEOS_MULTIPOINT, std::move(parts));
    case Geometry::Kind::line:
      for (const auto& line : geometry.lines) {
        parts.push_back(checked(GEOSGeom_createLineString_r(geos(), to_sequence(line)), "a line"));
      }
      return collect(GEOS_MULTILINESTRING, std::move(parts));
    case Geometry::Kind::polygon:
      break;
  }
  for (const auto& polygon : geometry.polygons) parts.push_back(to_geos(polygon));
  return collect(GEOS_MULTIPOLYGON, std::move(parts));
}

Geometry from_geos(const GEOSGeometry* geometry) {
  Geometry made;
  add_parts(made, geometry);
  if (!made.polygons.empty())
    made.kind = Geometry::Kind::polygon;
  else if (!made.lines.empty())
    made.kind = Geometry::Kind::line;
  else if (!made.points.empty())
    made.kind = Geometry::Kind::point;
  if (made.kind != Geometry::Kind::point) made.points.clear();
  if (made.kind != Geometry::Kind::line) made.lines.clear();
  return made;
}

GeosGeometry made_valid(GeosGeometry geometry) {
  if (GEOSisValid_r(geos(), geometry.get()) == 1) return geometry;
  auto* parameters = GEOSMakeValidParams_create_r(geos());
  GEOSMakeValidParams_setMethod_r(geos(), parameters, GEOS_MAKE_VALID_STRUCTURE);
  GEOSMakeValidParams_setKeepCollapsed_r(geos(), parameters, 0);
  auto* made = GEOSMakeValidWithParams_r(geos(), geometry.get(), parameters);
  GEOSMakeValidParams_destroy_r(geos(), parameters);
  return checked(made, "GEOS cannot make a geometry valid");
}

}  // namespace riskmap::model::detail

// SPDX-License-Identifier: MIT
#include <riskmap/io/detail/ogr_geometry.hpp>

#include <riskmap/io/detail/place_check.hpp>
#include <riskmap/io/detail/text.hpp>

#include <fmt/format.h>

#include <cmath>
#include <memory>

namespace riskmap::io::detail {
namespace {

struct GeometryDeleter {
  void operator()(OGRGeometryH geometry) const { OGR_G_DestroyGeometry(geometry); }
};
using Owned = std::unique_ptr<std::remove_pointer_t<OGRGeometryH>, GeometryDeleter>;

constexpr int deepest_collection = 32;

/// Collects parts of all kinds; stops at the first complaint.
class Collector {
 public:
  Collector(const geo::Transform& transform, model::Geometry& into) : m_transform(transform), m_into(into) {}

  bool add(OGRGeometryH geometry, int depth = 0) {
    if (OGR_G_IsEmpty(geometry) != 0) return true;
    if (depth > deepest_collection) return complain("geometry unreadable", "collections are nested too deeply");
    switch (wkbFlatten(OGR_G_GetGeometryType(geometry))) {
      case wkbPoint:
        return add_point(geometry);
      case wkbLineString:
      case wkbLinearRing:
        return add_line(geometry);
      case wkbPolygon:
      case wkbTriangle:
        return add_polygon(geometry);
      default:
        return add_children(geometry, depth);
    }
  }

  const std::optional<Complaint>& complaint() const { return m_complaint; }

 private:
  bool complain(const std::string& reason, const std::string& message) {
    m_complaint = Complaint{"geometry", reason, message};
    return false;
  }

  bool convert(double x, double y, geo::LonLat& place) {
    if (!std::isfinite(x) || !std::isfinite(y)) {
      const bool across = !std::isfinite(x);
      m_complaint =
          Complaint{across ? "longitude" : "latitude", across ? "longitude not a number" : "latitude not a number",
                    with_value("not a finite number", fmt::format("{}", across ? x : y))};
      return false;
    }
    const auto there = to_place(x, y, m_transform);
    if (!there)
      return complain("outside its projection",
                      with_value("no such place in its projection", fmt::format("{}, {}", x, y)));
    place = *there;
    return true;
  }

  bool read_line(OGRGeometryH geometry, model::Line& line) {
    const int count = OGR_G_GetPointCount(geometry);
    line.resize(static_cast<std::size_t>(count));
    for (int i = 0; i < count; ++i) {
      double x = 0, y = 0, z = 0;
      OGR_G_GetPoint(geometry, i, &x, &y, &z);
      if (!convert(x, y, line[static_cast<std::size_t>(i)])) return false;
    }
    return true;
  }

  bool read_ring(OGRGeometryH geometry, model::Line& ring) {
    if (!read_line(geometry, ring)) return false;
    if (!ring.empty() && ring.front() != ring.back()) ring.push_back(ring.front());
    return ring.size() >= 4 ||
           complain("ring too short", fmt::format("a ring of {} points, closed; it needs 4", ring.size()));
  }

  bool add_point(OGRGeometryH geometry) {
    geo::LonLat place;
    if (!convert(OGR_G_GetX(geometry, 0), OGR_G_GetY(geometry, 0), place)) return false;
    m_into.points.push_back(place);
    return true;
  }

  bool add_line(OGRGeometryH geometry) {
    model::Line line;
    if (!read_line(geometry, line)) return false;
    if (line.size() < 2) return complain("line too short", "a line of one point");
    m_into.lines.push_back(std::move(line));
    return true;
  }

  bool add_polygon(OGRGeometryH geometry) {
    model::Polygon polygon;
    if (!read_ring(OGR_G_GetGeometryRef(geometry, 0), polygon.outer)) return false;
    for (int i = 1; i < OGR_G_GetGeometryCount(geometry); ++i) {
      model::Line hole;
      if (!read_ring(OGR_G_GetGeometryRef(geometry, i), hole)) return false;
      polygon.holes.push_back(std::move(hole));
    }
    m_into.polygons.push_back(std::move(polygon));
    return true;
  }

  bool add_children(OGRGeometryH geometry, int depth) {
    for (int i = 0; i < OGR_G_GetGeometryCount(geometry); ++i) {
      if (!add(OGR_G_GetGeometryRef(geometry, i), depth + 1)) return false;
    }
    return true;
  }

  const geo::Transform& m_transform;
  model::Geometry& m_into;
  std::optional<Complaint> m_complaint;
};

/// Only the list of the highest dimension stays.
void settle_kind(model::Geometry& geometry) {
  using Kind = model::Geometry::Kind;
  if (!geometry.polygons.empty())
    geometry.kind = Kind::polygon;
  else if (!geometry.lines.empty())
    geometry.kind = Kind::line;
  else if (!geometry.points.empty())
    geometry.kind = Kind::point;
  if (geometry.kind != Kind::line) geometry.lines.clear();
  if (geometry.kind != Kind::point) geometry.points.clear();
}

/// GDAL's "empty point" is how a point of NaNs arrives (GeoPackage has no other way to write one).
bool is_nan_point(OGRGeometryH geometry) { return wkbFlatten(OGR_G_GetGeometryType(geometry)) == wkbPoint; }

}  // namespace

std::optional<Complaint> to_geometry(OGRGeometryH geometry, const geo::Transform& transform, model::Geometry& into) {
  if (geometry == nullptr) return Complaint{"geometry", "no geometry", "has no geometry"};
  if (OGR_G_IsEmpty(geometry) != 0) {
    return Complaint{"geometry", "no geometry",
                     is_nan_point(geometry) ? "a point without finite coordinates" : "an empty geometry"};
  }
  Owned straight;
  if (OGR_G_HasCurveGeometry(geometry, 1) != 0) {
    straight.reset(OGR_G_GetLinearGeometry(geometry, 0.0, nullptr));
    if (!straight) return Complaint{"geometry", "geometry unreadable", "its curves cannot be made lines"};
  }
  Collector collector(transform, into);
  if (!collector.add(straight ? straight.get() : geometry)) return collector.complaint();
  settle_kind(into);
  if (into.kind == model::Geometry::Kind::none) return Complaint{"geometry", "no geometry", "an empty geometry"};
  return std::nullopt;
}

}  // namespace riskmap::io::detail

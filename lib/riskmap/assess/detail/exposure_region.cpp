// SPDX-License-Identifier: MIT
#include <riskmap/assess/detail/exposure_region.hpp>

#include <riskmap/geo/geodesic.hpp>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace riskmap::assess::detail {
namespace {

using geo::LonLat;
using model::Line;

constexpr int corners = 240;
constexpr double semi_major = 6378137.0;
constexpr double flattening = 1.0 / 298.257223563;
constexpr double eccentricity2 = flattening * (2.0 - flattening);

/// Square metres per radian of longitude between the equator and a latitude: the integral of M N cos φ.
double area_function(double lat) {
  const double e = std::sqrt(eccentricity2), s = std::sin(lat * geo::degrees_to_radians);
  return 0.5 * semi_major * semi_major * (1.0 - eccentricity2) *
         (s / (1.0 - eccentricity2 * s * s) + std::atanh(e * s) / e);
}

/// Square metres per square degree.
double area_density(double lat) {
  const double radius = geo::gaussian_radius(lat).value() * geo::degrees_to_radians;
  return radius * radius * std::cos(lat * geo::degrees_to_radians);
}

/// Twice the signed area and six times the first moments of rings, in degrees about an origin.
struct Moments {
  double area = 0, lon = 0, lat = 0;
};

Moments moments_of(const std::vector<Line>& rings, LonLat origin) {
  Moments sum;
  for (const auto& ring : rings) {
    for (std::size_t i = 0; i < ring.size(); ++i) {
      const auto& p = ring[i];
      const auto& q = ring[i + 1 < ring.size() ? i + 1 : 0];
      const double ax = p.lon - origin.lon, ay = p.lat - origin.lat, bx = q.lon - origin.lon, by = q.lat - origin.lat;
      const double cross = ax * by - bx * ay;
      sum.area += cross;
      sum.lon += (ax + bx) * cross;
      sum.lat += (ay + by) * cross;
    }
  }
  return sum;
}

Line oriented(Line ring, bool counterclockwise) {
  if (ring.size() > 1 && ring.front() == ring.back()) ring.pop_back();
  if (!ring.empty() && (moments_of({ring}, ring.front()).area > 0) != counterclockwise)
    std::reverse(ring.begin(), ring.end());
  return ring;
}

/// The side of a line that is kept: where x·lon + y·lat ≥ at.
struct HalfPlane {
  double x, y, at;
  double side(LonLat p) const { return x * p.lon + y * p.lat - at; }
};

Line cut(const Line& ring, const HalfPlane& keep) {
  Line out;
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const auto& p = ring[i];
    const auto& q = ring[i + 1 < ring.size() ? i + 1 : 0];
    const double a = keep.side(p), b = keep.side(q);
    if (a >= 0) out.push_back(p);
    if ((a >= 0) == (b >= 0)) continue;
    const double t = a / (a - b);
    out.push_back({p.lon + t * (q.lon - p.lon), p.lat + t * (q.lat - p.lat)});
  }
  return out;
}

std::vector<Line> cut(const std::vector<Line>& rings, const HalfPlane& keep) {
  std::vector<Line> out;
  for (const auto& ring : rings) {
    auto left = cut(ring, keep);
    if (left.size() > 2) out.push_back(std::move(left));
  }
  return out;
}

geo::LonLatBox box_of(const std::vector<Line>& rings) {
  geo::LonLatBox box;
  for (const auto& ring : rings) {
    for (const auto& p : ring) box.extend(p.lon, p.lat);
  }
  return box;
}

std::vector<Line> cut_to(std::vector<Line> rings, const geo::LonLatBox& box) {
  for (const HalfPlane& side : {HalfPlane{1, 0, box.min_x}, HalfPlane{-1, 0, -box.max_x}, HalfPlane{0, 1, box.min_y},
                                HalfPlane{0, -1, -box.max_y}})
    rings = cut(rings, side);
  return rings;
}

void visit_piece(const std::vector<Line>& rings, const Region::Visitor& visit) {
  const LonLat origin = rings.front().front();
  const auto moments = moments_of(rings, origin);
  if (!(moments.area > 0)) return;
  const LonLat centroid{origin.lon + moments.lon / (3 * moments.area), origin.lat + moments.lat / (3 * moments.area)};
  visit(centroid, 0.5 * moments.area * area_density(centroid.lat));
}

/// Halves the longer side, on the ground, until it is no longer than size.
void split(const std::vector<Line>& rings, double size, const Region::Visitor& visit) {
  if (rings.empty()) return;
  const auto box = box_of(rings);
  const double lat = 0.5 * (box.min_y + box.max_y);
  const double metres = geo::gaussian_radius(lat).value() * geo::degrees_to_radians;
  const double width = box.width() * metres * std::cos(lat * geo::degrees_to_radians), height = box.height() * metres;
  if (std::max(width, height) <= size) return visit_piece(rings, visit);
  const double lon = 0.5 * (box.min_x + box.max_x);
  const auto first = width >= height ? HalfPlane{-1, 0, -lon} : HalfPlane{0, -1, -lat};
  split(cut(rings, first), size, visit);
  split(cut(rings, HalfPlane{-first.x, -first.y, -first.at}), size, visit);
}

}  // namespace

Region::Region(const std::vector<model::Polygon>& polygons) {
  for (const auto& polygon : polygons) {
    m_rings.push_back(oriented(polygon.outer, true));
    for (const auto& hole : polygon.holes) m_rings.push_back(oriented(hole, false));
  }
}

Region Region::disc(LonLat centre, Metres radius) {
  constexpr double step = 2 * std::numbers::pi / corners;
  const Metres corner = radius * std::sqrt(step / std::sin(step));
  Line ring;
  for (int i = 0; i < corners; ++i) {
    auto p = geo::travel(centre, -360.0 * i / corners, corner);
    p.lon = centre.lon + std::remainder(p.lon - centre.lon, 360.0);
    ring.push_back(p);
  }
  Region made;
  made.m_rings.push_back(std::move(ring));
  return made;
}

Region Region::within(const Region& convex) const {
  Region out;
  const auto& ring = convex.m_rings.front();
  out.m_rings = cut_to(m_rings, box_of(convex.m_rings));
  for (std::size_t i = 0; i < ring.size() && !out.empty(); ++i) {
    const auto& p = ring[i];
    const auto& q = ring[i + 1 < ring.size() ? i + 1 : 0];
    const double x = p.lat - q.lat, y = q.lon - p.lon;  // points to the left
    out.m_rings = cut(out.m_rings, HalfPlane{x, y, x * p.lon + y * p.lat});
  }
  return out;
}

double Region::area() const {
  double sum = 0;
  for (const auto& ring : m_rings) {
    for (std::size_t i = 0; i < ring.size(); ++i) {
      const auto& p = ring[i];
      const auto& q = ring[i + 1 < ring.size() ? i + 1 : 0];
      const double middle = area_function(0.5 * (p.lat + q.lat));
      sum -= (q.lon - p.lon) * (area_function(p.lat) + 4 * middle + area_function(q.lat));
    }
  }
  return std::max(0.0, sum / 6 * geo::degrees_to_radians);
}

void Region::for_each_piece(Metres size, const Visitor& visit) const { split(m_rings, size.value(), visit); }

}  // namespace riskmap::assess::detail

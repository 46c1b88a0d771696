// SPDX-License-Identifier: MIT
#include <riskmap/model/overlay.hpp>

#include <riskmap/geo/geodesic.hpp>
#include <riskmap/model/detail/edge_index.hpp>
#include <riskmap/model/detail/geos.hpp>

#include <algorithm>

namespace riskmap::model {
namespace {

using detail::checked;
using detail::geos;
using detail::GeosGeometry;

/// All rings cut where they cross, each stretch once.
GeosGeometry noded(const std::vector<Outline>& outlines) {
  Geometry rings;
  rings.kind = Geometry::Kind::line;
  for (const auto& outline : outlines) rings.lines.insert(rings.lines.end(), outline.begin(), outline.end());
  const auto lines = detail::to_geos(rings);
  return checked(GEOSUnaryUnion_r(geos(), lines.get()), "outlines cannot be cut along each other");
}

/// The bounded pieces of the plane between the lines.
std::vector<Polygon> pieces_between(const GeosGeometry& lines) {
  const GEOSGeometry* one[] = {lines.get()};
  const auto made = checked(GEOSPolygonize_r(geos(), one, 1), "outlines bound no pieces");
  return detail::from_geos(made.get()).polygons;
}

std::vector<detail::EdgeIndex> indexes_of(const std::vector<Outline>& outlines) {
  std::vector<detail::EdgeIndex> indexes;
  for (const auto& outline : outlines) {
    std::vector<Polygon> rings;  // even-odd: which is a hole of which does not matter
    for (const auto& ring : outline) rings.push_back({ring, {}});
    indexes.emplace_back(rings);
  }
  return indexes;
}

geo::LonLat place_in(const Polygon& piece) {
  const auto geometry = detail::to_geos(piece);
  const auto point = checked(GEOSPointOnSurface_r(geos(), geometry.get()), "a piece has no inside");
  const auto made = detail::from_geos(point.get());
  return made.points.empty() ? piece.outer.front() : made.points.front();
}

/// From its south-west vertex: so neighbours that share a whole ring begin it alike, and whoever simplifies each by
/// itself leaves no gap.
void begin_south_west(Line& ring) {
  if (ring.size() < 4) return;
  ring.pop_back();
  const auto before = [](geo::LonLat a, geo::LonLat b) { return a.lon != b.lon ? a.lon < b.lon : a.lat < b.lat; };
  std::rotate(ring.begin(), std::min_element(ring.begin(), ring.end(), before), ring.end());
  ring.push_back(ring.front());
}

/// Pieces that share whole edges become one where they touch.
Geometry joined(const std::vector<Polygon>& pieces) {
  if (pieces.empty()) return {};
  Geometry all;
  all.kind = Geometry::Kind::polygon;
  all.polygons = pieces;
  const auto coverage = detail::to_geos(all);
  GeosGeometry made(GEOSCoverageUnion_r(geos(), coverage.get()));
  if (!made || GEOSisValid_r(geos(), made.get()) != 1)
    made = checked(GEOSUnaryUnion_r(geos(), coverage.get()), "pieces cannot be joined");
  auto whole = detail::from_geos(made.get());
  for (auto& polygon : whole.polygons) {
    begin_south_west(polygon.outer);
    for (auto& hole : polygon.holes) begin_south_west(hole);
  }
  return whole;
}

double ring_area(const Line& ring) { return ring.size() < 4 ? 0.0 : geo::ring_area(ring.data(), ring.size() - 1); }

}  // namespace

std::vector<Geometry> overlay(const std::vector<Outline>& outlines, std::size_t classes,
                              const std::function<std::optional<std::size_t>(const std::vector<bool>&)>& class_of) {
  const auto indexes = indexes_of(outlines);
  std::vector<std::vector<Polygon>> pieces(classes);
  std::vector<bool> inside(outlines.size());
  for (auto& piece : pieces_between(noded(outlines))) {
    const auto place = place_in(piece);
    for (std::size_t i = 0; i < outlines.size(); ++i) inside[i] = indexes[i].contains(place);
    if (const auto found = class_of(inside)) pieces.at(*found).push_back(std::move(piece));
  }
  std::vector<Geometry> made;
  for (const auto& list : pieces) made.push_back(joined(list));
  return made;
}

Outline outline_of(const std::vector<Polygon>& polygons) {
  Outline outline;
  for (const auto& polygon : polygons) {
    outline.push_back(polygon.outer);
    outline.insert(outline.end(), polygon.holes.begin(), polygon.holes.end());
  }
  return outline;
}

double area_of(const Geometry& geometry) {
  double sum = 0;
  for (const auto& polygon : geometry.polygons) {
    sum += ring_area(polygon.outer);
    for (const auto& hole : polygon.holes) sum -= ring_area(hole);
  }
  return sum;
}

}  // namespace riskmap::model

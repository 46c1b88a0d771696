// SPDX-License-Identifier: MIT
#include <riskmap/style/detail/distance.hpp>

#include <riskmap/style/detail/geojson.hpp>
#include <riskmap/style/detail/tile_grid.hpp>
#include <riskmap/style/parser.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <limits>

namespace riskmap::style::operators {
namespace {

constexpr double endless = std::numeric_limits<double>::infinity();

struct Target {
  GeoJsonPart::Kind kind;
  PlaneRings lines;
};

double measure(const PointSet& from, const Target& to, const CheapRuler& ruler, double known) {
  if (to.kind == GeoJsonPart::Kind::polygon) return distance_between(from, to.lines, ruler, known);
  return distance_between(from, {to.lines[0], to.kind == GeoJsonPart::Kind::line}, ruler, known);
}

double measure(const PlaneRings& polygon, const Target& to, const CheapRuler& ruler, double known) {
  if (to.kind == GeoJsonPart::Kind::polygon) return distance_between(polygon, to.lines, ruler, known);
  return distance_between({to.lines[0], to.kind == GeoJsonPart::Kind::line}, polygon, ruler, known);
}

PlaneLine snapped(const model::Line& line, const TileGrid& grid) {
  PlaneLine out;
  for (const auto& place : line) out.push_back(grid.snapped(place));
  return out;
}

class Distance final : public Node {
 public:
  explicit Distance(std::vector<Target> targets)
      : Node(Kind::number, {}, Role::plain, {.feature = true}), m_targets(std::move(targets)) {}

  Value evaluate(const EvaluationContext& context) const override {
    using GeometryKind = model::Geometry::Kind;
    if (!context.feature || context.feature->geometry.kind == GeometryKind::none) return nothing();
    const auto& geometry = context.feature->geometry;
    const TileGrid grid(context.tile);
    return geometry.kind == GeometryKind::polygon ? from_polygons(geometry, grid) : from_points(geometry, grid);
  }

 private:
  static double nothing() { return std::numeric_limits<double>::quiet_NaN(); }

  // All lines of a feature count as one, as the reference has it.
  double from_points(const model::Geometry& geometry, const TileGrid& grid) const {
    PlaneLine points;
    for (const auto& line : lines_of(geometry)) {
      for (const auto& place : line) points.push_back(grid.snapped(place));
    }
    if (points.empty()) return nothing();
    const CheapRuler ruler(points[0].y);
    double least = endless;
    for (const auto& target : m_targets) {
      least = std::min(least, measure({points, geometry.kind == model::Geometry::Kind::line}, target, ruler, least));
      if (least == 0) break;
    }
    return least;
  }

  double from_polygons(const model::Geometry& geometry, const TileGrid& grid) const {
    std::vector<PlaneRings> polygons;
    for (const auto& polygon : geometry.polygons) {
      if (polygon.outer.empty()) continue;
      auto& rings = polygons.emplace_back();
      rings.push_back(snapped(polygon.outer, grid));
      for (const auto& hole : polygon.holes) {
        if (!hole.empty()) rings.push_back(snapped(hole, grid));
      }
    }
    if (polygons.empty()) return nothing();
    const CheapRuler ruler(polygons[0][0][0].y);
    double least = endless;
    for (const auto& target : m_targets) {
      for (const auto& polygon : polygons) {
        least = std::min(least, measure(polygon, target, ruler, least));
        if (least == 0) return 0;
      }
    }
    return least;
  }

  std::vector<Target> m_targets;
};

NodePtr parse_distance(Parser& parser, const Json& expression) {
  if (expression.size() != 2) {
    return parser.error(fmt::format("'distance' expression requires exactly one argument, but found {} instead.",
                                    expression.size() - 1));
  }
  const auto parts = read_geojson(expression[1]);
  if (!parts) {
    return parser.error("'distance' expression requires valid geojson object that contains polygon geometry type.");
  }
  std::vector<Target> targets;
  for (const auto& part : *parts) {
    auto& target = targets.emplace_back(Target{part.kind, {}});
    for (const auto& line : part.lines) {
      auto& points = target.lines.emplace_back();
      for (const auto& place : line) points.push_back({place.lon, place.lat});
    }
  }
  return std::make_shared<const Distance>(std::move(targets));
}

}  // namespace

extern const Operator distance{"distance", "[\"distance\", GeoJSON] -> number",
                               "The least distance in metres from the feature to the geometry.", parse_distance};

}  // namespace riskmap::style::operators

// SPDX-License-Identifier: MIT
#include <riskmap/style/detail/geojson.hpp>
#include <riskmap/style/detail/tile_grid.hpp>
#include <riskmap/style/parser.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace riskmap::style::operators {
namespace {

using Places = std::vector<std::vector<model::Line>>;  // polygons of rings

struct Polygons {
  std::vector<PlaneRings> rings;
  PlaneBox box;
};

Polygons project(const Places& places, const TileGrid& grid) {
  Polygons out;
  for (const auto& polygon : places) {
    auto& rings = out.rings.emplace_back();
    for (const auto& ring : polygon) {
      auto& line = rings.emplace_back();
      for (const auto& place : ring) line.push_back(grid.at(place));
      for (const auto& point : line) out.box.add(point);
    }
  }
  return out;
}

// Onto the copy of the world in which the polygons lie.
void shift(PlanePoint& p, const PlaneBox& box, double world) {
  if (p.x >= box.min_x && p.x <= box.max_x) return;
  const auto turn = [&](double side) {
    if (p.x - side > world / 2) return -world;
    return side - p.x > world / 2 ? world : 0.0;
  };
  const double by_west = turn(box.min_x);
  p.x += by_west != 0 ? by_west : turn(box.max_x);
}

class Within final : public Node {
 public:
  explicit Within(Places places)
      : Node(Kind::boolean, {}, Role::plain, {.feature = true}),
        m_places(std::move(places)),
        m_polygons(project(m_places, TileGrid({}))) {}

  Value evaluate(const EvaluationContext& context) const override {
    using GeometryKind = model::Geometry::Kind;
    const auto kind = context.feature ? context.feature->geometry.kind : GeometryKind::none;
    if (kind != GeometryKind::point && kind != GeometryKind::line) return false;
    const TileGrid grid(context.tile);
    const auto lines = project_feature(context.feature->geometry, grid);
    if (!context.tile) return holds(m_polygons, lines, grid.world());
    return holds(project(m_places, grid), lines, grid.world());
  }

 private:
  static PlaneRings project_feature(const model::Geometry& geometry, const TileGrid& grid) {
    PlaneRings lines;
    for (const auto& line : lines_of(geometry)) {
      auto& out = lines.emplace_back();
      for (const auto& place : line) out.push_back(grid.at(place));
    }
    return lines;
  }

  static bool holds(const Polygons& polygons, PlaneRings lines, double world) {
    const bool points = std::all_of(lines.begin(), lines.end(), [](const PlaneLine& line) { return line.size() == 1; });
    auto box = box_of(lines);
    if (points || box.max_x - box.min_x <= world / 2) {
      for (auto& line : lines) {
        for (auto& point : line) shift(point, polygons.box, world);
      }
      box = box_of(lines);
    }
    if (!is_inside(box, polygons.box)) return false;
    return std::all_of(lines.begin(), lines.end(), [&](const PlaneLine& line) {
      return std::any_of(polygons.rings.begin(), polygons.rings.end(),
                         [&](const PlaneRings& rings) { return is_within(line, rings); });
    });
  }

  Places m_places;
  Polygons m_polygons;  // on the grid used where no tile is at hand
};

NodePtr parse_within(Parser& parser, const Json& expression) {
  if (expression.size() != 2) {
    return parser.error(
        fmt::format("'within' expression requires exactly one argument, but found {} instead.", expression.size() - 1));
  }
  Places polygons;
  if (auto parts = read_geojson(expression[1])) {
    for (auto& part : *parts) {
      if (part.kind == GeoJsonPart::Kind::polygon) polygons.push_back(std::move(part.lines));
    }
  }
  if (polygons.empty()) {
    return parser.error("'within' expression requires valid geojson object that contains polygon geometry type.");
  }
  return std::make_shared<const Within>(std::move(polygons));
}

}  // namespace

extern const Operator within{"within", "[\"within\", GeoJSON] -> boolean",
                             "True if the feature, a point or a line, lies wholly within one of the polygons.",
                             parse_within};

}  // namespace riskmap::style::operators

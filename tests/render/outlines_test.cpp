// SPDX-License-Identifier: MIT
#include <riskmap/render/detail/zoom_outlines.hpp>
#include <tests/support/test.hpp>

#include <cmath>
#include <random>
#include <set>

namespace riskmap::render {
BOOST_AUTO_TEST_SUITE(render)
BOOST_AUTO_TEST_SUITE(outlines)

using detail::Outlines;
using detail::ZoomOutlines;

namespace {

constexpr double world = 512.0 * 64;

model::Line ring(const std::vector<std::pair<double, double>>& points) {
  model::Line out;
  for (const auto& [lon, lat] : points) out.push_back({lon, lat});
  out.push_back(out.front());
  return out;
}

model::FeatureLayer layer_of(const std::vector<model::Polygon>& polygons) {
  model::FeatureLayer layer;
  for (const auto& polygon : polygons) {
    auto& feature = layer.features.emplace_back();
    feature.geometry.kind = model::Geometry::Kind::polygon;
    feature.geometry.polygons.push_back(polygon);
  }
  return layer;
}

/// Two squares with a crooked border between them.
model::FeatureLayer neighbours() {
  const auto west = ring({{60, 20}, {60, 30}, {65, 30}, {64, 26}, {66, 23}, {65, 20}});
  const auto east = ring({{65, 30}, {70, 30}, {70, 20}, {65, 20}, {66, 23}, {64, 26}});
  return layer_of({{west, {}}, {east, {}}});
}

double length_of(const std::vector<detail::PixelLine>& lines) {
  double sum = 0;
  for (const auto& line : lines) sum += line.along.back();
  return sum;
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_shared_border_is_one_arc) {
  const auto layer = neighbours();
  const Outlines outlines(layer);
  BOOST_TEST(outlines.arc_count() == 3U);
  BOOST_TEST(outlines.ring(layer.features[0], 0).size() == 2U);
  BOOST_TEST(outlines.ring(layer.features[1], 0).size() == 2U);
}

BOOST_AUTO_TEST_CASE(an_island_and_the_hole_it_fills_are_one_arc_wherever_they_begin) {
  const auto lake = ring({{62, 22}, {64, 22}, {64, 24}, {62, 24}});
  auto island = ring({{64, 24}, {62, 24}, {62, 22}, {64, 22}});
  const auto land = ring({{60, 20}, {70, 20}, {70, 30}, {60, 30}});
  BOOST_TEST(Outlines(layer_of({{land, {lake}}, {island, {}}})).arc_count() == 2U);
  std::reverse(island.begin(), island.end());
  BOOST_TEST(Outlines(layer_of({{land, {lake}}, {island, {}}})).arc_count() == 2U);
}

BOOST_AUTO_TEST_CASE(lines_of_neighbours_draw_the_border_once_and_join_where_they_meet) {
  const auto layer = neighbours();
  detail::OutlineStore store;
  ZoomOutlines zoom(store, world);
  ZoomOutlines::Lines both(zoom, layer), west(zoom, layer), east(zoom, layer);
  both.add(layer.features[0]);
  both.add(layer.features[1]);
  west.add(layer.features[0]);
  east.add(layer.features[1]);
  BOOST_TEST(west.lines.size() == 1U);
  BOOST_TEST(both.lines.size() == 2U);
  BOOST_TEST(both.corners.size() == 2U);
  BOOST_TEST(west.corners.size() == 0U);
  const double border = length_of(west.lines) + length_of(east.lines) - length_of(both.lines);
  const auto pixel = [](double lon, double lat) { return detail::to_world({lon, lat}, world); };
  double expected = 0;
  const PixelPoint along[] = {pixel(65, 30), pixel(64, 26), pixel(66, 23), pixel(65, 20)};
  for (int i = 0; i < 3; ++i) expected += std::hypot(along[i + 1].x - along[i].x, along[i + 1].y - along[i].y);
  BOOST_TEST(std::abs(border - expected) < 0.01);
  both.clear();
  both.add(layer.features[1]);
  BOOST_TEST(std::abs(length_of(both.lines) - length_of(east.lines)) < 1e-9);
}

BOOST_AUTO_TEST_CASE(neighbours_meet_after_they_are_simplified) {
  // A border of many points, walked the other way and from another start by the neighbour.
  std::vector<std::pair<double, double>> west = {{60, 20}}, east = {{70, 20}, {70, 30}};
  std::mt19937 random(5);
  std::uniform_real_distribution<double> wobble(-0.05, 0.05);
  std::vector<std::pair<double, double>> border;
  for (int i = 0; i <= 500; ++i) border.emplace_back(65 + wobble(random), 20 + i * 0.02);
  west.insert(west.end(), border.begin(), border.end());
  west.emplace_back(60, 30);
  east.insert(east.end(), border.rbegin(), border.rend());
  const auto layer = layer_of({{ring(west), {}}, {ring(east), {}}});
  detail::OutlineStore store;
  ZoomOutlines zoom(store, world / 16);
  const auto a = zoom.polygons(layer, layer.features[0]), b = zoom.polygons(layer, layer.features[1]);
  // The border's points alone: not the corners at the far sides.
  std::set<std::pair<double, double>> from_west, from_east;
  for (const auto& p : a.at(0).rings.at(0).points)
    if (p.x > a[0].box.min_x + 1) from_west.emplace(p.y, p.x);
  for (const auto& p : b.at(0).rings.at(0).points)
    if (p.x < b[0].box.max_x - 1) from_east.emplace(p.y, p.x);
  BOOST_TEST(from_west.size() > 3U);
  BOOST_TEST(from_west.size() < 400U);
  BOOST_TEST((from_west == from_east));
}

BOOST_AUTO_TEST_CASE(rings_of_no_extent_are_nothing) {
  auto layer = layer_of({{ring({{60, 20}, {60, 20}, {61, 20}}), {}}, {ring({{60, 20}, {61, 20}, {61, 21}}), {}}});
  detail::OutlineStore store;
  ZoomOutlines zoom(store, world);
  BOOST_TEST(zoom.polygons(layer, layer.features[0]).empty());
  BOOST_TEST(zoom.polygons(layer, layer.features[1]).size() == 1U);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
}  // namespace riskmap::render

// SPDX-License-Identifier: MIT
#include <riskmap/render/detail/pixel_geometry.hpp>
#include <tests/render/small_map.hpp>

#include <cmath>

namespace riskmap::render::detail {
BOOST_AUTO_TEST_SUITE(render)
BOOST_AUTO_TEST_SUITE(pixel_geometry)

namespace {

const double world = test::small_view().world_size();

model::Line places(const test::Points& points) {
  model::Line out;
  for (const auto& [x, y] : points) out.push_back(test::place_at(x, y));
  return out;
}

geo::PixelBox view_box() { return test::small_view().world_box(); }

double distance(PixelPoint p, PixelPoint a, PixelPoint b) {
  const double dx = b.x - a.x, dy = b.y - a.y, length2 = dx * dx + dy * dy;
  const double t = length2 > 0 ? std::clamp(((p.x - a.x) * dx + (p.y - a.y) * dy) / length2, 0.0, 1.0) : 0;
  return std::hypot(p.x - a.x - t * dx, p.y - a.y - t * dy);
}

}  // namespace

BOOST_AUTO_TEST_CASE(places_fall_on_a_grid_of_256ths_of_a_pixel) {
  const auto p = to_world(test::place_at(10.3, 20.7), world);
  BOOST_TEST(p.x * 256 == std::round(p.x * 256));
  BOOST_TEST(std::abs(p.x - 20010.3) <= 1.0 / 512 + 1e-6);
  BOOST_TEST(std::abs(p.y - 13620.7) <= 1.0 / 512 + 1e-6);
}

BOOST_AUTO_TEST_CASE(a_simplified_line_stays_within_a_quarter_of_a_pixel) {
  test::Points wave;
  for (int i = 0; i <= 2000; ++i) wave.emplace_back(i * 0.06, 60 + 20 * std::sin(i * 0.02) + 0.1 * std::sin(i * 1.7));
  const auto line = project_line(places(wave), world);
  BOOST_TEST(line.points.size() < 200U);
  double worst = 0;
  for (const auto& [x, y] : wave) {
    double nearest = 1e9;
    for (std::size_t i = 0; i + 1 < line.points.size(); ++i) {
      nearest = std::min(nearest, distance({20000 + x, 13600 + y}, line.points[i], line.points[i + 1]));
    }
    worst = std::max(worst, nearest);
  }
  BOOST_TEST(worst <= 0.26);
  BOOST_TEST(line.along.size() == line.points.size());
  BOOST_TEST(line.along.front() == 0.0);
  BOOST_TEST(line.runs.size() == (line.points.size() + 30) / 32);
}

BOOST_AUTO_TEST_CASE(rings_stay_closed_and_tiny_ones_are_dropped) {
  const auto kept = project_polygon(
      {places(test::square(10, 50)), {places(test::square(20, 20.1)), places(test::square(30, 40))}}, world);
  BOOST_REQUIRE(kept.rings.size() == 2U);
  for (const auto& ring : kept.rings) {
    BOOST_TEST(ring.points.size() == 5U);
    BOOST_TEST(ring.points.front().x == ring.points.back().x);
    BOOST_TEST(ring.points.front().y == ring.points.back().y);
  }
  BOOST_TEST(project_polygon({places(test::square(20, 20.1)), {}}, world).rings.empty());
}

BOOST_AUTO_TEST_CASE(runs_are_the_parts_of_a_line_near_the_box) {
  test::Points there_and_back;  // leaves the view on the right, comes back below
  for (int i = 0; i <= 40; ++i) there_and_back.emplace_back(i * 10, 20 + (i % 2) * 8);
  for (int i = 40; i >= 0; --i) there_and_back.emplace_back(i * 10, 100 + (i % 2) * 8);
  const auto line = project_line(places(there_and_back), world);
  const auto runs = runs_in(line, view_box());
  BOOST_REQUIRE(runs.size() == 2U);
  BOOST_TEST(runs[0].first == 0U);
  BOOST_TEST(line.points[runs[0].last].x >= view_box().max_x);
  BOOST_TEST(line.points[runs[1].first].x >= view_box().max_x);
  BOOST_TEST(runs[1].last == line.points.size() - 1);
  BOOST_TEST(runs_in(line, {0, 0, 10, 10}).empty());
}

BOOST_AUTO_TEST_CASE(an_area_is_clipped_to_the_box_and_filled_the_same) {
  // A star far larger than the view, against the same star by the even-odd rule at each pixel's centre.
  test::Points star;
  for (int i = 0; i < 20; ++i) {
    const double radius = i % 2 == 0 ? 900 : 150, angle = i * 3.14159265358979 / 10;
    star.emplace_back(64 + radius * std::cos(angle), 64 + radius * std::sin(angle));
  }
  star.push_back(star.front());
  const auto polygon = project_polygon({places(star), {}}, world);
  const auto& ring = polygon.rings.at(0).points;
  const test::SmallMap map(test::polygon({star}), test::layer("fill", R"("paint":{"fill-color":"#000000"})"));
  const auto picture = map.draw();
  int wrong = 0;
  for (int y = 0; y < 128; ++y) {
    for (int x = 0; x < 128; ++x) {
      const PixelPoint p{20000 + x + 0.5, 13600 + y + 0.5};
      bool inside = false, edge = false;
      for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
        const auto &a = ring[i], &b = ring[i + 1];
        if ((a.y > p.y) != (b.y > p.y) && p.x < a.x + (b.x - a.x) * (p.y - a.y) / (b.y - a.y)) inside = !inside;
        edge = edge || distance(p, a, b) < 0.8;
      }
      if (!edge && picture.pixel(x, y)[3] != (inside ? 255 : 0)) ++wrong;
    }
  }
  BOOST_TEST(wrong == 0);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
}  // namespace riskmap::render::detail

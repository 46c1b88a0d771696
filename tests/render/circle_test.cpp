// SPDX-License-Identifier: MIT
#include <tests/render/small_map.hpp>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace riskmap::render {
BOOST_AUTO_TEST_SUITE(render)
BOOST_AUTO_TEST_SUITE(circle)

using std::numbers::pi;
using test::color_at;
using test::ink;
using test::layer;
using test::point;
using test::SmallMap;

// As in MapLibre, whose shader it follows: 1 up to a pixel from the outline, then a smooth step down to 0.
BOOST_AUTO_TEST_CASE(its_edge_fades_over_the_outermost_pixel) {
  for (const double radius : {1.5, 3.25, 10.0, 40.0}) {
    const auto picture =
        SmallMap(point(64.5, 64.5), layer("circle", fmt::format(R"("paint":{{"circle-radius":{}}})", radius))).draw();
    for (int x = 64; x < 110; ++x) {
      const double t = std::clamp(radius - (x - 64), 0.0, 1.0), wanted = 255 * t * t * (3 - 2 * t);
      // Centres lie on eighths of a pixel.
      BOOST_TEST(std::abs(picture.pixel(x, 64)[3] - wanted) <= 26, fmt::format("radius {}, column {}", radius, x));
    }
    BOOST_TEST(std::abs(ink(picture) - pi * (radius - 0.5) * (radius - 0.5)) < 0.03 * pi * radius * radius + 1);
  }
}

BOOST_AUTO_TEST_CASE(blur_fades_it_over_a_share_of_its_radius) {
  const auto picture =
      SmallMap(point(64.5, 64.5), layer("circle", R"("paint":{"circle-radius":40,"circle-blur":0.5})")).draw();
  for (int x = 64; x < 110; ++x) {
    const double t = std::clamp((40.0 - (x - 64)) / 20, 0.0, 1.0), wanted = 255 * t * t * (3 - 2 * t);
    BOOST_TEST(std::abs(picture.pixel(x, 64)[3] - wanted) <= 3, fmt::format("column {}", x));
  }
}

BOOST_AUTO_TEST_CASE(its_colors_are_exact_and_its_ring_lies_outside) {
  const auto picture = SmallMap(point(64, 64), layer("circle", R"("paint":{"circle-radius":10,"circle-color":"#0b3c5d",
    "circle-stroke-width":4,"circle-stroke-color":"#ffcc00"})"))
                           .draw();
  BOOST_TEST(color_at(picture, 64, 64) == "#0b3c5dff");
  BOOST_TEST(color_at(picture, 71, 64) == "#0b3c5dff");
  BOOST_TEST(color_at(picture, 75, 64) == "#ffcc00ff");
  BOOST_TEST(color_at(picture, 79, 64) == "#00000000");
  BOOST_TEST(std::abs(ink(picture) - pi * 13.5 * 13.5) < 0.03 * pi * 14 * 14);
}

BOOST_AUTO_TEST_CASE(a_ring_may_stand_alone) {
  const auto picture =
      SmallMap(point(64, 64),
               layer("circle", R"("paint":{"circle-radius":10,"circle-opacity":0,"circle-stroke-width":3})"))
          .draw();
  BOOST_TEST(color_at(picture, 64, 64) == "#00000000");
  BOOST_TEST(std::abs(ink(picture) - pi * (12.5 * 12.5 - 9.5 * 9.5)) < 0.03 * pi * 69);
}

BOOST_AUTO_TEST_CASE(opacities_are_exact) {
  const auto picture = SmallMap(point(64, 64), layer("circle", R"("paint":{"circle-radius":10,"circle-opacity":0.3,
    "circle-stroke-width":6,"circle-stroke-opacity":0.8})"))
                           .draw();
  BOOST_TEST(std::abs(picture.pixel(64, 64)[3] - 76.5) <= 0.5);
  BOOST_TEST(std::abs(picture.pixel(77, 64)[3] - 204) <= 1);
}

BOOST_AUTO_TEST_CASE(the_largest_sort_key_is_drawn_last_and_translate_moves_all) {
  const auto features = point(64, 64, R"({"k":2,"c":"#ff0000"})") + "," + point(64, 64, R"({"k":1,"c":"#0000ff"})");
  const auto picture = SmallMap(features, layer("circle", R"("layout":{"circle-sort-key":["get","k"]},
    "paint":{"circle-radius":8,"circle-color":["to-color",["get","c"]],"circle-translate":[20,0]})"))
                           .draw();
  BOOST_TEST(color_at(picture, 84, 64) == "#ff0000ff");
  BOOST_TEST(color_at(picture, 64, 64) == "#00000000");
  BOOST_TEST(test::count_color(picture, "#0000ffff") == 0);
}

BOOST_AUTO_TEST_CASE(one_that_reaches_over_an_edge_is_drawn_on_both_sides) {
  const SmallMap map(point(64, 64), layer("circle", R"("paint":{"circle-radius":20,"circle-stroke-width":2})"));
  auto east = test::small_view(64);
  east.left += 64;
  auto west = test::small_view(64);
  const auto whole = map.draw();
  BOOST_TEST(test::compare(map.draw(west), whole).pixels == 0);
  BOOST_TEST(test::compare(map.draw(east), whole, 64, 0).largest <= 1);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
}  // namespace riskmap::render

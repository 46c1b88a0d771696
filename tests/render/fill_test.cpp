// SPDX-License-Identifier: MIT
#include <tests/render/small_map.hpp>

namespace riskmap::render {
BOOST_AUTO_TEST_SUITE(render)
BOOST_AUTO_TEST_SUITE(fill)

using test::color_at;
using test::layer;
using test::polygon;
using test::SmallMap;
using test::square;

BOOST_AUTO_TEST_CASE(it_is_exact_inside_and_nothing_outside) {
  const auto picture = SmallMap(polygon({square(20, 60)}), layer("fill", R"("paint":{"fill-color":"#ff8001"})")).draw();
  for (const int at : {20, 40, 59}) BOOST_TEST(color_at(picture, at, at) == "#ff8001ff");
  for (const int at : {0, 19, 60, 100}) BOOST_TEST(color_at(picture, at, at) == "#00000000");
  BOOST_TEST(std::abs(test::ink(picture) - 1600) < 1.0);
}

BOOST_AUTO_TEST_CASE(edges_are_smooth_unless_antialias_is_off) {
  const auto paint = [](const char* antialias) {
    return layer("fill", fmt::format(R"("paint":{{"fill-color":"#000000","fill-antialias":{}}})", antialias));
  };
  const auto smooth = SmallMap(polygon({square(20.25, 60)}), paint("true")).draw();
  BOOST_TEST(std::abs(smooth.pixel(20, 40)[3] - 0.75 * 255) <= 2);
  const auto hard = SmallMap(polygon({square(20.25, 60)}), paint("false")).draw();
  BOOST_TEST(static_cast<int>(hard.pixel(20, 40)[3]) == 255);
}

BOOST_AUTO_TEST_CASE(a_hole_shows_what_lies_below_whichever_way_its_ring_runs) {
  auto hole = square(40, 60);
  const auto one = SmallMap(polygon({square(10, 100), hole}), layer("fill", "")).draw();
  std::reverse(hole.begin(), hole.end());
  const auto other = SmallMap(polygon({square(10, 100), hole}), layer("fill", "")).draw();
  BOOST_TEST(color_at(one, 50, 50) == "#00000000");
  BOOST_TEST(color_at(one, 30, 50) == "#000000ff");
  BOOST_TEST(test::compare(one, other).pixels == 0);
}

BOOST_AUTO_TEST_CASE(features_that_overlap_do_not_cancel_one_another) {
  auto second = square(40, 100);
  const auto both = polygon({square(20, 60)}) + "," + polygon({second});
  const auto picture = SmallMap(both, layer("fill", "")).draw();
  BOOST_TEST(color_at(picture, 50, 50) == "#000000ff");
  std::reverse(second.begin(), second.end());
  const auto reversed = SmallMap(polygon({square(20, 60)}) + "," + polygon({second}), layer("fill", "")).draw();
  BOOST_TEST(test::compare(reversed, picture).pixels == 0);
  // A feature that fills another's hole.
  const auto plug =
      SmallMap(polygon({square(10, 100), square(40, 60)}) + "," + polygon({square(30, 70)}), layer("fill", "")).draw();
  BOOST_TEST(std::abs(test::ink(plug) - 8100) < 1.0);
}

BOOST_AUTO_TEST_CASE(translucent_features_darken_one_another) {
  const auto both = polygon({square(20, 60)}) + "," + polygon({square(40, 100)});
  const auto picture = SmallMap(both, layer("fill", R"("paint":{"fill-opacity":0.5})")).draw();
  BOOST_TEST(std::abs(picture.pixel(30, 30)[3] - 128) <= 1);
  BOOST_TEST(std::abs(picture.pixel(50, 50)[3] - 192) <= 1);
}

BOOST_AUTO_TEST_CASE(neighbours_of_one_colour_join_without_a_seam) {
  const test::Points west = {{10, 10}, {57.3, 10}, {61.8, 90}, {10, 90}, {10, 10}};
  const test::Points east = {{57.3, 10}, {110, 10}, {110, 90}, {61.8, 90}, {57.3, 10}};
  const auto picture = SmallMap(polygon({west}) + "," + polygon({east}), layer("fill", "")).draw();
  int thin = 0;
  for (int y = 11; y < 89; ++y) {
    for (int x = 11; x < 109; ++x) thin += picture.pixel(x, y)[3] < 250 ? 1 : 0;
  }
  BOOST_TEST(thin == 0);
}

BOOST_AUTO_TEST_CASE(a_pattern_puts_ink_only_inside) {
  const std::string metadata =
      R"({"riskmap:patterns":{"hatch":{"kind":"lines","angle":45,"spacing":6,"width":1.2,"color":"#102030"}}})";
  const auto picture =
      SmallMap(polygon({square(20, 100)}), layer("fill", R"("paint":{"fill-pattern":"hatch"})"), metadata).draw();
  const double share = test::ink(picture, 20, 20, 100, 100) / 6400;
  BOOST_TEST(share > 0.15);
  BOOST_TEST(share < 0.25);
  BOOST_TEST(std::abs(test::ink(picture) - test::ink(picture, 20, 20, 100, 100)) < 1e-9);
  BOOST_TEST(test::count_color(picture, "#102030ff") > 100);
}

BOOST_AUTO_TEST_CASE(an_outline_is_one_pixel_wide) {
  const auto picture = SmallMap(polygon({square(20.5, 60.5)}),
                                layer("fill", R"("paint":{"fill-color":"#ffffff","fill-outline-color":"#ff0000"})"))
                           .draw();
  BOOST_TEST(color_at(picture, 20, 40) == "#ff0000ff");
  BOOST_TEST(color_at(picture, 60, 40) == "#ff0000ff");
  BOOST_TEST(color_at(picture, 21, 40) == "#ffffffff");
  BOOST_TEST(color_at(picture, 19, 40) == "#00000000");
}

BOOST_AUTO_TEST_CASE(translate_moves_it_and_sort_keys_order_it) {
  const auto moved = SmallMap(polygon({square(20, 60)}), layer("fill", R"("paint":{"fill-translate":[30,-5]})")).draw();
  BOOST_TEST(color_at(moved, 50, 15) == "#000000ff");
  BOOST_TEST(color_at(moved, 49, 20) == "#00000000");
  const auto features = polygon({square(20, 60)}, R"({"k":2,"c":"#ff0000"})") + "," +
                        polygon({square(20, 60)}, R"({"k":1,"c":"#0000ff"})");
  const auto sorted =
      SmallMap(
          features,
          layer("fill", R"("layout":{"fill-sort-key":["get","k"]},"paint":{"fill-color":["to-color",["get","c"]]})"))
          .draw();
  BOOST_TEST(color_at(sorted, 40, 40) == "#ff0000ff");
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
}  // namespace riskmap::render

// SPDX-License-Identifier: MIT
// What all layers share: the catalogue, expressions that feed paint, filters, zooms, notes.
#include <tests/render/small_map.hpp>
#include <tests/render/small_surface.hpp>

#include <map>

namespace riskmap::render {
BOOST_AUTO_TEST_SUITE(render)
BOOST_AUTO_TEST_SUITE(layers)

using test::color_at;
using test::ink;
using test::layer;
using test::point;
using test::SmallMap;

namespace {

std::string dots(const std::string& color, const std::string& more = "") {
  return layer("circle", fmt::format(R"("paint":{{"circle-radius":8,"circle-color":{}}}{}{})", color,
                                     more.empty() ? "" : ",", more));
}
const std::string two =
    point(30, 64, R"({"kind":"port","n":5,"name":null})") + "," + point(90, 64, R"({"kind":"dam","n":15,"name":"x"})");

std::pair<std::string, std::string> colors(const std::string& expression) {
  const auto picture = SmallMap(two, dots(expression)).draw();
  return {color_at(picture, 30, 64), color_at(picture, 90, 64)};
}

}  // namespace

BOOST_AUTO_TEST_CASE(every_type_of_the_catalogue_draws_something) {
  const std::map<std::string, std::string> members = {
      {"background", R"("paint":{"background-color":"#123456"})"},
      {"circle", ""},
      {"fill", ""},
      {"heatmap", ""},
      {"line", ""},
      {"symbol", R"("layout":{"text-field":"Hub"})"},
  };
  const auto features =
      point(64, 64) + "," + test::line({{0, 10}, {128, 20}}) + "," + test::polygon({test::square(20, 40)});
  for (const auto& spec : layer_specs()) {
    if (spec.sources == "raster" || spec.type == "hillshade") continue;  // relief_test draws them
    if (spec.type == "color-relief") {
      BOOST_TEST(ink(test::SmallSurface().map().picture(test::surface_view())) > 100.0);
      continue;
    }
    const auto found = members.find(std::string(spec.type));
    BOOST_REQUIRE_MESSAGE(found != members.end(), "no test draws a layer of type " + std::string(spec.type));
    BOOST_TEST(ink(SmallMap(features, layer(found->first, found->second)).draw()) > 10.0, found->first);
    BOOST_TEST(!find_layer_type(spec.type).summary.empty());
  }
}

BOOST_AUTO_TEST_CASE(a_background_is_exact_everywhere) {
  const auto picture = SmallMap(point(0, 0), layer("background", R"("paint":{"background-color":"#e7e5df"})")).draw();
  BOOST_TEST(test::count_color(picture, "#e7e5dfff") == 128 * 128);
  BOOST_TEST(picture.opaque());
  const auto faint = SmallMap(point(0, 0), layer("background", R"("paint":{"background-opacity":0.5})")).draw();
  BOOST_TEST(test::count_color(faint, "#00000080") == 128 * 128);
}

BOOST_AUTO_TEST_CASE(expressions_feed_paint) {
  using Pair = std::pair<std::string, std::string>;
  BOOST_TEST((colors(R"(["match",["get","kind"],"port","#ff0000","#0000ff"])") == Pair{"#ff0000ff", "#0000ffff"}));
  BOOST_TEST((colors(R"(["step",["get","n"],"#ff0000",10,"#0000ff"])") == Pair{"#ff0000ff", "#0000ffff"}));
  BOOST_TEST((colors(R"(["case",["==",["get","name"],null],"#ff0000","#0000ff"])") == Pair{"#ff0000ff", "#0000ffff"}));
  BOOST_TEST(
      (colors(R"(["interpolate",["linear"],["get","n"],5,"#000000",25,"#ffffff"])") == Pair{"#000000ff", "#808080ff"}));
  BOOST_TEST((
      colors(
          R"(["case",["has","nothing"],"#ff0000",["<",["coalesce",["get","nothing"],["get","n"]],10],"#00ff00","#0000ff"])") ==
      Pair{"#00ff00ff", "#0000ffff"}));
}

BOOST_AUTO_TEST_CASE(zoom_feeds_paint) {
  const SmallMap map(point(64, 64),
                     layer("circle", R"("paint":{"circle-radius":["interpolate",["linear"],["zoom"],5,4,7,12]})"));
  for (const auto& [zoom, radius] : {std::pair{6.0, 8.0}, std::pair{6.5, 10.0}, std::pair{9.0, 12.0}}) {
    const auto picture = map.draw(View::centred(test::place_at(64, 64), zoom, 64, 64));
    BOOST_TEST(std::abs(ink(picture) - 3.14159 * (radius - 0.5) * (radius - 0.5)) < 0.03 * 3.14159 * radius * radius);
  }
}

BOOST_AUTO_TEST_CASE(a_filter_lets_through_what_it_says) {
  for (const auto* filter : {R"(["==",["get","kind"],"port"])", R"(["all",["has","kind"],["<",["get","n"],10]])",
                             R"(["!",["in",["get","kind"],["literal",["dam"]]]])"}) {
    const auto picture = SmallMap(two, dots("\"#000000\"", fmt::format("\"filter\":{}", filter))).draw();
    BOOST_TEST(color_at(picture, 30, 64) == "#000000ff", filter);
    BOOST_TEST(color_at(picture, 90, 64) == "#00000000", filter);
  }
}

BOOST_AUTO_TEST_CASE(zoom_ranges_are_half_open) {
  const auto drawn = [](const std::string& range) {
    return ink(SmallMap(point(64, 64), dots("\"#000000\"", range)).draw()) > 0;
  };
  BOOST_TEST(drawn(R"("minzoom":6)"));
  BOOST_TEST(!drawn(R"("minzoom":6.01)"));
  BOOST_TEST(!drawn(R"("maxzoom":6)"));
  BOOST_TEST(drawn(R"("maxzoom":6.01)"));
  BOOST_TEST(!drawn(R"("layout":{"visibility":"none"})"));
}

BOOST_AUTO_TEST_CASE(an_expression_that_fails_gives_the_default_and_one_note) {
  const SmallMap map(point(30, 64, R"({"r":"large"})") + "," + point(90, 64),
                     layer("circle", R"("paint":{"circle-radius":["number",["get","r"]],"circle-color":"#ff0000"})"));
  BOOST_TEST(std::abs(ink(map.draw()) - 2 * 3.14159 * 4.5 * 4.5) < 5);  // the default radius is 5
  map.draw();
  auto elsewhere = test::small_view();
  elsewhere.zoom = 5;
  map.draw(elsewhere);
  const auto notes = map.renderer().notes();
  BOOST_REQUIRE(notes.size() == 1U);
  BOOST_TEST(notes[0] == "layer 'a': 2 values could not be evaluated; the defaults were drawn");
}

BOOST_AUTO_TEST_CASE(pixel_ratio_2_draws_the_same_map_twice_as_large) {
  const SmallMap map(test::line({{-200, 64}, {400, 64}}) + "," + point(64, 30),
                     layer("line", R"("paint":{"line-width":3})") + R"(,{"id":"b","type":"circle","source":"s"})");
  auto fine = test::small_view(256);
  fine.ratio = 2, fine.left *= 2, fine.top *= 2;
  BOOST_TEST(std::abs(ink(map.draw(fine)) / 4 - ink(map.draw())) < 10);  // a circle's edge is a device pixel wide
}

BOOST_AUTO_TEST_CASE(a_view_is_empty_if_only_the_background_would_show) {
  const SmallMap map(test::polygon({test::square(20, 60)}),
                     layer("background", "") + R"(,{"id":"b","type":"fill","source":"s"})");
  auto far = test::small_view();
  far.left += 5000;
  BOOST_TEST(!map.renderer().is_empty(test::small_view()));
  BOOST_TEST(map.renderer().is_empty(far));
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
}  // namespace riskmap::render

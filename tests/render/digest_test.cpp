// SPDX-License-Identifier: MIT
// A view's digest changes with what is drawn in it, and with nothing else.
#include <tests/render/default_map.hpp>
#include <tests/render/small_map.hpp>

#include <set>

namespace riskmap::render {
BOOST_AUTO_TEST_SUITE(render)
BOOST_AUTO_TEST_SUITE(digest)

using test::layer;
using test::SmallMap;

namespace {

std::uint64_t of(const SmallMap& map, const View& view = test::small_view()) { return map.renderer().digest(view); }

View beside() {
  auto view = test::small_view();
  view.left += 400;
  return view;
}

const std::string far_away = test::point(500, 64, R"({"name":"B"})") + "," + test::line({{450, 20}, {520, 90}}) + "," +
                             test::polygon({{{450, 20}, {500, 90}, {470, 100}, {450, 20}}});

struct Case {
  const char* type;
  std::string one, moved, paint, other_paint;
};
std::vector<Case> cases() {
  const auto text = [](const char* color) {
    return fmt::format(R"("layout":{{"text-field":["get","name"]}},"paint":{{"text-color":"{}"}})", color);
  };
  return {{"fill", test::polygon({test::square(20, 60)}), test::polygon({test::square(20, 61)}),
           R"("paint":{"fill-color":"#ff0000"})", R"("paint":{"fill-color":"#ff0100"})"},
          {"line", test::line({{10, 10}, {90, 70}}), test::line({{10, 10}, {90, 71}}), R"("paint":{"line-width":2})",
           R"("paint":{"line-width":3})"},
          {"line", test::line({{10, 10}, {90, 70}}), test::line({{10, 12}, {90, 71}}),
           R"("paint":{"line-dasharray":[2,3]})", R"("paint":{"line-dasharray":[2,4]})"},
          {"line", test::line({{10, 10}, {90, 70}}), test::line({{10, 12}, {90, 71}}),
           R"("paint":{"line-gap-width":2})", R"("paint":{"line-gap-width":3})"},
          {"line", test::line({{10, 10}, {90, 70}}), test::line({{10, 10}, {90, 71}}), R"("paint":{"line-blur":2})",
           R"("paint":{"line-blur":3})"},
          {"line", test::line({{10, 10}, {90, 70}}), test::line({{10, 10}, {90, 71}}), R"("paint":{"line-offset":2})",
           R"("paint":{"line-offset":3})"},
          {"line", test::line({{10, 10}, {90, 70}}), test::line({{10, 10}, {90, 71}}),
           R"("paint":{"line-gradient":["interpolate",["linear"],["line-progress"],0,"#ff0000",1,"#0000ff"]})",
           R"("paint":{"line-gradient":["interpolate",["linear"],["line-progress"],0,"#ff0000",1,"#0100ff"]})"},
          {"circle", test::point(64, 64), test::point(64.5, 64), R"("paint":{"circle-radius":5})",
           R"("paint":{"circle-radius":6})"},
          {"circle", test::point(64, 64), test::point(64.5, 64), R"("paint":{"circle-blur":0.5})",
           R"("paint":{"circle-blur":0.6})"},
          {"heatmap", test::point(64, 64), test::point(64.5, 64), R"("paint":{"heatmap-radius":9})",
           R"("paint":{"heatmap-radius":10})"},
          {"symbol", test::point(64, 64, R"({"name":"A"})"), test::point(66, 64, R"({"name":"A"})"), text("#000000"),
           text("#000001")}};
}

}  // namespace

BOOST_AUTO_TEST_CASE(it_changes_if_and_only_if_something_in_the_view_does) {
  for (const auto& [type, one, moved, paint, other_paint] : cases()) {
    const SmallMap map(one, layer(type, paint)), same(one, layer(type, paint));
    BOOST_TEST_CONTEXT(type << " " << paint) {
      BOOST_TEST(of(map) == of(same));
      BOOST_TEST(of(map) != of(SmallMap(moved, layer(type, paint))));
      BOOST_TEST(of(map) != of(SmallMap(one, layer(type, other_paint))));
      const SmallMap more(one + "," + far_away, layer(type, paint));
      BOOST_TEST(of(map) == of(more));
      BOOST_TEST(of(map, beside()) != of(more, beside()));
      auto shifted = test::small_view();
      ++shifted.left;
      BOOST_TEST(of(map) != of(map, shifted));
    }
  }
}

BOOST_AUTO_TEST_CASE(where_a_line_comes_from_counts_if_it_is_coloured_along) {
  const auto layers = layer("line", R"("paint":{"line-width":4,
    "line-gradient":["interpolate",["linear"],["line-progress"],0,"#ff0000",1,"#0000ff"]})");
  // The same in the view, but longer beyond it.
  BOOST_TEST(of(SmallMap(test::line({{-500, 64}, {500, 64}}), layers)) !=
             of(SmallMap(test::line({{-500, 64}, {900, 64}}), layers)));
}

BOOST_AUTO_TEST_CASE(layers_that_draw_nothing_and_names_do_not_count) {
  const auto square = test::polygon({test::square(20, 60)});
  const auto second = R"(,{"id":"b","type":"line","source":"s","filter":["==",["get","k"],1]})";
  const SmallMap one(square, layer("fill", "")), two(square, layer("fill", "") + second);
  BOOST_TEST(of(one) == of(two));
  const auto marked = test::polygon({test::square(20, 60)}, R"({"k":1})");
  BOOST_TEST(of(one) != of(SmallMap(marked, layer("fill", "") + second)));
}

BOOST_AUTO_TEST_CASE(inside_an_area_all_places_are_alike_but_at_its_edge_none_are) {
  const SmallMap map(test::polygon({{{-3000, -3000}, {3000, -3100}, {3000, 3000}, {-3100, 3000}, {-3000, -3000}}}),
                     layer("fill", ""));
  std::set<std::uint64_t> inside, edge;
  for (int i = 0; i < 5; ++i) {
    auto view = test::small_view();
    view.left += 173 * i;
    view.top -= 57 * i;
    inside.insert(of(map, view));
    view.left -= 3060 + 173 * i;
    edge.insert(of(map, view));
  }
  BOOST_TEST(inside.size() == 1U);
  BOOST_TEST(edge.size() == 5U);
  BOOST_TEST(edge.count(*inside.begin()) == 0U);
}

BOOST_AUTO_TEST_CASE(equal_digests_are_equal_pixels_on_the_default_map) {
  std::map<std::uint64_t, Picture> seen;
  int again = 0;
  for (unsigned y = 0; y < 8; ++y) {
    for (unsigned x = 0; x < 8; ++x) {
      const auto view = View::tile({10, 684 + x, 434 + y});
      const auto digest = test::default_map().digest(view, Part::base);
      const auto picture = test::default_map().picture(view, Part::base);
      const auto [found, added] = seen.emplace(digest, picture);
      BOOST_TEST((found->second.rgba == picture.rgba));
      again += added ? 0 : 1;
    }
  }
  BOOST_TEST(again > 5);  // the sea
  BOOST_TEST(seen.size() > 20U);
}

BOOST_AUTO_TEST_CASE(a_part_has_its_own) {
  const auto view = View::tile(geo::tile_at({67.34, 24.775}, 7));
  std::set<std::uint64_t> all;
  for (const auto which : {Part::all, Part::base, Part::overlay, Part::labels, Part::unlabelled})
    all.insert(test::default_map().digest(view, which));
  BOOST_TEST(all.size() == 5U);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
}  // namespace riskmap::render

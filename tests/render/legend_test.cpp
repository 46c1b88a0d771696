// SPDX-License-Identifier: MIT
#include <riskmap/render/legend.hpp>
#include <tests/render/default_map.hpp>
#include <tests/render/small_map.hpp>
#include <tests/render/small_surface.hpp>

#include <algorithm>
#include <memory>

namespace riskmap::render {
BOOST_AUTO_TEST_SUITE(render)
BOOST_AUTO_TEST_SUITE(legend)

using test::SmallMap;
using test::SmallSurface;

namespace {

const std::string named = R"("metadata":{"riskmap:legend":)";

std::vector<std::string> labels(const std::vector<LegendItem>& items) {
  std::vector<std::string> out;
  for (const auto& item : items) out.push_back(item.label);
  return out;
}

/// An item by itself on white paper, in a box of 40 × 20 px.
Picture drawn(const LegendItem& item, double unit = 1) {
  auto canvas = Canvas::picture(static_cast<int>(40 * unit), static_cast<int>(20 * unit));
  canvas.rectangle({0, 0, canvas.width(), canvas.height()}, {1, 1, 1, 1});
  item.draw(canvas, {0, 0, canvas.width(), canvas.height()}, unit);
  return canvas.take_picture();
}

/// A legend without its paper.
Picture drawn(const Legend& legend, const LegendStyle& style, int height) {
  auto canvas = Canvas::picture(static_cast<int>(style.width), height);
  draw_legend(legend, style, canvas, {0, 0});
  return canvas.take_picture();
}

std::string text_of(const Legend& legend) { return fmt::format("{}|{}", legend.title, fmt::join(legend.notes, "|")); }

}  // namespace

BOOST_AUTO_TEST_CASE(a_surface_says_its_classes_its_unit_and_the_method_by_itself) {
  const SmallSurface map;
  const auto made = make_legend(map.scene());
  BOOST_TEST(made.title == "Listed events per 1000 km² of land a year");
  BOOST_TEST(
      labels(made.classes) == (std::vector<std::string>{"0.05 and more", "0.01 – 0.05", "0.001 – 0.01", "under 0.001",
                                                        "few listed events: uncertain", "no listed event in reach"}),
      boost::test_tools::per_element());
  BOOST_REQUIRE(made.notes.size() == 2U);
  BOOST_TEST(made.notes.front() == "1 = one a year in an area 36 km across. Smoothed over 60 km.");
  BOOST_TEST(made.notes.back() == "Past record, not a forecast; blank or hatched is not safe.");
  BOOST_TEST(test::color_at(drawn(made.classes[0]), 20, 10) == "#bd0026ff");
  BOOST_TEST(test::color_at(drawn(made.classes[5]), 20, 10) == "#7f7fffff");
  // Black hatch is shown on the lightest class.
  BOOST_TEST(test::count_color(drawn(made.classes[4]), "#ffffb2ff") > 200);
  const auto hatched = drawn(made.classes[4]);
  BOOST_TEST(test::count_color(hatched, "#ffffb2ff") < 700);
}

BOOST_AUTO_TEST_CASE(half_life_weights_and_vague_events_are_told) {
  const SmallSurface map({.set = {{"metadata.riskmap:surfaces.risk.half-life", "\"3y\""},
                                  {"metadata.riskmap:surfaces.risk.weight", "2"},
                                  {"metadata.riskmap:surfaces.risk.uncertainty", "90"}}});
  const auto made = make_legend(map.scene());
  BOOST_TEST(made.title == "Listed events, weighted, per 1000 km² of land a year");
  BOOST_REQUIRE(made.notes.size() == 3U);
  BOOST_TEST(made.notes[0].starts_with("Recent years count more (half-life 3 years). 1 = one a year"));
  BOOST_TEST(made.notes[1] == "Placed less precisely than that: 5 of 5 events (100\u00a0% of the rate).");
}

BOOST_AUTO_TEST_CASE(the_documents_words_stand_in_the_maps_language) {
  const std::string words = R"({"title": {"en": "Attacks", "ur": "حملے"}, "notes": [{"zh": "只有中文"}, "{events}"]})";
  const auto text = [&](const std::string& language) {
    const SmallSurface map({.set = {{"metadata.riskmap:legend", words}}, .language = language});
    return text_of(make_legend(map.scene()));
  };
  BOOST_TEST(text("en") == "Attacks|只有中文|5");
  BOOST_TEST(text("ur") == "حملے|只有中文|5");
  BOOST_TEST(text("zh") == "Attacks|只有中文|5");
}

BOOST_AUTO_TEST_CASE(its_own_words_too) {
  for (const auto& [language, begin, below, caution] : {std::tuple{"ur", "فی 1000", "< 0.001", "پیش گوئی نہیں"},
                                                        std::tuple{"zh", "每年每1000", "0.001以下", "不是预测"},
                                                        std::tuple{"zh-Hans", "每年", "0.001以下", "不代表安全"},
                                                        std::tuple{"fr", "Listed", "under 0.001", "not a forecast"}}) {
    const SmallSurface map({.language = language});
    const auto made = make_legend(map.scene());
    BOOST_TEST(made.title.starts_with(begin), language);
    BOOST_TEST(made.classes[3].label == below);
    BOOST_TEST(made.notes.back().find(caution) != std::string::npos, language);
    BOOST_TEST(made.right_to_left == (made.classes[3].label == "< 0.001"));
  }
}

BOOST_AUTO_TEST_CASE(urdu_has_its_swatches_on_the_right) {
  const SmallSurface map({.set = {{"metadata.riskmap:legend", R"({"title": "", "notes": []})"}}, .language = "ur"});
  auto made = make_legend(map.scene());
  made.classes.resize(1);
  const LegendStyle style{.width = 200};
  const auto right = drawn(made, style, 14);
  BOOST_TEST(test::color_at(right, 190, 7) == "#bd0026ff");
  BOOST_TEST(test::ink(right, 100, 0, 166, 14) > 20.0);  // the label, beside it
  BOOST_TEST(test::ink(right, 0, 0, 90, 14) == 0.0);
  made.right_to_left = false;
  const auto left = drawn(made, style, 14);
  BOOST_TEST(test::color_at(left, 10, 7) == "#bd0026ff");
  BOOST_TEST(test::ink(left, 110, 0, 200, 14) == 0.0);
}

BOOST_AUTO_TEST_CASE(categories_of_areas_have_a_swatch_each) {
  const SmallMap map(
      test::polygon({test::square(10, 90)}),
      test::layer("fill",
                  named + R"([{"label":"a","properties":{"k":"a"}},{"label":"b","properties":{"k":"b"}},"rest"]},
  "paint":{"fill-color":["match",["get","k"],"a","#ff0000","b","#00ff00","#0000ff"],"fill-outline-color":"#000000","fill-opacity":0.5})"));
  const auto items = make_legend(map.scene()).items;
  BOOST_TEST(labels(items) == (std::vector<std::string>{"a", "b", "rest"}), boost::test_tools::per_element());
  BOOST_TEST(test::color_at(drawn(items[0]), 20, 10) == "#ff7f7fff");
  BOOST_TEST(test::color_at(drawn(items[1]), 20, 10) == "#7fff7fff");
  BOOST_TEST(test::color_at(drawn(items[2]), 20, 10) == "#7f7fffff");
  BOOST_TEST(drawn(items[0]).pixel(0, 10)[0] < 200);  // the outline
}

BOOST_AUTO_TEST_CASE(lines_have_their_dashes_casing_gradient_and_pattern) {
  const auto item = [](const std::string& paint, const std::string& metadata = "{}") {
    const SmallMap map(test::line({{0, 0}, {90, 90}}),
                       test::layer("line", named + R"("way"},"paint":{"line-color":"#ff0000",)" + paint), metadata);
    const auto items = make_legend(map.scene()).items;
    BOOST_REQUIRE(items.size() == 1U);
    return std::pair{drawn(items[0]), drawn(items[0], 2)};
  };
  const auto [whole, twice] = item(R"("line-width":4})");
  BOOST_TEST(test::count_color(whole, "#ff0000ff") == 160);
  BOOST_TEST(test::count_color(twice, "#ff0000ff") == 640);
  const auto dashed = item(R"("line-width":4,"line-dasharray":[1,1]})").first;
  BOOST_TEST(test::count_color(dashed, "#ff0000ff") == 80);
  const auto cased = item(R"("line-width":2,"line-gap-width":6})").first;
  BOOST_TEST(test::color_at(cased, 20, 10) == "#ffffffff");
  BOOST_TEST(test::color_at(cased, 20, 6) == "#ff0000ff");
  const auto fading =
      item(R"("line-width":4,"line-gradient":["interpolate",["linear"],["line-progress"],0,"#ff0000",1,"#0000ff"]})")
          .first;
  BOOST_TEST(fading.pixel(2, 10)[0] > 230);
  BOOST_TEST(fading.pixel(37, 10)[2] > 230);
  const auto hatched =
      item(R"("line-width":8,"line-pattern":"rows"})",
           R"({"riskmap:patterns":{"rows":{"kind":"lines","angle":90,"spacing":8,"width":4,"color":"#00aa00"}}})")
          .first;
  BOOST_TEST(test::count_color(hatched, "#00aa00ff") > 80);
  BOOST_TEST(test::count_color(hatched, "#ff0000ff") == 0);
}

BOOST_AUTO_TEST_CASE(circles_by_size_have_room) {
  const SmallMap map(
      test::point(10, 10),
      test::layer("circle",
                  named + R"([{"label":"one","properties":{"n":1}},{"label":"hundred","properties":{"n":100}}]},
  "paint":{"circle-radius":["*",3,["sqrt",["get","n"]]],"circle-color":"#ff0000","circle-stroke-width":2,"circle-stroke-color":"#0000ff"})"));
  auto made = make_legend(map.scene());
  BOOST_TEST(made.items[0].height == 10.0);
  BOOST_TEST(made.items[1].height == 64.0);
  const LegendStyle style{.width = 300};
  BOOST_TEST(legend_height(made, style) > 14 + 64.0);
  const auto picture = drawn(made, style, static_cast<int>(legend_height(made, style)));
  BOOST_TEST(test::ink(picture, 65, 0, 72, picture.height) == 0.0);  // between the largest sign and the words
  BOOST_TEST(test::color_at(picture, 32, 7) == "#ff0000ff");         // the small one in the middle of the column
}

BOOST_AUTO_TEST_CASE(icons_glows_and_elevations_have_signs_and_grounds_have_none) {
  const SmallMap map(
      test::point(10, 10),
      test::layer(
          "symbol",
          named + R"("airport"},"layout":{"icon-image":"airport","icon-size":2},"paint":{"icon-color":"#ff0000"})") +
          R"j(,{"id":"glow","type":"heatmap","source":"s","metadata":{"riskmap:legend":"how many"},
               "paint":{"heatmap-color":["interpolate",["linear"],["heatmap-density"],0,"rgba(255,0,0,0)",1,"#ff0000"]
}
},
              {"id":"ground","type":"background","metadata":{"riskmap:legend":"paper"},"paint":{"background-color":"#eeeeee"}})j");
  const auto made = make_legend(map.scene());
  BOOST_TEST(labels(made.items) == (std::vector<std::string>{"how many", "airport"}), boost::test_tools::per_element());
  BOOST_TEST(made.items[1].width == 30.0);
  BOOST_TEST(test::count_color(drawn(made.items[1]), "#ff0000ff") > 20);
  const auto glow = drawn(made.items[0]);
  BOOST_TEST(glow.pixel(3, 10)[1] > 200);
  BOOST_TEST(glow.pixel(36, 10)[1] < 40);
}

BOOST_AUTO_TEST_CASE(signs_of_a_dark_map_stand_on_its_ground) {
  const auto map_on = [](const std::string& ground) {
    return std::make_unique<SmallMap>(
        test::line({{0, 0}, {90, 90}}),
        R"({"id":"g","type":"background","paint":{"background-color":")" + ground + R"("}},)" +
            test::layer("line", named + R"("way"},"paint":{"line-color":"#ffffff","line-width":2})"));
  };
  const auto dark_map = map_on("#101418"), light_map = map_on("#f0f0f0");
  const auto dark = make_legend(dark_map->scene()), light = make_legend(light_map->scene());
  const LegendStyle white{.width = 100}, own{.width = 100, .paper = legend_paper(dark)};
  BOOST_TEST(test::color_at(drawn(dark, white, 14), 13, 2) == "#101418ff");
  BOOST_TEST(test::color_at(drawn(light, white, 14), 13, 2) == "#00000000");
  BOOST_TEST(test::color_at(drawn(dark, own, 14), 13, 2) == "#00000000");
  const auto picture = drawn(dark, own, 14);
  int lightest = 0;
  for (int x = 34; x < 60; ++x)
    for (int y = 0; y < 14; ++y) lightest = std::max(lightest, static_cast<int>(picture.pixel(x, y)[0]));
  BOOST_TEST(lightest > 200);  // the words
  BOOST_TEST((legend_paper(light) == Color{1, 1, 1, 1}));
}

BOOST_AUTO_TEST_CASE(the_default_map_says_what_the_method_asks) {
  const auto made = make_legend(test::default_scene());
  BOOST_TEST(made.title == "Listed attacks per 1000 km² of land a year");
  BOOST_TEST(made.classes.size() == 8U + 1 + 2);
  const auto all = labels(made.items);
  for (const auto* wanted : {"10 killed", "Line of Control", "disputed border or claim", "province boundary",
                             "selective coverage: only attacks on Chinese nationals and projects are listed"})
    BOOST_TEST((std::find(all.begin(), all.end(), wanted) != all.end()), wanted);
  const auto text = text_of(made);
  for (const auto* wanted : {"half-life 3 years", "1 = one a year in an area 36 km across", "Smoothed over 29–21",
                             "of the rate", "Past record, not a forecast; blank or hatched is not safe."})
    BOOST_TEST(text.find(wanted) != std::string::npos, wanted);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
}  // namespace riskmap::render

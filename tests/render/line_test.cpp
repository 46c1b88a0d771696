// SPDX-License-Identifier: MIT
#include <tests/render/small_map.hpp>

#include <cmath>
#include <numbers>

namespace riskmap::render {
BOOST_AUTO_TEST_SUITE(render)
BOOST_AUTO_TEST_SUITE(line)

using test::ink;
using test::layer;
using test::Picture;
using test::SmallMap;
using test::square;

namespace {

Picture draw(const test::Points& points, const std::string& paint, const std::string& layout = "{}") {
  return SmallMap(test::line(points), layer("line", fmt::format(R"("paint":{},"layout":{})", paint, layout))).draw();
}

const test::Points across = {{-200, 64.3}, {400, 64.3}};
const test::Points corner = {{20, 30}, {90, 30}, {90, 100}};

}  // namespace

BOOST_AUTO_TEST_CASE(widths_are_true) {
  for (const double width : {0.5, 1.0, 2.5, 7.0}) {
    const auto picture = draw(across, fmt::format(R"({{"line-width":{}}})", width));
    for (const int x : {0, 50, 127})
      BOOST_TEST(std::abs(ink(picture, x, 0, x + 1, 128) - width) < 0.03 * width + 0.005);
    const auto slanted = draw({{-100, 20}, {300, 120}}, fmt::format(R"({{"line-width":{}}})", width));
    const double wanted = width * std::hypot(400, 100) / 400;  // seen along a column
    BOOST_TEST(std::abs(ink(slanted) / 128 - wanted) < 0.03 * wanted + 0.005);
  }
}

BOOST_AUTO_TEST_CASE(color_and_opacity_are_exact) {
  const auto picture = draw(across, R"({"line-width":10,"line-color":"#336699","line-opacity":0.4})");
  BOOST_TEST(static_cast<int>(picture.pixel(64, 64)[3]) == 102);
  BOOST_TEST(std::abs(picture.pixel(64, 64)[1] - 0x66) <= 2);  // stored with alpha multiplied in
}

BOOST_AUTO_TEST_CASE(lines_that_cross_do_not_darken_one_another) {
  const SmallMap map(test::line({{0, 64}, {128, 64}}) + "," + test::line({{64, 0}, {64, 128}}),
                     layer("line", R"("paint":{"line-width":10,"line-opacity":0.4})"));
  BOOST_TEST(static_cast<int>(map.draw().pixel(64, 64)[3]) == 102);
}

BOOST_AUTO_TEST_CASE(dashes_repeat_in_line_widths) {
  const auto picture = draw({{0, 64}, {128, 64}}, R"({"line-width":2,"line-dasharray":[4,2]})");
  for (int x = 0; x < 120; ++x) {
    BOOST_TEST(static_cast<int>(picture.pixel(x, 64)[3]) == (x % 12 < 8 ? 255 : 0), fmt::format("pixel {}", x));
  }
}

BOOST_AUTO_TEST_CASE(dashes_run_on_through_views) {
  test::Points wave;
  for (int i = 0; i < 300; ++i) wave.emplace_back(-300 + 3 * i, 64 + 30 * std::sin(i * 0.1));
  const SmallMap map(test::line(wave), layer("line", R"("paint":{"line-width":2,"line-dasharray":[3,2]})"));
  auto part = test::small_view();
  part.left += 45, part.top += 13, part.width = part.height = 70;
  // The end of a dash may fall on the other side of a fifteenth of a pixel.
  const auto difference = test::compare(map.draw(part), map.draw(), 45, 13, 2);
  BOOST_TEST(difference.largest <= 17);
  BOOST_TEST(difference.pixels <= 10);
}

BOOST_AUTO_TEST_CASE(a_casing_leaves_the_gap_transparent) {
  const auto picture = draw({{-20, 64}, {150, 64}}, R"({"line-width":2,"line-gap-width":6})");
  for (int y = 56; y < 72; ++y) {
    const bool inked = (y >= 59 && y < 61) || (y >= 67 && y < 69);
    BOOST_TEST(static_cast<int>(picture.pixel(64, y)[3]) == (inked ? 255 : 0), fmt::format("row {}", y));
  }
}

BOOST_AUTO_TEST_CASE(caps_add_what_they_should) {
  const auto area = [](const char* cap) {
    return ink(draw({{30, 64}, {80, 64}}, R"({"line-width":12})", fmt::format(R"({{"line-cap":"{}"}})", cap)));
  };
  BOOST_TEST(std::abs(area("butt") - 600) < 3);
  BOOST_TEST(std::abs(area("square") - 600 - 144) < 3);
  BOOST_TEST(std::abs(area("round") - 600 - std::numbers::pi * 36) < 3);
}

BOOST_AUTO_TEST_CASE(joins_fill_the_corner_as_asked) {
  const auto area = [](const char* join, const char* limit) {
    return ink(draw(corner, R"({"line-width":12})",
                    fmt::format(R"({{"line-join":"{}","line-miter-limit":{}}})", join, limit)));
  };
  const double legs = 2 * 70 * 12 - 36;  // they overlap in a quarter of the corner
  BOOST_TEST(std::abs(area("miter", "2") - legs - 36) < 3);
  BOOST_TEST(std::abs(area("miter", "1") - legs - 18) < 3);
  BOOST_TEST(std::abs(area("bevel", "2") - legs - 18) < 3);
  BOOST_TEST(std::abs(area("round", "2") - legs - std::numbers::pi * 9) < 3);
}

BOOST_AUTO_TEST_CASE(an_areas_outline_is_closed_in_every_view) {
  for (const auto* dashes : {"", R"(,"line-dasharray":[2,1])"}) {
    const SmallMap map(test::polygon({square(40, 240)}),
                       layer("line", fmt::format(R"("paint":{{"line-width":9{}}})", dashes)));
    const auto whole = map.draw(test::small_view(280));
    if (*dashes == '\0') BOOST_TEST(std::abs(ink(whole) - 4 * 200 * 9) < 5);
    auto part = test::small_view(60);  // sees the corner where the ring begins, and not the rest
    BOOST_TEST(test::compare(map.draw(part), whole).largest <= 2, dashes);
    part.left += 210, part.top += 210;
    BOOST_TEST(test::compare(map.draw(part), whole, 210, 210).largest <= 2, dashes);
  }
}

BOOST_AUTO_TEST_CASE(a_very_long_segment_is_drawn_at_a_very_large_zoom) {
  // 170° of longitude at zoom 20 are 250 million pixels: more than Cairo counts to.
  const std::string features =
      R"({"type":"Feature","properties":{},"geometry":{"type":"LineString","coordinates":[[-80,25],[90,25]]}})";
  const SmallMap map(features, layer("line", R"("paint":{"line-width":4})"));
  const auto picture = map.draw(View::centred({62.333, 25}, 20, 100, 100));
  BOOST_TEST(std::abs(ink(picture) - 400) < 4);
}

BOOST_AUTO_TEST_CASE(translate_moves_it) {
  const auto picture = draw({{-20, 64}, {150, 64}}, R"({"line-width":2,"line-translate":[0,10]})");
  BOOST_TEST(std::abs(ink(picture, 0, 73, 128, 75) - 256) < 1);
  BOOST_TEST(std::abs(ink(picture) - 256) < 1);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
}  // namespace riskmap::render

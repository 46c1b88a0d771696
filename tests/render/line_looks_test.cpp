// SPDX-License-Identifier: MIT
// What a line may look like beyond its width: moved aside, faded, dashed oddly, coloured or patterned along its course.
#include <tests/render/small_map.hpp>

#include <cmath>

namespace riskmap::render {
BOOST_AUTO_TEST_SUITE(render)
BOOST_AUTO_TEST_SUITE(line_looks)

using test::color_at;
using test::ink;
using test::layer;
using test::Picture;
using test::SmallMap;

namespace {

const test::Points across = {{-50, 64}, {200, 64}};

Picture draw(const std::string& features, const std::string& paint, const std::string& layout = "{}",
             const std::string& metadata = "{}") {
  return SmallMap(features, layer("line", fmt::format(R"("paint":{},"layout":{})", paint, layout)), metadata).draw();
}

int alpha(const Picture& picture, int x, int y) { return picture.pixel(x, y)[3]; }

// The rows of column 64 that are more than half inked.
std::string rows(const Picture& picture) {
  std::string out;
  for (int y = 0; y < picture.height; ++y)
    if (alpha(picture, 64, y) > 127) out += (out.empty() ? "" : " ") + std::to_string(y);
  return out;
}

}  // namespace

BOOST_AUTO_TEST_CASE(an_offset_moves_a_line_to_its_right) {
  BOOST_TEST(rows(draw(test::line(across), R"({"line-width":2,"line-offset":10})")) == "73 74");
  BOOST_TEST(rows(draw(test::line(across), R"({"line-width":2,"line-offset":-10})")) == "53 54");
  BOOST_TEST(rows(draw(test::line({{200, 64}, {-50, 64}}), R"({"line-width":2,"line-offset":10})")) == "53 54");
}

BOOST_AUTO_TEST_CASE(an_offset_moves_an_areas_outline_inwards_whichever_way_it_runs) {
  auto ring = test::square(30, 100);
  for (int i = 0; i < 2; ++i) {
    const auto picture = draw(test::polygon({ring}), R"({"line-width":2,"line-offset":10})");
    BOOST_TEST(rows(picture) == "39 40 89 90");
    BOOST_TEST(std::abs(ink(picture) - 4 * 50 * 2) < 2);
    std::reverse(ring.begin(), ring.end());
  }
}

BOOST_AUTO_TEST_CASE(corners_of_an_offset_line_are_its_joins) {
  const auto corner = test::line({{20, 100}, {20, 30}, {90, 30}});  // turns right, so its left is the outer side
  const auto at_tip = [&](const char* join) {
    return alpha(draw(corner, R"({"line-width":4,"line-offset":-12})", fmt::format(R"({{"line-join":"{}"}})", join)), 8,
                 18);
  };
  BOOST_TEST(at_tip("miter") == 255);
  BOOST_TEST(at_tip("bevel") == 0);
  BOOST_TEST(at_tip("round") == 0);
  BOOST_TEST(rows(draw(corner, R"({"line-width":4,"line-offset":12})")) == "40 41 42 43");
}

BOOST_AUTO_TEST_CASE(blur_fades_the_edges_inwards) {
  const auto picture = draw(test::line(across), R"({"line-width":20,"line-blur":8})");
  for (int y = 54; y < 64; ++y) {
    const double inside = y + 0.5 - 54, wanted = std::clamp(inside / 8, 0.0, 1.0) * 255;
    BOOST_TEST(std::abs(alpha(picture, 64, y) - wanted) < 16, fmt::format("row {}: {}", y, alpha(picture, 64, y)));
    BOOST_TEST(alpha(picture, 64, y) == alpha(picture, 64, 127 - y));
  }
  BOOST_TEST(alpha(picture, 64, 53) == 0);
  BOOST_TEST(alpha(picture, 64, 63) == 255);
  // A line narrower than its blur is nowhere whole.
  const int thin = alpha(draw(test::line(across), R"({"line-width":4,"line-blur":8})"), 64, 64);
  BOOST_TEST(thin > 32);
  BOOST_TEST(thin < 80);
}

BOOST_AUTO_TEST_CASE(a_blurred_casing_fades_to_both_sides) {
  const auto picture = draw(test::line(across), R"({"line-width":8,"line-gap-width":20,"line-blur":3})");
  BOOST_TEST(alpha(picture, 64, 64) == 0);
  BOOST_TEST(alpha(picture, 64, 50) == 255);  // the middle of the upper line
  BOOST_TEST(alpha(picture, 64, 46) < 100);
  BOOST_TEST(alpha(picture, 64, 46) > 0);
  BOOST_TEST(alpha(picture, 64, 44) == 0);
}

BOOST_AUTO_TEST_CASE(of_an_odd_number_the_last_dash_runs_on_into_the_first) {
  const auto picture = draw(test::line({{0, 64}, {128, 64}}), R"({"line-width":2,"line-dasharray":[3,2,1]})");
  for (int x = 0; x < 120; ++x) {
    const int place = x % 12;  // 6 inked, 4 not, 2 inked
    BOOST_TEST(alpha(picture, x, 64) == (place < 6 || place >= 10 ? 255 : 0), fmt::format("pixel {}", x));
  }
}

BOOST_AUTO_TEST_CASE(dashes_may_follow_the_feature_and_lie_in_a_casing) {
  const auto features =
      test::line({{0, 30}, {128, 30}}, R"({"k":1})") + "," + test::line({{0, 90}, {128, 90}}, R"({"k":2})");
  const auto picture = draw(features, R"({"line-width":2,"line-gap-width":4,
    "line-dasharray":["case",["==",["get","k"],1],["literal",[4,4]],["literal",[2,2]]]})");
  BOOST_TEST(alpha(picture, 6, 27) == 255);
  BOOST_TEST(alpha(picture, 6, 30) == 0);  // the gap
  BOOST_TEST(alpha(picture, 10, 27) == 0);
  BOOST_TEST(alpha(picture, 6, 87) == 0);
  BOOST_TEST(alpha(picture, 10, 87) == 255);
}

BOOST_AUTO_TEST_CASE(dashes_without_a_gap_or_too_short_to_be_told_apart_are_a_line) {
  for (const auto* dashes : {"[3,0]", "[1e-9,1e-9]", "[0,4]"}) {
    const auto picture = draw(test::line(across), fmt::format(R"({{"line-width":2,"line-dasharray":{}}})", dashes));
    BOOST_TEST(std::abs(ink(picture) - 256) < 1, dashes);
  }
}

BOOST_AUTO_TEST_CASE(a_gradient_runs_from_start_to_end) {
  const auto paint =
      R"({"line-width":6,"line-opacity":0.5,"line-gradient":["interpolate",["linear"],["line-progress"],0,"#ff0000",1,"#0000ff"]})";
  const auto picture = draw(test::line({{14, 64}, {114, 64}}), paint);
  for (const int x : {20, 64, 108}) {
    const auto* p = picture.pixel(x, 64);
    const double progress = (x + 0.5 - 14) / 100;
    BOOST_TEST(std::abs(p[0] - 255 * (1 - progress)) < 4, fmt::format("red at {}: {}", x, p[0]));
    BOOST_TEST(std::abs(p[2] - 255 * progress) < 4);
    BOOST_TEST(std::abs(p[3] - 127.5) <= 1);
  }
}

BOOST_AUTO_TEST_CASE(a_pattern_is_stretched_to_the_width_and_repeated) {
  const auto rows_of_three =
      R"({"riskmap:patterns":{"p":{"kind":"lines","angle":90,"spacing":6,"width":3,"color":"#ff0000"}}})";
  const auto picture =
      draw(test::line({{0, 64}, {128, 64}}), R"({"line-width":12,"line-pattern":"p"})", "{}", rows_of_three);
  // Six px of pattern fill twelve of width, so it repeats every twelve.
  BOOST_TEST(std::abs(ink(picture) - 128 * 6) < 40);
  BOOST_TEST(alpha(picture, 30, 64) > 200);
  BOOST_TEST(alpha(picture, 36, 64) < 50);
  BOOST_TEST(alpha(picture, 42, 64) > 200);
  BOOST_TEST(alpha(picture, 30, 56) == 0);
}

BOOST_AUTO_TEST_CASE(round_joins_of_slight_corners_are_mitred) {
  const auto slight = test::line({{10, 80}, {64, 40}, {118, 80}});
  const auto drawn = [&](const char* layout) { return ink(draw(slight, R"({"line-width":30})", layout)); };
  const double round = drawn(R"({"line-join":"round"})"),
               limited = drawn(R"({"line-join":"round","line-round-limit":1.5})"),
               mitred = drawn(R"({"line-join":"miter"})");
  BOOST_TEST(std::abs(limited - mitred) < 0.01);
  BOOST_TEST(limited > round + 2);
}

BOOST_AUTO_TEST_CASE(a_casing_is_lines_on_a_page_as_in_a_picture) {
  const auto features = test::line({{45, 85}, {64, 50}, {85, 75}}) + "," + test::polygon({test::square(20, 110)});
  for (const auto* cap : {"butt", "round", "square"}) {
    for (const double blur : {0.0, 2.0}) {
      const SmallMap map(features,
                         R"({"id":"b","type":"background","paint":{"background-color":"#ffffff"}},)" +
                             layer("line", fmt::format(R"("paint":{{"line-width":4,"line-gap-width":9,"line-blur":{},
        "line-opacity":0.8}},"layout":{{"line-cap":"{}"}})",
                                                       blur, cap)));
      auto page = Canvas::page_picture(128, 128, 1);
      map.renderer().draw(test::small_view(), page);
      const auto drawn = page.take_picture();
      const auto found = test::compare(drawn, map.draw(), 0, 0, 48);
      BOOST_TEST(found.pixels <= (blur > 0 ? 40 : 12), fmt::format("{}, blur {}: {}", cap, blur, found.pixels));
      std::string pdf;
      auto canvas = Canvas::pdf(128, 128, 1, {}, [&](std::span<const std::byte> part) {
        pdf.append(reinterpret_cast<const char*>(part.data()), part.size());
      });
      map.renderer().draw(test::small_view(), canvas);
      canvas.finish();
      BOOST_TEST(pdf.find("/Subtype /Image") == std::string::npos);
    }
  }
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
}  // namespace riskmap::render

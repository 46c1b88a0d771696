// SPDX-License-Identifier: MIT
// Text that runs down: which letters stand, where columns lie, and when it is tried.
#include <riskmap/render/detail/text_layout.hpp>
#include <riskmap/render/detail/vertical_text.hpp>
#include <tests/render/small_map.hpp>

#include <cmath>

namespace riskmap::render::detail {
BOOST_AUTO_TEST_SUITE(render)
BOOST_AUTO_TEST_SUITE(vertical_text)

namespace {

TextLayout laid_out(const std::string& text, LayoutSpec spec = {}) {
  spec.vertical = true;
  return TextLayout(style::Formatted{{{.text = text}}}, spec);
}

// The middle of a glyph's ink, in ems.
PixelPoint middle(const TextGlyph& glyph) {
  const auto& ink = glyph.outline->ink;
  const double x = (ink.min_x + ink.max_x) / 2 * glyph.scale, y = (ink.min_y + ink.max_y) / 2 * glyph.scale;
  return glyph.turned ? PixelPoint{glyph.x - y, glyph.y + x} : PixelPoint{glyph.x + x, glyph.y + y};
}

std::string names(const std::string& layout) {
  return test::layer(
      "symbol", R"("layout":{"text-field":["get","name"],"text-size":20)" + (layout.empty() ? "" : "," + layout) + "}");
}
std::string place(const std::string& name, double x = 64) { return test::point(x, 64, R"({"name":")" + name + "\"}"); }

// How much wider than high the ink of a picture is.
double shape(const Picture& picture) {
  int left = 1000, top = 1000, right = 0, bottom = 0;
  for (int y = 0; y < picture.height; ++y) {
    for (int x = 0; x < picture.width; ++x) {
      if (picture.pixel(x, y)[3] < 64) continue;
      left = std::min(left, x), right = std::max(right, x + 1);
      top = std::min(top, y), bottom = std::max(bottom, y + 1);
    }
  }
  return right > left ? static_cast<double>(right - left) / (bottom - top) : 0;
}

constexpr const char* both_ways = R"("text-writing-mode":["vertical","horizontal"])";

}  // namespace

BOOST_AUTO_TEST_CASE(letters_stand_as_unicode_says) {
  for (const char32_t letter : U"中あアㄅ한ꀀ。、々（")
    BOOST_TEST((letter == 0 || letter == U'（' || is_upright(letter)));
  for (const char32_t letter : U"A1é《ー（گदβ") BOOST_TEST(!is_upright(letter));
  BOOST_TEST(is_upright(U'\U00020000'));  // Han beyond the first plane
  BOOST_TEST(may_run_down("K2 喀喇昆仑"));
  BOOST_TEST(!may_run_down("Karachi گوادر (1)"));
  BOOST_TEST(!may_run_down("\xff\xe4\xb8"));  // no UTF-8
  BOOST_TEST((lies_down(U'(') && lies_down(U'–') && !lies_down(U'A')));
}

BOOST_AUTO_TEST_CASE(characters_follow_one_another_down_in_their_squares) {
  const auto layout = laid_out("瓜达尔");
  BOOST_REQUIRE(layout.glyphs().size() == 3U);
  BOOST_TEST(std::abs(layout.width() - 1.2) < 1e-9);
  BOOST_TEST(std::abs(layout.height() - 3) < 1e-6);
  for (std::size_t i = 0; i < 3; ++i) {
    const auto at = middle(layout.glyphs()[i]);
    BOOST_TEST(std::abs(at.x - 0.6) < 0.1);
    BOOST_TEST(std::abs(at.y - (static_cast<double>(i) + 0.5)) < 0.12);
    BOOST_TEST(!layout.glyphs()[i].turned);
  }
  // Brackets of the font for text that runs down.
  const auto bracket = laid_out("（中").glyphs().front().id;
  BOOST_TEST(bracket != TextLayout(style::Formatted{{{.text = "（中"}}}, {}).glyphs().front().id);
}

BOOST_AUTO_TEST_CASE(other_letters_stand_in_squares_and_joined_ones_lie) {
  const auto latin = laid_out("K2峰");
  BOOST_REQUIRE(latin.glyphs().size() == 3U);
  BOOST_TEST(std::abs(latin.height() - 3) < 1e-6);
  for (std::size_t i = 0; i < 3; ++i) {
    BOOST_TEST(!latin.glyphs()[i].turned);
    BOOST_TEST(std::abs(middle(latin.glyphs()[i]).x - 0.6) < 0.1);
    BOOST_TEST(std::abs(middle(latin.glyphs()[i]).y - (static_cast<double>(i) + 0.5)) < 0.15);
  }
  const auto dash = laid_out("中-中");
  BOOST_TEST(dash.glyphs()[1].turned);
  const auto mixed = laid_out("中گوادر");
  for (const auto& glyph : mixed.glyphs()) BOOST_TEST(glyph.turned == (glyph.face != mixed.glyphs()[0].face));
}

BOOST_AUTO_TEST_CASE(columns_follow_one_another_from_the_right) {
  const auto layout = laid_out("白沙\n瓦");
  BOOST_REQUIRE(layout.lines().size() == 2U);
  BOOST_TEST(std::abs(layout.width() - 2.4) < 1e-9);
  BOOST_TEST(std::abs(layout.height() - 2) < 1e-6);
  BOOST_TEST(middle(layout.glyphs()[0]).x > 1.6);
  BOOST_TEST(middle(layout.glyphs()[2]).x < 0.8);
  BOOST_TEST(middle(layout.glyphs()[2]).y < 0.7);  // from the top
  LayoutSpec narrow;
  narrow.max_width = 2;
  BOOST_TEST(laid_out("伊斯兰堡", narrow).lines().size() == 2U);
}

BOOST_AUTO_TEST_CASE(modes_are_tried_in_order_where_the_script_has_them) {
  const auto drawn = [](const std::string& name, const std::string& layout) {
    return shape(test::SmallMap(place(name), names(layout)).draw());
  };
  BOOST_TEST(drawn("瓜达尔", "") > 2);
  BOOST_TEST(drawn("瓜达尔", both_ways) < 0.5);
  BOOST_TEST(drawn("瓜达尔", R"("text-writing-mode":["horizontal","vertical"])") > 2);
  BOOST_TEST(drawn("Hub", both_ways) > 1.2);
  BOOST_TEST(drawn("گوادر", both_ways) > 1);
  BOOST_TEST(drawn("Hub", R"("text-writing-mode":["vertical"])") > 1.2);
  // Beside a wall the name that finds no room across runs down.
  const std::string wall =
      R"(,{"id":"b","type":"symbol","source":"s","filter":["==",["get","name"],"wall"],"layout":{"icon-image":"square","icon-size":2}})";
  const auto beside = [&](const std::string& modes) {
    const auto layer = test::layer(
        "symbol",
        R"("filter":["!=",["get","name"],"wall"],"layout":{"text-field":["get","name"],"text-size":20,)" + modes + "}");
    return test::ink(test::SmallMap(place("瓜达尔") + "," + place("wall", 100), layer + wall).draw(), 0, 0, 76, 128);
  };
  BOOST_TEST(beside(R"("text-writing-mode":["horizontal"])") == 0);
  BOOST_TEST(beside(R"("text-writing-mode":["horizontal","vertical"])") > 50);
}

BOOST_AUTO_TEST_CASE(tiles_join_and_digests_see_it) {
  const test::SmallMap map(place("伊斯兰堡 K2"), names(both_ways));
  const auto whole = map.draw();
  for (const int x : {0, 64}) {
    for (const int y : {0, 64}) {
      auto view = test::small_view(64);
      view.left += x, view.top += y;
      BOOST_TEST(test::compare(map.draw(view), whole, x, y).largest == 0);
    }
  }
  const auto view = test::small_view();
  BOOST_TEST(map.renderer().digest(view) != test::SmallMap(place("伊斯兰堡 K2"), names("")).renderer().digest(view));
}

BOOST_AUTO_TEST_CASE(a_page_has_it_as_text) {
  const test::SmallMap map(place("伊斯兰堡"), names(both_ways));
  std::size_t size = 0;
  auto canvas = Canvas::pdf(128, 128, 1, {}, [&](std::span<const std::byte> part) { size += part.size(); });
  map.renderer().draw(test::small_view(), canvas);
  canvas.finish();
  BOOST_TEST(size > 2000U);  // a font is embedded
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
}  // namespace riskmap::render::detail

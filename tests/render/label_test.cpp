// SPDX-License-Identifier: MIT
#include <riskmap/render/detail/label.hpp>
#include <tests/support/test.hpp>

#include <cmath>

namespace riskmap::render::detail {
BOOST_AUTO_TEST_SUITE(render)
BOOST_AUTO_TEST_SUITE(label)

namespace {

style::Formatted plain(const std::string& text) { return {{{.text = text}}}; }

LabelStyle sized(double size) {
  LabelStyle style;
  style.size = size;
  return style;
}

}  // namespace

BOOST_AUTO_TEST_CASE(equal_texts_are_laid_out_once) {
  TextCache texts;
  auto style = sized(12);
  const auto first = texts.get(plain("Gwadar"), style);
  BOOST_TEST(texts.get(plain("Gwadar"), style) == first);
  const auto other = texts.get(plain("Dasu"), style);
  BOOST_TEST(other != first);
  style.glow = {{1, 1, 1, 1}, 1, 0};
  const auto haloed = texts.get(plain("Gwadar"), style);
  BOOST_TEST(haloed != first);
  BOOST_TEST(haloed->digest() != first->digest());
  BOOST_TEST(other->digest() != first->digest());
  BOOST_TEST(TextCache().get(plain("Dasu"), sized(12))->digest() == other->digest());
  // One layout serves all sizes and colours.
  BOOST_TEST(&haloed->layout() == &first->layout());
  BOOST_TEST(&texts.get(plain("Gwadar"), sized(30))->layout() == &first->layout());
}

BOOST_AUTO_TEST_CASE(texts_that_no_label_has_are_dropped_in_the_end) {
  TextCache texts;
  std::weak_ptr<const SharedText> dropped = texts.get(plain("Gwadar"), sized(12));
  const auto kept = texts.get(plain("Dasu"), sized(12));
  for (int i = 0; i < 10'000; ++i) texts.get(plain(std::to_string(i)), sized(12));
  BOOST_TEST(dropped.expired());
  BOOST_TEST(texts.get(plain("Dasu"), sized(12)) == kept);
}

BOOST_AUTO_TEST_CASE(the_same_text_gives_the_same_pixels_within_its_ink) {
  auto style = sized(17.3);
  style.glow = {{1, 1, 1, 1}, 1.5, 0};
  for (const auto* words : {"Gwadar", "گوادر بندرگاہ", "瓜达尔港"}) {
    const auto once = TextCache().get(plain(words), style);
    (void)TextCache().get(plain("something else 别的"), sized(40))->upright()->bitmap();
    const auto again = TextCache().get(plain(words), style);
    const auto &bitmap = once->upright()->bitmap(), &same = again->upright()->bitmap();
    BOOST_TEST((bitmap.pixels == same.pixels), words);
    BOOST_TEST(bitmap.left == same.left);
    for (int x = 0; x < bitmap.width; ++x) BOOST_TEST(bitmap.row(0)[x] == 0U);
    for (int y = 0; y < bitmap.height; ++y) BOOST_TEST(bitmap.row(y)[0] == 0U);
  }
}

BOOST_AUTO_TEST_CASE(a_halo_widens_the_ink_by_its_width_and_lies_under_the_text) {
  auto style = sized(24);
  const auto bare = TextCache().get(plain("Qasim"), style);
  style.glow = {{0, 1, 0, 1}, 2.5, 0};
  const auto haloed = TextCache().get(plain("Qasim"), style);
  BOOST_TEST(std::abs(haloed->upright()->ink().width() - bare->upright()->ink().width() - 5) < 1e-9);
  const auto count = [](const SharedText& text, std::uint32_t pixel) {
    const auto& pixels = text.upright()->bitmap().pixels;
    return std::count(pixels.begin(), pixels.end(), pixel);
  };
  BOOST_TEST(count(*bare, 0xFF000000U) == count(*haloed, 0xFF000000U));
  BOOST_TEST(count(*haloed, 0xFF00FF00U) > 100);
  // Blurred, it fades: fewer pixels are full, more are touched.
  style.glow.blur = 2;
  const auto blurred = TextCache().get(plain("Qasim"), style);
  BOOST_TEST(count(*blurred, 0xFF00FF00U) < count(*haloed, 0xFF00FF00U));
  const auto touched = [](const SharedText& text) {
    const auto& pixels = text.upright()->bitmap().pixels;
    return std::count_if(pixels.begin(), pixels.end(), [](auto p) { return p != 0; });
  };
  BOOST_TEST(touched(*blurred) > touched(*haloed));
}

BOOST_AUTO_TEST_CASE(strokes_of_a_page_fade_as_the_halo_does) {
  const Glow soft{{1, 0, 0, 0.8}, 4, 2};
  const auto opacity = [&](double distance) {
    double through = 1;
    for (const auto& [width, color] : strokes_of(soft)) through *= width >= distance ? 1 - color.a : 1;
    return 1 - through;
  };
  BOOST_TEST(std::abs(opacity(0) - 0.8) < 0.03);
  BOOST_TEST(std::abs(opacity(4) - 0.4) < 0.07);
  BOOST_TEST(opacity(7) == 0);
  for (double at = 0; at < 7; at += 0.25) BOOST_TEST(opacity(at) >= opacity(at + 0.25));
  const auto sharp = strokes_of({{1, 0, 0, 0.8}, 4, 0});
  BOOST_REQUIRE(sharp.size() == 1U);
  BOOST_TEST(sharp[0].width == 4);
  BOOST_TEST(strokes_of({{1, 0, 0, 1}, 0.5, 9}).size() < 10U);  // none is narrower than nothing
}

BOOST_AUTO_TEST_CASE(lines_are_justified) {
  auto style = sized(20);
  style.layout.max_width = 5;
  const auto left_ink = [&](double justify) {
    style.justify = justify;
    const auto text = TextCache().get(plain("Hydropower II"), style);
    BOOST_REQUIRE(text->layout().lines().size() == 2U);
    // The second line's leftmost ink.
    const auto& bitmap = text->upright()->bitmap();
    for (int x = 0; x < bitmap.width; ++x) {
      for (int y = bitmap.height * 2 / 3; y < bitmap.height; ++y) {
        if (bitmap.row(y)[x] != 0) return x;
      }
    }
    return -1;
  };
  const int left = left_ink(0), centre = left_ink(0.5), right = left_ink(1);
  BOOST_TEST(left < 4);
  BOOST_TEST(centre > left + 20);
  BOOST_TEST(right > centre + 20);
}

BOOST_AUTO_TEST_CASE(sections_have_their_own_colors) {
  style::Formatted text{{{.text = "Gwadar "}, {.text = "Port", .color = Color{1, 0, 0, 1}}}};
  const auto shared = TextCache().get(text, sized(30));
  const auto& pixels = shared->upright()->bitmap().pixels;
  BOOST_TEST(std::count(pixels.begin(), pixels.end(), 0xFFFF0000U) > 20);
  BOOST_TEST(std::count(pixels.begin(), pixels.end(), 0xFF000000U) > 20);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
}  // namespace riskmap::render::detail

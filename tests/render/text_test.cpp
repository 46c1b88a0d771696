// SPDX-License-Identifier: MIT
#include <riskmap/render/detail/text.hpp>
#include <tests/render/small_map.hpp>

#include <cmath>

namespace riskmap::render::detail {
BOOST_AUTO_TEST_SUITE(render)
BOOST_AUTO_TEST_SUITE(text)

namespace {

style::Formatted plain(const std::string& text) { return {{{.text = text}}}; }

TextStyle sized(double size) {
  TextStyle style;
  style.size = size;
  return style;
}

double width(const std::string& text, const TextStyle& style = sized(16)) {
  return TextBlock(plain(text), style).extents().width;
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_missing_glyph_is_an_error_that_names_its_code_points) {
  BOOST_TEST(test::error_text<EnvironmentError>([] { TextBlock(plain("A\uE123B\U000F0001"), sized(16)); }) ==
             "no font has U+E123 U+F0001 of \"A\uE123B\U000F0001\" (name a folder with such a font in $RISKMAP_FONTS)");
}

BOOST_AUTO_TEST_CASE(urdu_and_chinese_are_laid_out) {
  BOOST_TEST(width("گوادر بندرگاہ") > 30.0);
  const auto chinese = width("瓜达尔港");
  BOOST_TEST(std::abs(chinese - 4 * 16) < 1.0);  // an em each
  BOOST_TEST(width("瓜达尔港 گوادر Gwadar") > chinese + width("Gwadar"));
  // Letters of a word are joined: not the sum of what they are alone.
  BOOST_TEST(std::abs(width("گوادر") - width("گ") - width("و") - width("ا") - width("د") - width("ر")) > 1.0);
}

BOOST_AUTO_TEST_CASE(it_scales_with_its_size) {
  for (const auto* words : {"Gwadar", "گوادر", "瓜达尔港"}) {
    BOOST_TEST(std::abs(width(words, sized(32)) - 2 * width(words, sized(16))) < 0.1, words);
  }
  const TextBlock small(plain("Gwadar"), sized(10)), large(plain("Gwadar"), sized(40));
  BOOST_TEST(std::abs(large.extents().height - 4 * small.extents().height) < 0.1);
}

BOOST_AUTO_TEST_CASE(fonts_weights_and_spacing_matter) {
  auto bold = sized(16), spaced = sized(16);
  bold.fonts = {"Noto Sans Bold"};
  spaced.letter_spacing = 3;
  BOOST_TEST(width("Gwadar", bold) > width("Gwadar") + 1);
  BOOST_TEST(std::abs(width("Gwadar", spaced) - width("Gwadar") - 6 * 3) < 3.1);
}

BOOST_AUTO_TEST_CASE(it_wraps_at_its_greatest_width) {
  auto style = sized(16);
  style.max_width = 80;
  const TextBlock block(plain("Dasu Hydropower Project"), style);
  BOOST_TEST(block.extents().width <= width("Hydropower") + 0.1);  // one word may be wider
  BOOST_TEST(block.extents().height > 2 * TextBlock(plain("Dasu"), sized(16)).extents().height * 0.8);
  BOOST_TEST(block.extents().width < width("Dasu Hydropower Project"));
}

BOOST_AUTO_TEST_CASE(the_ink_lies_in_its_box_and_the_halo_makes_it_larger) {
  auto style = sized(20);
  style.halo_width = 2.5;
  const TextBlock bare(plain("Qasim"), sized(20)), haloed(plain("Qasim"), style);
  BOOST_TEST(std::abs(haloed.ink().width() - bare.ink().width() - 5) < 1e-9);
  const auto bitmap = haloed.bitmap(1);
  for (int x = 0; x < bitmap.width; ++x) BOOST_TEST(bitmap.pixels[static_cast<std::size_t>(x)] == 0U);
  for (int y = 0; y < bitmap.height; ++y) BOOST_TEST(bitmap.pixels[static_cast<std::size_t>(y * bitmap.width)] == 0U);
}

BOOST_AUTO_TEST_CASE(the_same_text_gives_the_same_pixels) {
  auto style = sized(17.3);
  style.halo_width = 1.5;
  for (const auto* words : {"Gwadar", "گوادر بندرگاہ", "瓜达尔港"}) {
    const auto once = TextBlock(plain(words), style).bitmap(0.9);
    (void)TextBlock(plain("something else 别的"), sized(40)).bitmap(1);
    const auto again = TextBlock(plain(words), style).bitmap(0.9);
    BOOST_TEST((once.pixels == again.pixels), words);
    BOOST_TEST(once.left == again.left);
  }
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
}  // namespace riskmap::render::detail

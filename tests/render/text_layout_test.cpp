// SPDX-License-Identifier: MIT
#include <riskmap/render/detail/line_breaks.hpp>
#include <riskmap/render/detail/text_layout.hpp>
#include <tests/support/test.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <sstream>

namespace riskmap::render::detail {
BOOST_AUTO_TEST_SUITE(render)
BOOST_AUTO_TEST_SUITE(text_layout)

namespace {

TextLayout laid_out(const std::string& text, const LayoutSpec& spec = {}) {
  return TextLayout(style::Formatted{{{.text = text}}}, spec);
}

std::string glyph_ids(const TextLayout& layout) {
  std::string out;
  for (const auto& glyph : layout.glyphs()) out += fmt::format(" {}", glyph.id);
  return out;
}

struct Shaped {
  std::vector<unsigned> glyphs;
  std::vector<double> advances;  // thousandths of an em
};

// What HarfBuzz's own program says: "[17=0+512|23=1@3,4+600]".
std::optional<Shaped> hb_shape(const std::string& font, const std::string& text) {
  if (!std::filesystem::exists("/usr/bin/hb-shape")) return std::nullopt;
  const auto command = fmt::format("/usr/bin/hb-shape --no-glyph-names --font-size=1000 '{}' '{}'", font, text);
  std::unique_ptr<FILE, int (*)(FILE*)> pipe(popen(command.c_str(), "r"), &pclose);
  std::string said;
  std::array<char, 256> part;
  while (std::fgets(part.data(), part.size(), pipe.get()) != nullptr) said += part.data();
  Shaped out;
  std::istringstream in(said.substr(1, said.find(']') - 1));
  for (std::string glyph; std::getline(in, glyph, '|');) {
    out.glyphs.push_back(static_cast<unsigned>(std::stoul(glyph)));
    out.advances.push_back(std::stod(glyph.substr(glyph.rfind('+') + 1)));
  }
  return out;
}

constexpr const char* urdu_names[] = {"گوادر",     "کراچی", "لاہور", "اسلام آباد", "پشاور",        "کوئٹہ", "تربت",
                                      "پنجگور",    "خضدار", "چاغی",  "ڈیرہ بگٹی",  "حیدرآباد",     "سکھر",  "ملتان",
                                      "فیصل آباد", "گلگت",  "سکردو", "داسو",       "بندرگاہ قاسم", "ژوب"};

}  // namespace

BOOST_AUTO_TEST_CASE(urdu_is_shaped_as_harfbuzz_shapes_it) {
  for (const auto* name : urdu_names) {
    const auto layout = laid_out(name);
    const auto& glyphs = layout.glyphs();
    BOOST_REQUIRE(!glyphs.empty());
    const auto& file = glyphs.front().face->file();
    BOOST_TEST(file.find("Nastaliq") != std::string::npos, file);
    const auto reference = hb_shape(file, name);
    if (!reference) {
      BOOST_TEST_MESSAGE("hb-shape is not installed (libharfbuzz-bin)");
      return;
    }
    BOOST_REQUIRE(glyphs.size() == reference->glyphs.size());
    for (std::size_t i = 0; i < glyphs.size(); ++i) {
      BOOST_TEST(glyphs[i].id == reference->glyphs[i], name << " glyph " << i);
      // Its numbers are whole.
      BOOST_TEST(std::abs(glyphs[i].advance * 1000 - reference->advances[i]) <= 0.51, name << " advance " << i);
    }
  }
}

BOOST_AUTO_TEST_CASE(urdu_is_bold_only_where_it_is_asked_to_be) {
  LayoutSpec bold;
  bold.fonts = {"Noto Sans Bold"};
  BOOST_TEST(laid_out("گوادر").glyphs()[0].face->file().ends_with("NotoNastaliqUrdu-Regular.ttf"));
  BOOST_TEST(laid_out("گوادر", bold).glyphs()[0].face->file().ends_with("NotoNastaliqUrdu-Bold.ttf"));
}

BOOST_AUTO_TEST_CASE(letters_are_joined_and_run_from_the_right) {
  // As a word its letters have other shapes than one by one.
  std::string apart;
  for (const auto* letter : {"ر", "د", "ا", "و", "گ"}) apart += glyph_ids(laid_out(letter));
  BOOST_TEST(glyph_ids(laid_out("گوادر")) != apart);
  const auto layout = laid_out("کراچی");
  const auto& glyphs = layout.glyphs();
  BOOST_TEST(glyphs.front().cluster > glyphs.back().cluster);  // the last letter is the leftmost
}

BOOST_AUTO_TEST_CASE(scripts_stand_beside_one_another_in_reading_order) {
  const auto layout = laid_out("Gwadar گوادر 瓜达尔");
  const auto& glyphs = layout.glyphs();
  std::vector<std::string> files;
  for (const auto& glyph : glyphs) {
    if (files.empty() || files.back() != glyph.face->file()) files.push_back(glyph.face->file());
  }
  BOOST_TEST(files.front().find("NotoSans-Regular") != std::string::npos);
  BOOST_TEST(files.back().find("CJK") != std::string::npos);
  BOOST_TEST(std::any_of(files.begin(), files.end(), [](const auto& f) { return f.find("Nastaliq") != f.npos; }));
  // Within Arabic script numbers run from the left.
  const auto number = laid_out("سڑک 25");
  BOOST_TEST(number.glyphs()[0].cluster < number.glyphs()[1].cluster);
}

BOOST_AUTO_TEST_CASE(lines_are_as_tall_as_asked_and_nastaliq_has_its_room) {
  const auto one = laid_out("Gwadar");
  BOOST_TEST(std::abs(one.height() - 1.2) < 1e-9);
  BOOST_TEST(std::abs(one.lines()[0].baseline - 0.96) < 1e-9);
  LayoutSpec spec;
  spec.line_height = 2;
  BOOST_TEST(std::abs(laid_out("Gwadar\nPort", spec).height() - 4) < 1e-9);
  BOOST_TEST(std::abs(laid_out("瓜达尔港").height() - 1.2) < 0.2);
  BOOST_TEST(laid_out("گوادر").height() > 1.8);
  const auto stacked = laid_out("Gwadar\nگوادر");
  BOOST_TEST(stacked.lines().size() == 2U);
  BOOST_TEST(std::abs(stacked.height() - one.height() - laid_out("گوادر").height()) < 1e-9);
}

BOOST_AUTO_TEST_CASE(lines_are_broken_where_they_balance) {
  LayoutSpec spec;
  spec.max_width = 10;
  const auto layout = laid_out("Neelum Jhelum Hydropower Project", spec);
  BOOST_REQUIRE(layout.lines().size() == 2U);
  BOOST_TEST(std::abs(layout.lines()[0].width - layout.lines()[1].width) < 3.0);
  BOOST_TEST(laid_out("Hydropower", spec).lines().size() == 1U);
  spec.max_width = 3;
  BOOST_TEST(laid_out("瓜达尔港口项目", spec).lines().size() >= 2U);  // Chinese may be broken anywhere
  BOOST_TEST(laid_out("Hydropower", spec).lines().size() == 1U);      // a word is not
  // Lines of Urdu are shaped by themselves, the first holds the first words.
  spec.max_width = 5;
  const auto urdu = laid_out("داسو پن بجلی منصوبہ", spec);
  BOOST_REQUIRE(urdu.lines().size() >= 2U);
  BOOST_TEST(urdu.glyphs()[urdu.lines()[0].first].cluster < urdu.glyphs()[urdu.lines()[1].first].cluster);
  spec.one_line = true;
  BOOST_TEST(laid_out("Neelum Jhelum\nHydropower Project", spec).lines().size() == 1U);
}

BOOST_AUTO_TEST_CASE(breaks_make_lines_of_about_equal_width) {
  const std::vector<BreakPlace> places = {{1, 10, 12}, {2, 22, 24}, {3, 34, 36}, {4, 46, 46}};
  BOOST_TEST((balanced_breaks(places, 24) == std::vector<std::size_t>{2}));
  BOOST_TEST(balanced_breaks(places, 100).empty());
  BOOST_TEST((balanced_breaks(places, 12) == std::vector<std::size_t>{1, 2, 3}));
  BOOST_TEST(balanced_breaks({{1, 10, 10}}, 5).empty());
}

BOOST_AUTO_TEST_CASE(letter_spacing_parts_latin_but_not_joined_letters) {
  LayoutSpec spec;
  spec.letter_spacing = 0.5;
  BOOST_TEST(std::abs(laid_out("Gwadar", spec).width() - laid_out("Gwadar").width() - 5 * 0.5) < 1e-9);
  BOOST_TEST(std::abs(laid_out("گوادر", spec).width() - laid_out("گوادر").width()) < 1e-9);
}

BOOST_AUTO_TEST_CASE(a_missing_glyph_is_an_error_that_names_its_code_points) {
  BOOST_TEST(test::error_text<EnvironmentError>([] { laid_out("A\uE123B\U000F0001"); }) ==
             "no font has U+E123 U+F0001 of \"A\uE123B\U000F0001\" (name a folder with such a font in $RISKMAP_FONTS)");
  BOOST_TEST(laid_out("A\u200CB\u200FC\tD").glyphs().size() >= 5U);  // what has no look needs no glyph
}

BOOST_AUTO_TEST_CASE(images_stand_in_the_text) {
  style::Formatted text{{{.text = "Gwadar "}, {.text = "", .image = "port"}}};
  const TextLayout layout(text, {}, {{1, 1.5, 1.0}});
  BOOST_TEST(std::abs(layout.width() - laid_out("Gwadar ").width() - 1.5) < 0.3);
  BOOST_TEST(layout.glyphs().back().face == nullptr);
  text.sections[1].vertical_align = "center";
  const TextLayout centred(text, {}, {{1, 1.5, 1.0}});
  BOOST_TEST(centred.glyphs().back().y > layout.glyphs().back().y + 0.1);  // lower: a capital is less than an em
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
}  // namespace riskmap::render::detail

// SPDX-License-Identifier: MIT
#include <riskmap/render/detail/line_text.hpp>
#include <tests/support/test.hpp>

#include <cmath>

namespace riskmap::render::detail {
BOOST_AUTO_TEST_SUITE(render)
BOOST_AUTO_TEST_SUITE(line_text)

namespace {

using Points = std::vector<PixelPoint>;

std::shared_ptr<const SharedText> text(const std::string& words, double size = 16) {
  LabelStyle style;
  style.size = size;
  style.layout.one_line = true;
  static TextCache texts;
  return texts.get({{{.text = words}}}, style);
}

Points arc(double radius, double from, double to) {
  Points out;
  for (int i = 0; i <= 60; ++i) {
    const double a = from + (to - from) * i / 60;
    out.push_back({1000 + radius * std::cos(a), 1000 + radius * std::sin(a)});
  }
  return out;
}

}  // namespace

BOOST_AUTO_TEST_CASE(text_on_a_straight_line_is_the_text) {
  const auto words = text("Indus");
  const auto line = make_line({{100, 200}, {500, 200}});
  const auto bent = bend(*words, line, 200, {});
  BOOST_REQUIRE(bent.has_value());
  BOOST_TEST(bent->x == 300);
  BOOST_TEST(bent->y == 200);
  for (const auto& matrix : bent->units) {
    BOOST_TEST(std::abs(matrix.xx - 1) < 1e-9);
    BOOST_TEST(std::abs(matrix.x0 + words->width() / 2) < 1e-6);
    BOOST_TEST(std::abs(matrix.y0 + words->height() / 2) < 1e-6);
  }
  BOOST_TEST(bent->boxes.size() == 5U);
}

BOOST_AUTO_TEST_CASE(it_is_read_from_the_left_whichever_way_the_line_runs) {
  const auto words = text("Indus");
  const auto line = make_line({{500, 200}, {100, 200}});
  BOOST_TEST(bend(*words, line, 200, {})->units.back().xx > 0.99);
  BendOptions as_it_comes;
  as_it_comes.upright = false;
  BOOST_TEST(bend(*words, line, 200, as_it_comes)->units.back().xx < -0.99);
  // A line that runs down is read up.
  const auto down = bend(*words, make_line({{200, 100}, {200, 500}}), 200, {});
  BOOST_REQUIRE(down.has_value());
  BOOST_TEST(down->units.back().yx < -0.99);
}

BOOST_AUTO_TEST_CASE(letters_that_stand_upright_run_down_a_steep_line) {
  const auto words = text("印度河K2");
  for (const auto& line : {make_line({{200, 100}, {200, 500}}), make_line({{200, 500}, {200, 100}})}) {
    const auto down = bend(*words, line, 200, {});
    BOOST_REQUIRE(down.has_value());
    BOOST_REQUIRE(down->boxes.size() == 5U);
    for (std::size_t i = 0; i < 5; ++i) {
      const auto& box = down->boxes[i];
      if (i > 0) BOOST_TEST(box.min_y + box.max_y > down->boxes[i - 1].min_y + down->boxes[i - 1].max_y);
      BOOST_TEST(std::abs((box.min_x + box.max_x) / 2 - 200) < 2.5);
    }
    BOOST_TEST(down->units[1].xx > 0.99);      // upright
    BOOST_TEST(down->units.back().yx > 0.99);  // Latin letters lie along the line
  }
  // On a level one they stand as ever; where text need not be upright it runs as the line does.
  BOOST_TEST(bend(*words, make_line({{100, 200}, {500, 220}}), 200, {})->units[1].xx > 0.99);
  BendOptions as_it_comes;
  as_it_comes.upright = false;
  BOOST_TEST(bend(*words, make_line({{200, 500}, {200, 100}}), 200, as_it_comes)->units[1].yx < -0.99);
}

BOOST_AUTO_TEST_CASE(letters_follow_a_bow) {
  const auto line = make_line(arc(120, -2.6, -0.5));  // over the top, from the left
  const auto bent = bend(*text("Brahmaputra"), line, line.along.back() / 2, {});
  BOOST_REQUIRE(bent.has_value());
  BOOST_TEST(bent->units[1].yx < -0.2);     // climbing
  BOOST_TEST(bent->units.back().yx > 0.2);  // falling
  for (const auto& box : bent->boxes) {
    const double x = (box.min_x + box.max_x) / 2 - 1000, y = (box.min_y + box.max_y) / 2 - 1000;
    BOOST_TEST(std::abs(std::sqrt(x * x + y * y) - 120) < 8);
  }
}

BOOST_AUTO_TEST_CASE(what_is_too_long_or_turns_too_sharply_is_not_placed) {
  BOOST_TEST(!bend(*text("Brahmaputra"), make_line({{0, 0}, {50, 0}}), 25, {}).has_value());
  BOOST_TEST(!bend(*text("Brahmaputra"), make_line({{0, 0}, {500, 0}}), 20, {}).has_value());
  const auto hairpin = make_line({{0, 0}, {100, 0}, {0, 8}});
  BOOST_TEST(!bend(*text("Brahmaputra"), hairpin, 100, {}).has_value());
  const auto corner = make_line({{0, 0}, {100, 0}, {100, 100}});
  BendOptions strict;
  strict.max_angle_cosine = 0.999;
  BOOST_TEST(!bend(*text("Brahmaputra"), corner, 100, strict).has_value());
}

BOOST_AUTO_TEST_CASE(offsets_lift_it_off_the_line) {
  BendOptions above;
  above.offset = {0, -20};
  const auto bent = bend(*text("Indus"), make_line({{100, 200}, {500, 200}}), 200, above);
  for (const auto& box : bent->boxes) BOOST_TEST(box.max_y < 200);
}

BOOST_AUTO_TEST_CASE(nastaliq_bends_word_by_word_and_latin_letter_by_letter) {
  const auto count = [](const std::string& words) {
    return bend(*text(words), make_line({{0, 0}, {900, 0}}), 450, {})->boxes.size();
  };
  BOOST_TEST(count("دریائے سندھ") == 2U);
  BOOST_TEST(count("Indus River") == 10U);
  BOOST_TEST(count("印度河") == 3U);
}

BOOST_AUTO_TEST_CASE(lines_that_go_on_in_one_another_are_joined) {
  const auto joined = join_lines({{{0, 0}, {1, 0}}, {{2, 0}, {3, 0}}, {{1, 0}, {2, 0}}, {{9, 9}, {8, 8}}});
  BOOST_REQUIRE(joined.size() == 2U);
  BOOST_TEST(joined[0].size() == 4U);
  BOOST_TEST(joined[0].front().x == 0.0);
  BOOST_TEST(joined[0].back().x == 3.0);
  BOOST_TEST(joined[1].front().x == 9.0);
  // A ring in two halves stays a line that ends where it begins.
  BOOST_TEST(join_lines({{{0, 0}, {1, 1}}, {{1, 1}, {0, 0}}}).size() == 1U);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
}  // namespace riskmap::render::detail

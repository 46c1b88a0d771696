// SPDX-License-Identifier: MIT
#include <riskmap/render/detail/hatch.hpp>
#include <tests/render/small_map.hpp>

#include <cmath>
#include <numbers>

namespace riskmap::render::detail {
BOOST_AUTO_TEST_SUITE(render)
BOOST_AUTO_TEST_SUITE(hatch)

namespace {

style::PatternSpec lines(double angle, double spacing, double width) {
  return {.name = "h", .kind = "lines", .angle = angle, .spacing = spacing, .width = width, .color = {0, 0, 0, 1}};
}

double mean(const Hatch& hatch, int side) {
  double sum = 0;
  for (int y = 0; y < side; ++y) {
    for (int x = 0; x < side; ++x) sum += hatch.coverage(x, y);
  }
  return sum / side / side;
}

/// The pattern's period is a whole number of pixels: the spacing in use is the nearest one that makes it so.
double spacing_in_use(double angle, double spacing) {
  const double slant = angle == 45 || angle == 135 ? std::numbers::sqrt2 : 1.0;
  return std::round(spacing * slant) / slant;
}

}  // namespace

BOOST_AUTO_TEST_CASE(the_mean_coverage_is_width_over_spacing) {
  for (const double angle : {0.0, 45.0, 90.0, 135.0}) {
    for (const auto& [spacing, width] :
         {std::pair{4.0, 0.7}, std::pair{9.0, 0.9}, std::pair{10.0, 3.0}, std::pair{5.0, 1.5}}) {
      const Hatch hatch(lines(angle, spacing, width), 1);
      const double wanted = width / spacing_in_use(angle, spacing);
      BOOST_TEST(std::abs(mean(hatch, 840) - wanted) < 0.08 * wanted,
                 fmt::format("{}° {} px every {}: {} but {}", angle, width, spacing, mean(hatch, 840), wanted));
      BOOST_TEST(std::abs(spacing_in_use(angle, spacing) - spacing) <= 0.36);
    }
  }
}

BOOST_AUTO_TEST_CASE(dots_cover_two_discs_a_period) {
  auto pattern = lines(0, 12, 4);
  pattern.kind = "dots";
  const Hatch hatch(pattern, 1);
  BOOST_TEST(std::abs(mean(hatch, 240) - 2 * std::numbers::pi * 4 / 144) < 0.005);
}

BOOST_AUTO_TEST_CASE(it_is_finer_on_paper_and_twice_as_large_at_ratio_2) {
  const Hatch one(lines(0, 6, 2), 1), two(lines(0, 6, 2), 2);
  for (int y = 0; y < 24; ++y)
    BOOST_TEST(std::abs(two.coverage(0, 2 * y) + two.coverage(0, 2 * y + 1) - 2 * one.coverage(0, y)) < 1e-12);
}

BOOST_AUTO_TEST_CASE(coverage_runs_through_tiles) {
  const std::string metadata =
      R"({"riskmap:patterns":{"h":{"kind":"lines","angle":45,"spacing":9,"width":1.4,"color":"#000000"}}})";
  const test::SmallMap map(test::polygon({test::square(-200, 400)}),
                           test::layer("fill", R"("paint":{"fill-pattern":"h"})"), metadata);
  const Hatch hatch(lines(45, 9, 1.4), 1);
  const auto whole = map.draw();
  auto moved = test::small_view();
  moved.left += 37, moved.top += 11, moved.width = moved.height = 64;
  BOOST_TEST(test::compare(map.draw(moved), whole, 37, 11).pixels == 0);
  int wrong = 0;
  for (int y = 0; y < 128; ++y) {
    for (int x = 0; x < 128; ++x) {
      if (std::abs(whole.pixel(x, y)[3] - 255 * hatch.coverage(20000 + x, 13600 + y)) > 0.51) ++wrong;
    }
  }
  BOOST_TEST(wrong == 0);
}

BOOST_AUTO_TEST_CASE(a_run_is_its_pixels_one_by_one) {
  for (const double spacing : {3.0, 5.0, 40.0}) {
    const HatchInk ink(Hatch(lines(135, spacing, 1.2), 1), 0.7);
    for (const int count : {1, 2, 3, 7, 8, 21, 64, 255, 256})
      for (const std::int64_t x : {-9, -1, 0, 1, 5, 1000003}) {
        const auto* run = ink.run(x, -3, count);
        const std::vector<std::uint32_t> together(run, run + count);
        for (int i = 0; i < count; ++i)
          BOOST_TEST_REQUIRE(together[static_cast<std::size_t>(i)] == *ink.run(x + i, -3, 1));
      }
  }
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
}  // namespace riskmap::render::detail

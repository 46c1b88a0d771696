// SPDX-License-Identifier: MIT
#include <riskmap/render/detail/dashes.hpp>
#include <tests/support/test.hpp>

#include <cmath>
#include <numbers>

namespace riskmap::render {
BOOST_AUTO_TEST_SUITE(render)
BOOST_AUTO_TEST_SUITE(pen)

using detail::FixedPoint;
using detail::Pen;
using detail::Rings;
using std::numbers::pi;

namespace {

std::vector<FixedPoint> fixed(const std::vector<PixelPoint>& points) {
  std::vector<FixedPoint> out;
  for (const auto& p : points) out.push_back(detail::to_fixed(p));
  return out;
}

/// Square pixels of ink in a view of 100 × 100.
double ink(const Rings& rings) {
  detail::Rasteriser rasteriser;
  rasteriser.reset(0, 0, 100, 100);
  rings.add_to(rasteriser);
  double sum = 0;
  rasteriser.sweep(detail::FillRule::nonzero, [&](int, int x, int end, std::uint32_t coverage) {
    sum += (end - x) * static_cast<double>(coverage) / 255;
  });
  return sum;
}

double ink(const Pen& pen, const std::vector<PixelPoint>& line) {
  Rings rings;
  pen.outline(fixed(line), rings);
  return ink(rings);
}

const std::vector<PixelPoint> straight = {{20, 30}, {80, 50}};
const double length = std::hypot(60, 20);
const std::vector<PixelPoint> bent = {{20, 20}, {60, 20}, {60, 60}};  // a quarter turn

}  // namespace

BOOST_AUTO_TEST_CASE(a_line_has_its_width_and_its_caps) {
  for (const double width : {0.3, 1.0, 4.0, 11.0}) {
    BOOST_TEST(std::abs(ink({.width = width}, straight) - width * length) < 0.01 * width * length + 0.5);
    BOOST_TEST(std::abs(ink({.width = width, .cap = Stroke::Cap::square}, straight) - width * (length + width)) <
               0.01 * width * length + 0.5);
    BOOST_TEST(std::abs(ink({.width = width, .cap = Stroke::Cap::round}, straight) -
                        (width * length + pi * width * width / 4)) < 0.01 * width * length + 0.5);
  }
}

BOOST_AUTO_TEST_CASE(joins_fill_the_outer_corner_and_inner_ones_are_not_counted_twice) {
  const double w = 8, arms = 2 * 40 * w - w * w / 4;
  const auto of = [&](Stroke::Join join, double limit) {
    return ink({.width = w, .join = join, .miter_limit = limit}, bent);
  };
  BOOST_TEST(std::abs(of(Stroke::Join::miter, 2) - (arms + w * w / 4)) < 0.5);
  BOOST_TEST(std::abs(of(Stroke::Join::miter, 1.2) - (arms + w * w / 8)) < 0.5);  // a quarter turn is √2 long
  BOOST_TEST(std::abs(of(Stroke::Join::bevel, 2) - (arms + w * w / 8)) < 0.5);
  BOOST_TEST(std::abs(of(Stroke::Join::round, 2) - (arms + pi * w * w / 16)) < 0.7);
  auto other_way = bent;
  std::reverse(other_way.begin(), other_way.end());
  BOOST_TEST(ink({.width = w}, other_way) == of(Stroke::Join::miter, 2));
}

BOOST_AUTO_TEST_CASE(a_ring_has_no_ends) {
  const std::vector<PixelPoint> square = {{20, 20}, {60, 20}, {60, 60}, {20, 60}, {20, 20}};
  BOOST_TEST(std::abs(ink({.width = 4}, square) - (44 * 44 - 36 * 36)) < 0.5);
  BOOST_TEST(std::abs(ink({.width = 4, .cap = Stroke::Cap::square}, square) - (44 * 44 - 36 * 36)) < 0.5);
}

BOOST_AUTO_TEST_CASE(a_ring_grown_by_a_pen_is_the_ring_and_its_outline) {
  std::vector<PixelPoint> star, sickle;  // the sickle's mouth is narrower than the pen at its bottom
  for (int i = 0; i <= 10; ++i) {
    const double radius = i % 2 == 0 ? 32 : 18, angle = 2 * pi * (i % 10) / 10;
    star.push_back({50 + radius * std::cos(angle), 50 + radius * std::sin(angle)});
  }
  for (int i = -12; i <= 12; ++i) sickle.push_back({50 - 35 * std::cos(i * pi / 14), 50 - 35 * std::sin(i * pi / 14)});
  for (int i = 12; i >= -12; --i) sickle.push_back({50 - 6 * std::cos(i * pi / 14), 50 - 9 * std::sin(i * pi / 14)});
  sickle.push_back(sickle.front());
  for (const auto& shape : {star, sickle}) {
    for (const double width : {1.5, 3.0, 16.0}) {
      const Pen pen{.width = width, .join = Stroke::Join::round};
      Rings grown, both;
      pen.grown(fixed(shape), grown);
      pen.outline(fixed(shape), both);
      for (const auto& p : fixed(shape)) both.add(p);
      both.close();
      BOOST_TEST(std::abs(ink(grown) - ink(both)) < 0.003 * ink(both));
      BOOST_TEST(ink(grown) > ink(pen, shape));
      BOOST_TEST(grown.points.size() < 0.7 * static_cast<double>(both.points.size()));
    }
  }
}

BOOST_AUTO_TEST_CASE(a_line_that_turns_back_keeps_its_ink) {
  const std::vector<PixelPoint> back = {{20, 50}, {60, 50}, {40, 50}};
  BOOST_TEST(std::abs(ink({.width = 6}, back) - 240) < 0.5);
  BOOST_TEST(std::abs(ink({.width = 6, .join = Stroke::Join::round}, back) - (240 + pi * 9 / 2)) < 0.7);
}

BOOST_AUTO_TEST_CASE(short_segments_of_a_thick_line_leave_no_hole) {
  std::vector<PixelPoint> coil;
  for (int i = 0; i <= 64; ++i)
    coil.push_back({50 + 4 * std::cos(i * 0.1), 50 + 4 * std::sin(i * 0.1)});  // tighter than the pen is wide
  Rings rings;
  Pen{.width = 20}.outline(fixed(coil), rings);
  detail::Rasteriser rasteriser;
  rasteriser.reset(43, 43, 14, 14);
  rings.add_to(rasteriser);
  int whole = 0;
  rasteriser.sweep(detail::FillRule::nonzero,
                   [&](int, int x, int end, std::uint32_t coverage) { whole += coverage == 255 ? end - x : 0; });
  BOOST_TEST(whole == 14 * 14);
}

BOOST_AUTO_TEST_CASE(a_corner_alone_closes_the_gap_between_two_lines) {
  const Pen pen{.width = 8};
  Rings apart;
  pen.outline(fixed({bent[0], bent[1]}), apart);
  pen.outline(fixed({bent[1], bent[2]}), apart);
  pen.corner(fixed(bent)[0], fixed(bent)[1], fixed(bent)[2], apart);
  BOOST_TEST(std::abs(ink(apart) - ink(pen, bent)) < 0.5);
  Rings turned;
  pen.outline(fixed({bent[0], bent[1]}), turned);
  pen.outline(fixed({bent[1], bent[2]}), turned);
  pen.corner(fixed(bent)[2], fixed(bent)[1], fixed(bent)[0], turned);
  BOOST_TEST(ink(turned) == ink(apart));
}

BOOST_AUTO_TEST_CASE(dashes_have_their_lengths_and_do_not_depend_on_the_box) {
  const auto line = detail::make_line({{10, 10}, {50, 10}, {50, 90}});
  const detail::Dashes dashes({6, 4});
  BOOST_TEST(dashes.period() == 10.0);
  BOOST_TEST(detail::Dashes({3, 2, 1}).period() == 6.0);
  const auto drawn = [&](const geo::PixelBox& box) {
    Rings rings;
    dashes.along(line, box, {.width = 2}, rings);
    return rings;
  };
  const auto all = drawn({0, 0, 100, 100});
  BOOST_TEST(all.ends.size() == 12U);
  BOOST_TEST(std::abs(ink(all) - 12 * 6 * 2) < 1.0);
  const auto some = drawn({40, 0, 60, 42});
  BOOST_TEST(some.ends.size() < all.ends.size());
  // Each of them is one of all of them.
  std::uint32_t first = 0;
  for (const auto end : some.ends) {
    const auto found =
        std::search(all.points.begin(), all.points.end(), some.points.begin() + first, some.points.begin() + end);
    BOOST_TEST((found != all.points.end()));
    first = end;
  }
}

BOOST_AUTO_TEST_CASE(dashes_of_a_line_round_the_world_cost_what_is_in_the_box) {
  const auto line = detail::make_line({{-2e9, 13.5}, {2e9, 17.25}});
  Rings rings;
  detail::Dashes({3, 2}).along(line, {0, 0, 256, 256}, {.width = 1}, rings);
  BOOST_TEST(rings.ends.size() > 45U);
  BOOST_TEST(rings.ends.size() < 60U);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
}  // namespace riskmap::render

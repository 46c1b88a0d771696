// SPDX-License-Identifier: MIT
#include <riskmap/render/detail/glyph_masks.hpp>
#include <riskmap/render/detail/text_paint.hpp>
#include <tests/support/test.hpp>

#include <cmath>
#include <numbers>
#include <numeric>

namespace riskmap::render {
BOOST_AUTO_TEST_SUITE(render)
BOOST_AUTO_TEST_SUITE(glyph_masks)

using detail::FixedPoint;
using detail::GlyphMask;
using detail::GlyphMasks;
using detail::Matrix;
using detail::Outline;

namespace {

/// Squares in ems, each inside the one before: ink, a counter, ink …
Outline squares(const std::vector<double>& sides) {
  Outline out;
  bool clockwise = true;
  for (const double side : sides) {
    const double low = 0.5 - side / 2, high = 0.5 + side / 2;
    std::vector<PixelPoint> corners = {{low, low}, {high, low}, {high, high}, {low, high}};
    if (!clockwise) std::reverse(corners.begin(), corners.end());
    clockwise = !clockwise;
    for (std::size_t i = 0; i < corners.size(); ++i)
      out.verbs.push_back(i == 0 ? Outline::Verb::move : Outline::Verb::line);
    out.points.insert(out.points.end(), corners.begin(), corners.end());
  }
  for (const auto& p : out.points) out.ink.extend(p.x, p.y);
  return out;
}

Matrix size_of(double pixels) { return {.xx = pixels, .yy = pixels}; }

double ink(const std::vector<std::uint8_t>& shares) { return std::accumulate(shares.begin(), shares.end(), 0.0) / 255; }

}  // namespace

BOOST_AUTO_TEST_CASE(a_mask_is_as_large_as_the_glyph_and_its_halo_as_the_pen_makes_it) {
  const auto square = squares({1.0});
  GlyphMasks masks;
  for (const FixedPoint phase : {FixedPoint{0, 0}, {100, 31}, {255, 255}}) {
    const auto& mask = masks.of(square, size_of(10), phase, 1.5);
    BOOST_TEST(std::abs(ink(mask.text) - 100) < 0.5);
    BOOST_TEST(std::abs(ink(mask.halo) - (100 + 4 * 10 * 1.5 + std::numbers::pi * 1.5 * 1.5)) < 0.7);
    BOOST_TEST(mask.left == (phase.x < 128 ? -2 : -1));
    BOOST_TEST(mask.width * mask.height == static_cast<int>(mask.halo.size()));
  }
  BOOST_TEST(masks.of(square, size_of(10), {0, 0}, 0).halo.empty());
  BOOST_TEST(masks.of(square, size_of(10), {0, 0}, 0).width == 10);
}

BOOST_AUTO_TEST_CASE(a_counter_stays_open_as_far_as_the_halo_leaves_it) {
  GlyphMasks masks;
  const auto ring = squares({1.0, 0.5});
  const auto filled = [&](double halo) {
    const auto& mask = masks.of(ring, size_of(20), {0, 0}, halo);
    const auto middle = static_cast<std::size_t>((10 - mask.top) * mask.width + 10 - mask.left);
    BOOST_TEST(mask.text[middle] == 0);
    return mask.halo[middle];
  };
  BOOST_TEST(filled(1.0) == 0);
  BOOST_TEST(filled(3.9) == 0);
  BOOST_TEST(filled(6.0) == 255);
  BOOST_TEST(filled(12.0) == 255);  // wider than the counter: no hole comes back
}

BOOST_AUTO_TEST_CASE(a_mask_is_the_same_whether_kept_or_made_again) {
  GlyphMasks masks;
  const auto ring = squares({1.0, 0.5});
  const auto first = masks.of(ring, size_of(13), {96, 32}, 1.2).halo;
  BOOST_TEST(masks.of(ring, size_of(13), {96, 32}, 1.2).halo == first);
  BOOST_TEST(masks.of(ring, size_of(13), {96, 64}, 1.2).halo != first);
  for (int i = 1; i < 100; ++i) masks.of(ring, size_of(200 + i), {0, 0}, 1.2);  // more than are kept
  BOOST_TEST(masks.of(ring, size_of(13), {96, 32}, 1.2).halo == first);
}

BOOST_AUTO_TEST_CASE(letters_of_one_unit_join_and_letters_alone_look_alike) {
  static const auto square = squares({1.0});  // stays, as a font's outlines do: the thread's masks know it by its place
  const auto drawn = [&](double x, double next, std::uint32_t unit_of_next) {
    std::vector<detail::TextGlyph> glyphs(2);
    for (auto& glyph : glyphs) glyph.outline = &square, glyph.face = reinterpret_cast<const detail::Face*>(&square);
    glyphs[1].unit = unit_of_next;
    const std::vector<detail::PlacedGlyph> placed = {{&glyphs[0], {.xx = 8, .yy = 8, .x0 = x, .y0 = 0.5}},
                                                     {&glyphs[1], {.xx = 8, .yy = 8, .x0 = next, .y0 = 0.5}}};
    const detail::TextPaint paint{.colors = {{0, 0, 0, 1}}, .glow = {}, .images = {}};
    auto bitmap = detail::paint_glyphs(placed, paint);
    BOOST_TEST(detail::ink_of(placed, paint).min_x >= bitmap.left);
    BOOST_TEST(detail::ink_of(placed, paint).max_x <= bitmap.left + bitmap.width);
    return bitmap;
  };
  // They touch at 10.34, which is no eighth of a pixel.
  const auto joined = drawn(2.34, 10.34, 0);
  for (int x = 3 - joined.left; x < 18 - joined.left; ++x) BOOST_TEST(joined.row(4)[x] == 0xFF000000U);
  const auto alone = drawn(2.30, 30.27, 1);  // both on a quarter
  for (int x = 0; x < 10; ++x) BOOST_TEST(alone.row(4)[x] == alone.row(4)[x + 28]);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
}  // namespace riskmap::render

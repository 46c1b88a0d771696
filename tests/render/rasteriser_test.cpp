// SPDX-License-Identifier: MIT
#include <riskmap/render/detail/coverage.hpp>
#include <tests/support/test.hpp>

#include <cmath>
#include <numbers>
#include <random>

namespace riskmap::render {
BOOST_AUTO_TEST_SUITE(render)
BOOST_AUTO_TEST_SUITE(rasteriser)

using detail::FillRule;
using detail::FixedPoint;
using detail::per_pixel;
using detail::Rasteriser;
using Ring = std::vector<FixedPoint>;
using Mask = std::vector<int>;

namespace {

void add_ring(Rasteriser& rasteriser, const Ring& ring) {
  for (std::size_t i = 0; i < ring.size(); ++i) rasteriser.line(ring[i], ring[(i + 1) % ring.size()]);
}

Mask mask_of(Rasteriser& rasteriser, FillRule rule = FillRule::nonzero) {
  Mask out(static_cast<std::size_t>(rasteriser.width()) * static_cast<std::size_t>(rasteriser.height()));
  rasteriser.sweep(rule, [&](int y, int x, int end, std::uint32_t coverage) {
    for (int i = x; i < end; ++i)
      out.at(static_cast<std::size_t>(y * rasteriser.width() + i)) = static_cast<int>(coverage);
  });
  return out;
}

Mask draw(const std::vector<Ring>& rings, const View& view, FillRule rule = FillRule::nonzero) {
  Rasteriser rasteriser;
  rasteriser.reset(view);
  for (const auto& ring : rings) add_ring(rasteriser, ring);
  return mask_of(rasteriser, rule);
}

View view_at(std::int64_t left, std::int64_t top, int width, int height) {
  return {.zoom = 0, .ratio = 1, .left = left, .top = top, .width = width, .height = height};
}

detail::Shape shape_of(const Ring& ring) {
  detail::Rings rings;
  for (const auto p : ring) rings.add(p);
  rings.close();
  return detail::Shape(std::move(rings));
}

double area_of(const Mask& mask) {
  double sum = 0;
  for (const int c : mask) sum += c / 255.0;
  return sum;
}

/// A ring around (x, y) px that may cross itself.
Ring random_ring(std::mt19937& random, double x, double y, double reach, std::size_t count) {
  std::uniform_real_distribution<double> offset(-reach, reach);
  Ring ring;
  for (std::size_t i = 0; i < count; ++i) ring.push_back(detail::to_fixed({x + offset(random), y + offset(random)}));
  return ring;
}

int winding(const Ring& ring, double x, double y) {
  int sum = 0;
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const auto &a = ring[i], &b = ring[(i + 1) % ring.size()];
    const auto ax = static_cast<double>(a.x), ay = static_cast<double>(a.y), bx = static_cast<double>(b.x),
               by = static_cast<double>(b.y);
    if ((ay <= y) == (by <= y)) continue;
    if (ax + (y - ay) * (bx - ax) / (by - ay) < x) sum += by > ay ? 1 : -1;
  }
  return sum;
}

/// Samples of 16 × 16 a pixel.
Mask sampled(const Ring& ring, int width, int height) {
  Mask out;
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      int hits = 0;
      for (int i = 0; i < 256; ++i)
        hits += winding(ring, x * 256 + 8 + 16 * (i % 16), y * 256 + 8.5 + 16 * (i / 16)) != 0 ? 1 : 0;
      out.push_back(static_cast<int>(std::lround(hits * 255 / 256.0)));
    }
  }
  return out;
}

}  // namespace

BOOST_AUTO_TEST_CASE(simple_areas_are_exact) {
  const auto square = [](double low, double high) {
    return Ring{detail::to_fixed({low, low}), detail::to_fixed({high, low}), detail::to_fixed({high, high}),
                detail::to_fixed({low, high})};
  };
  const auto view = view_at(0, 0, 8, 8);
  const auto mask = draw({square(1.5, 6)}, view);
  BOOST_TEST(mask[3 * 8 + 3] == 255);
  BOOST_TEST(mask[3 * 8 + 1] == 128);
  BOOST_TEST(mask[1 * 8 + 1] == 64);
  BOOST_TEST(mask[3 * 8 + 0] == 0);
  BOOST_TEST(mask[3 * 8 + 6] == 0);
  auto inner = square(3, 4);
  BOOST_TEST(draw({square(1, 7), inner}, view)[3 * 8 + 3] == 255);
  BOOST_TEST(draw({square(1, 7), inner}, view, FillRule::even_odd)[3 * 8 + 3] == 0);
  std::reverse(inner.begin(), inner.end());
  BOOST_TEST(draw({square(1, 7), inner}, view)[3 * 8 + 3] == 0);
}

BOOST_AUTO_TEST_CASE(a_triangle_and_a_disc_have_their_area) {
  const auto view = view_at(-2, -2, 100, 100);
  const Ring triangle{detail::to_fixed({3.2, 4.7}), detail::to_fixed({90.1, 33.3}), detail::to_fixed({20.9, 88.8})};
  const double area = 0.5 * std::abs((90.1 - 3.2) * (88.8 - 4.7) - (20.9 - 3.2) * (33.3 - 4.7));
  BOOST_TEST(std::abs(area_of(draw({triangle}, view)) - area) < 0.5);
  Ring disc;
  for (int i = 0; i < 256; ++i)
    disc.push_back(detail::to_fixed(
        {40 + 30 * std::cos(i * std::numbers::pi / 128), 41.3 + 30 * std::sin(i * std::numbers::pi / 128)}));
  BOOST_TEST(std::abs(area_of(draw({disc}, view)) - std::numbers::pi * 900) < 1.0);
}

BOOST_AUTO_TEST_CASE(it_agrees_with_many_samples_where_edges_do_not_cross_in_a_pixel) {
  std::mt19937 random(1);
  for (int i = 0; i < 200; ++i) {
    const auto ring = random_ring(random, 8, 8, 12, 3);
    const auto mask = draw({ring}, view_at(0, 0, 16, 16)), expected = sampled(ring, 16, 16);
    int largest = 0;
    for (std::size_t k = 0; k < mask.size(); ++k) largest = std::max(largest, std::abs(mask[k] - expected[k]));
    BOOST_TEST(largest <= 24, "triangle " << i << ": " << largest);  // of the 16 × 16 samples
    BOOST_TEST(std::abs(area_of(mask) - area_of(expected)) < 1.0);
  }
}

BOOST_AUTO_TEST_CASE(a_pixel_is_the_same_in_every_view) {
  std::mt19937 random(2);
  constexpr std::int64_t x = 1'000'003, y = 2'000'001;
  for (int i = 0; i < 300; ++i) {
    // From a few pixels to longer than the world at zoom 22.
    const double reach = std::exp2(i % 33);
    const std::vector<Ring> rings = {random_ring(random, x + 32, y + 32, reach, 3 + static_cast<std::size_t>(i % 5)),
                                     random_ring(random, x + 32, y + 32, 60, 4)};
    for (const auto rule : {FillRule::nonzero, FillRule::even_odd}) {
      const auto whole = draw(rings, view_at(x, y, 64, 64), rule);
      for (int part = 0; part < 16; ++part) {
        const int column = 16 * (part % 4), row = 16 * (part / 4);
        const auto tile = draw(rings, view_at(x + column, y + row, 16, 16), rule);
        for (int k = 0; k < 256; ++k)
          BOOST_REQUIRE_EQUAL(tile[static_cast<std::size_t>(k)],
                              whole[static_cast<std::size_t>((row + k / 16) * 64 + column + k % 16)]);
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(a_shape_is_its_rings_wherever_the_view_lies) {
  std::mt19937 random(3);
  for (int i = 0; i < 60; ++i) {
    const auto ring = random_ring(random, 0, 0, i % 2 == 0 ? 200 : 40, 5 + static_cast<std::size_t>(40 * i));
    const auto shape = shape_of(ring);
    for (int k = 0; k < 8; ++k) {
      const auto view = view_at(-64 + 16 * k, -40 + 11 * k, 16, 16);
      Rasteriser rasteriser;
      rasteriser.reset(view);
      shape.add_to(rasteriser, view, {});
      BOOST_TEST((mask_of(rasteriser) == draw({ring}, view)));
    }
  }
}

// Most edges are counted in 32 bits; those far from a view's corner, or long, in 64.
BOOST_AUTO_TEST_CASE(far_from_the_corner_of_a_large_view_it_is_the_same) {
  std::mt19937 random(11);
  constexpr int far = 5000, side = 160;
  for (int i = 0; i < 20; ++i) {
    const auto near = random_ring(random, side / 2, side / 2, i % 2 == 0 ? 4 : 100, 8);
    Ring moved = near;
    for (auto& p : moved) p.x += far * per_pixel;
    const auto expected = draw({near}, view_at(0, 0, side, side));
    const auto all = draw({moved}, view_at(0, 0, far + side, side));
    for (std::size_t y = 0; y < side; ++y) {
      const auto row = all.begin() + static_cast<std::ptrdiff_t>(y * (far + side) + far);
      BOOST_REQUIRE(std::equal(row, row + side, expected.begin() + static_cast<std::ptrdiff_t>(y * side)));
    }
  }
}

BOOST_AUTO_TEST_CASE(the_nearest_whole_number_is_llrounds) {
  std::mt19937_64 random(12);
  std::uniform_real_distribution<double> any(-1e6, 1e6);
  for (const double value : {0.0, -0.0, 0.5, 1.5, 2.5, 8388607.5, 4503599627370495.5, 4503599627370497.0, 9e18}) {
    for (const double v : {value, std::nextafter(value, 1e19), std::nextafter(value, -1e19)}) {
      BOOST_REQUIRE_EQUAL(detail::nearest(v), std::llround(v));
      BOOST_REQUIRE_EQUAL(detail::nearest(-v), std::llround(-v));
    }
  }
  for (int i = 0; i < 100000; ++i) {
    const double v = any(random), half = std::floor(v) + 0.5;
    BOOST_REQUIRE_EQUAL(detail::nearest(v), std::llround(v));
    BOOST_REQUIRE_EQUAL(detail::nearest(half), std::llround(half));
  }
}

BOOST_AUTO_TEST_CASE(shared_edges_cancel_and_leave_no_seam) {
  std::mt19937 random(4);
  for (int i = 0; i < 100; ++i) {
    // Two areas along a common random line.
    auto common = random_ring(random, 32, 32, 20, 6);
    std::sort(common.begin(), common.end(), [](FixedPoint a, FixedPoint b) { return a.y < b.y; });
    Ring west{{0, common.front().y}}, east{{64 * per_pixel, common.back().y}, {64 * per_pixel, common.front().y}};
    west.insert(west.end(), common.begin(), common.end());
    west.push_back({0, common.back().y});
    east.insert(east.end(), common.begin(), common.end());
    const Ring both{{0, common.front().y},
                    {64 * per_pixel, common.front().y},
                    {64 * per_pixel, common.back().y},
                    {0, common.back().y}};
    std::reverse(east.begin(), east.end());
    const auto view = view_at(0, 0, 64, 64);
    const auto joined = draw({west, east}, view);
    const auto whole = draw({both}, view);
    int different = 0;
    for (std::size_t k = 0; k < whole.size(); ++k) different += joined[k] != whole[k] ? 1 : 0;
    BOOST_TEST(different == 0);
  }
}

BOOST_AUTO_TEST_CASE(it_is_empty_after_a_sweep_and_after_a_reset) {
  Rasteriser rasteriser;
  const auto view = view_at(0, 0, 70, 9);
  rasteriser.reset(view);
  add_ring(rasteriser, {{-9000, -9000}, {9000, 100}, {4000, 9000}});
  BOOST_TEST(area_of(mask_of(rasteriser)) > 1);
  BOOST_TEST(area_of(mask_of(rasteriser)) == 0.0);
  add_ring(rasteriser, {{-9000, -9000}, {9000, 100}, {4000, 9000}});
  rasteriser.reset(view_at(0, 0, 65, 11));
  BOOST_TEST(area_of(mask_of(rasteriser)) == 0.0);
}

BOOST_AUTO_TEST_CASE(many_areas_upon_one_another_stay_one) {
  Rasteriser rasteriser;
  rasteriser.reset(view_at(0, 0, 4, 4));
  for (int i = 0; i < 100'000; ++i) add_ring(rasteriser, {{256, 256}, {768, 256}, {768, 768}, {256, 768}});
  const auto mask = mask_of(rasteriser);
  BOOST_TEST(mask[5] == 255);
  BOOST_TEST(mask[3] == 0);
}

BOOST_AUTO_TEST_CASE(cover_knows_inside_from_outside) {
  Ring ring;
  for (int i = 0; i < 1000; ++i)
    ring.push_back(
        detail::to_fixed({500 * std::cos(i * std::numbers::pi / 500), 500 * std::sin(i * std::numbers::pi / 500)}));
  const auto shape = shape_of(ring);
  using detail::Cover;
  BOOST_TEST((shape.cover(view_at(-10, -10, 20, 20)) == Cover::all));
  BOOST_TEST((shape.cover(view_at(490, -10, 20, 20)) == Cover::part));
  BOOST_TEST((shape.cover(view_at(600, -10, 20, 20)) == Cover::none));
  BOOST_TEST((shape.cover(view_at(-10, -700, 20, 20)) == Cover::none));
  BOOST_TEST((shape.cover(view_at(-700, 0, 20, 20)) == Cover::none));
}

BOOST_AUTO_TEST_CASE(the_digest_changes_with_what_comes_into_the_view_alone) {
  Ring ring;
  for (int i = 0; i < 4000; ++i)
    ring.push_back(
        detail::to_fixed({500 * std::cos(i * std::numbers::pi / 2000), 500 * std::sin(i * std::numbers::pi / 2000)}));
  const auto digest_of = [](const Ring& points, const View& view) {
    Digest digest;
    shape_of(points).add_to(digest, view);
    return digest.value();
  };
  auto moved = ring;
  moved[2000].x -= 300;  // at (−500, 0)
  const auto east = view_at(480, -16, 32, 32), west = view_at(-512, -16, 32, 32), middle = view_at(-16, -16, 32, 32);
  BOOST_TEST(digest_of(ring, east) == digest_of(moved, east));
  BOOST_TEST(digest_of(ring, west) != digest_of(moved, west));
  BOOST_TEST(digest_of(ring, middle) == digest_of(moved, middle));
  BOOST_TEST(digest_of(ring, middle) == digest_of(ring, view_at(-100, 70, 32, 32)));
  BOOST_TEST(digest_of(ring, middle) != digest_of(ring, view_at(-700, 70, 32, 32)));
  BOOST_TEST(digest_of(ring, east) != digest_of(ring, view_at(481, -16, 32, 32)));
}

BOOST_AUTO_TEST_CASE(pixels_go_through_an_area) {
  const auto shape = shape_of({{0, 0}, {640, 0}, {640, 1024}, {0, 1024}});  // 2.5 × 4 px
  const auto view = view_at(0, 0, 4, 4);
  const std::vector<std::uint32_t> from(16, 0xFF204060U);
  std::vector<std::uint32_t> out(16, 0);
  detail::paint_through(shape, view, from.data(), {out.data(), 4, 4, 4});
  BOOST_TEST(out[0] == 0xFF204060U);
  BOOST_TEST(out[2] == 0x80102030U);
  BOOST_TEST(out[3] == 0U);
  std::vector<std::uint8_t> mask;
  detail::coverage_mask(shape, view, mask);
  BOOST_TEST(
      (mask == std::vector<std::uint8_t>{255, 255, 128, 0, 255, 255, 128, 0, 255, 255, 128, 0, 255, 255, 128, 0}));
}

BOOST_AUTO_TEST_CASE(blending_rounds_to_the_nearest) {
  for (std::uint32_t c = 0; c < 256; ++c) {
    for (std::uint32_t a = 0; a < 256; ++a) {
      const auto expected = static_cast<std::uint32_t>(std::lround(c * a / 255.0));
      BOOST_REQUIRE_EQUAL(detail::scaled(c * 0x01010101U, a), expected * 0x01010101U);
    }
  }
  BOOST_TEST(detail::over(0xFF112233U, 0x80808080U) == 0xFF112233U);
  BOOST_TEST(detail::over(0, 0x80604020U) == 0x80604020U);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
}  // namespace riskmap::render

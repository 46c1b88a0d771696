// SPDX-License-Identifier: MIT
#include <riskmap/render/detail/bitmap.hpp>
#include <tests/support/test.hpp>

#include <cmath>

namespace riskmap::render::detail {
BOOST_AUTO_TEST_SUITE(render)
BOOST_AUTO_TEST_SUITE(bitmap)

namespace {

/// A disc whose edge has its share of coverage.
Bitmap disc(double radius) {
  auto out = Bitmap::around({-radius, -radius, radius, radius});
  for (int y = 0; y < out.height; ++y) {
    for (int x = 0; x < out.width; ++x) {
      const double dx = x + out.left + 0.5, dy = y + out.top + 0.5;
      const double share = std::clamp(radius - std::sqrt(dx * dx + dy * dy) + 0.5, 0.0, 1.0);
      out.row(y)[x] = static_cast<std::uint32_t>(std::lround(share * 255)) << 24U;
    }
  }
  return out;
}

}  // namespace

BOOST_AUTO_TEST_CASE(distances_are_those_from_the_edge) {
  auto shape = Bitmap::around({-20, -20, 20, 20});
  shape.add(disc(8));
  const auto away = distances(shape, 10);
  double worst = 0;
  for (int y = 0; y < shape.height; ++y) {
    for (int x = 0; x < shape.width; ++x) {
      const double dx = x + shape.left + 0.5, dy = y + shape.top + 0.5;
      const double expected = std::sqrt(dx * dx + dy * dy) - 8;
      if (expected < -6 || expected > 10) continue;
      worst = std::max(worst,
                       std::abs(expected - static_cast<double>(away[static_cast<std::size_t>(y * shape.width + x)])));
    }
  }
  BOOST_TEST(worst < 0.3);
}

BOOST_AUTO_TEST_CASE(a_halo_reaches_as_far_as_it_is_wide) {
  const auto ring = halo(disc(8), {{1, 0, 0, 1}, 3, 0});
  const auto at = [&](int x, int y) { return ring.row(y - ring.top)[x - ring.left] >> 24U; };
  BOOST_TEST(at(9, 0) == 255U);
  BOOST_TEST(at(0, 0) == 255U);  // under the shape too
  BOOST_TEST(at(12, 0) == 0U);
  const auto soft = halo(disc(8), {{1, 0, 0, 1}, 3, 3});
  const auto soft_at = [&](int x, int y) { return soft.row(y - soft.top)[x - soft.left] >> 24U; };
  BOOST_TEST(soft_at(12, 0) > 20U);
  BOOST_TEST(soft_at(9, 0) < 250U);
  BOOST_TEST(soft_at(9, 0) > soft_at(12, 0));
}

BOOST_AUTO_TEST_CASE(recoloring_keeps_coverage) {
  auto shape = disc(5);
  recolor(shape, {1, 1, 0, 1});
  BOOST_TEST(shape.row(5 - shape.top - 5)[5 - shape.left - 5] == 0xFFFFFF00U);
  BOOST_TEST(Bitmap::around({}).empty());
  BOOST_CHECK_THROW(Bitmap::around({0, 0, 1e6, 1e6}), LimitError);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
}  // namespace riskmap::render::detail

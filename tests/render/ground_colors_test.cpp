// SPDX-License-Identifier: MIT
// A ramp over a ground is rounded once, whichever way it is found.
#include <riskmap/render/detail/ground_colors.hpp>
#include <riskmap/render/detail/pixel_buffer.hpp>
#include <tests/support/test.hpp>

#include <cmath>
#include <random>

namespace riskmap::render {
BOOST_AUTO_TEST_SUITE(render)
BOOST_AUTO_TEST_SUITE(ground_colors)

namespace {

double to_steps(double value) { return std::round(value * 65536) / 65536; }

style::Ramp smooth_ramp() {
  style::Ramp ramp;
  for (int i = 0; i < 30; ++i) {
    const double t = i / 29.0;
    ramp.stops.push_back({2.5 * t, {1.0 - 0.5 * t * t, 0.95 - 0.9 * t, 0.6 - 0.4 * t, std::min(0.8, 3.0 * t)}});
  }
  return ramp;
}

std::vector<float> random_values(std::size_t count) {
  std::mt19937_64 random(3);
  std::uniform_real_distribution<float> linear(-0.1F, 3.0F);
  std::vector<float> values;
  for (std::size_t i = 0; i < count; ++i) values.push_back(linear(random));
  return values;
}

/// The exact mix of the ramp's colour and the ground, in levels.
double exact(const style::Ramp& ramp, double opacity, float value, std::uint32_t ground, unsigned shift) {
  const auto color = ramp.at(to_steps(std::max(0.0, static_cast<double>(value))));
  const double channel = shift == 16 ? color.r : shift == 8 ? color.g : color.b, alpha = color.a * opacity;
  return 255.0 * channel * alpha + static_cast<double>((ground >> shift) & 255U) * (1 - alpha);
}

}  // namespace

BOOST_AUTO_TEST_CASE(an_opaque_ground_is_mixed_and_rounded_once) {
  const auto ramp = smooth_ramp();
  const auto values = random_values(20000);
  for (const double opacity : {1.0, 0.7}) {
    const detail::GroundColors colors(ramp, opacity, to_steps);
    for (const std::uint32_t ground : {0xFFF4F1EAU, 0xFF000000U, 0xFFFFFFFFU, 0xFF3B7F52U}) {
      std::vector<std::uint32_t> grounds(values.size(), ground), out(values.size());
      colors.paint(values.data(), grounds.data(), values.size(), out.data());
      double worst = 0;
      for (std::size_t i = 0; i < values.size(); ++i) {
        BOOST_TEST_REQUIRE((out[i] >> 24U) == 255U);
        for (const unsigned shift : {16U, 8U, 0U})
          worst = std::max(worst, std::abs(static_cast<double>((out[i] >> shift) & 255U) -
                                           exact(ramp, opacity, values[i], ground, shift)));
      }
      BOOST_TEST(worst <= 0.5 + 1e-9);
    }
  }
}

// With a table or without, first or last: a pixel is the same.
BOOST_AUTO_TEST_CASE(the_order_of_asking_does_not_show) {
  const auto values = random_values(4096);
  std::vector<std::uint32_t> scattered, grounds;
  for (std::uint32_t i = 0; i < 64; ++i) grounds.push_back(0xFF000000U | (i * 0x030507U));
  const detail::GroundColors cold(smooth_ramp(), 1, to_steps), warm(smooth_ramp(), 1, to_steps);
  for (const auto ground : grounds) {
    const std::vector<std::uint32_t> run(values.size(), ground);
    std::vector<std::uint32_t> long_runs(values.size()), one(1);
    warm.paint(values.data(), run.data(), values.size(), long_runs.data());
    for (std::size_t i = 0; i < values.size(); ++i) {
      cold.paint(&values[i], &ground, 1, one.data());
      BOOST_TEST_REQUIRE(one[0] == long_runs[i]);
    }
  }
}

BOOST_AUTO_TEST_CASE(a_translucent_ground_gets_the_premultiplied_color) {
  const auto values = random_values(1000);
  const detail::GroundColors colors(smooth_ramp(), 1, to_steps);
  const std::vector<std::uint32_t> ground(values.size(), 0x80404040U);
  std::vector<std::uint32_t> out(values.size());
  colors.paint(values.data(), ground.data(), values.size(), out.data());
  for (std::size_t i = 0; i < values.size(); ++i) BOOST_TEST_REQUIRE(out[i] == colors.plain().at(values[i]));
}

BOOST_AUTO_TEST_CASE(no_ramp_leaves_the_ground) {
  const detail::GroundColors colors({}, 1, to_steps);
  const std::vector<float> values(100, 1.0F);
  const std::vector<std::uint32_t> ground(100, 0xFF112233U);
  std::vector<std::uint32_t> out(100);
  colors.paint(values.data(), ground.data(), 100, out.data());
  BOOST_TEST(out == ground, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(laid_over_pixels_opaque_ones_are_mixed_and_others_blended) {
  const auto values = random_values(3000);
  const detail::GroundColors colors(smooth_ramp(), 0.8, to_steps);
  std::vector<std::uint32_t> ground;
  std::mt19937 random(4);
  while (ground.size() < values.size()) {
    const std::uint32_t pixels[] = {0xFFF4F1EAU, 0xFF3B7F52U, 0x80404040U, 0U};
    ground.insert(ground.end(), random() % 60, pixels[random() % 4]);
  }
  ground.resize(values.size());
  std::vector<std::uint32_t> painted(values.size()), laid = ground;
  colors.paint(values.data(), ground.data(), values.size(), painted.data());
  colors.paint_over(values.data(), laid.data(), values.size());
  for (std::size_t i = 0; i < values.size(); ++i)
    BOOST_TEST_REQUIRE(laid[i] == (ground[i] >> 24U == 255U ? painted[i] : detail::over(painted[i], ground[i])));
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
}  // namespace riskmap::render

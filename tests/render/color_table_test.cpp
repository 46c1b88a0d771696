// SPDX-License-Identifier: MIT
// Colours by table are the ramp's, for every value.
#include <riskmap/render/detail/color_table.hpp>
#include <riskmap/render/detail/pixel_buffer.hpp>
#include <riskmap/style/document.hpp>
#include <tests/render/small_surface.hpp>

#include <cmath>
#include <random>

namespace riskmap::render {
BOOST_AUTO_TEST_SUITE(render)
BOOST_AUTO_TEST_SUITE(color_table)

namespace {

style::Ramp smooth_ramp() {
  style::Ramp ramp;
  for (int i = 0; i < 30; ++i) {
    const double t = i / 29.0;
    ramp.stops.push_back({2.5 * t, {1.0 - 0.5 * t * t, 0.95 - 0.9 * t, 0.6 - 0.4 * t, std::min(1.0, 3.0 * t)}});
  }
  return ramp;
}

style::Ramp classes() {
  return {{{0, {0, 0, 0, 0}},
           {0.0009999, {0, 0, 0, 0}},
           {0.001, {1, 1, 0.7, 1}},
           {0.1, {1, 1, 0.7, 1}},
           {0.1, {0.9, 0.4, 0.3, 0.5}},
           {3.0, {0.2, 0.0, 0.1, 1}}}};
}

double no_rounding(double value) { return value; }

/// As the tiles are encoded.
double to_steps(double value) {
  constexpr double step = 1.0 / 65536;
  return value > 0 ? std::clamp(std::round(value / step), 1.0, 16777215.0) * step : 0;
}

int differences(const style::Ramp& ramp, double (*rounded)(double), const std::vector<float>& values) {
  const detail::ColorTable table(ramp, rounded);
  std::vector<std::uint32_t> painted(values.size());
  table.paint(values.data(), values.size(), painted.data());
  int wrong = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const auto wanted = detail::premultiplied_pixel(ramp.at(rounded(static_cast<double>(values[i]))));
    if (painted[i] != wanted || table.at(values[i]) != wanted) ++wrong;
  }
  return wrong;
}

std::vector<float> random_values(std::size_t count) {
  std::mt19937_64 random(1);
  std::uniform_real_distribution<float> linear(0.0F, 3.5F), exponent(-30.0F, 10.0F);
  std::vector<float> values;
  for (std::size_t i = 0; i < count; ++i) values.push_back(i % 2 == 0 ? linear(random) : std::exp2(exponent(random)));
  return values;
}

/// The stops, and what lies a float, a step and two steps from them.
std::vector<float> around_stops(const style::Ramp& ramp) {
  std::vector<float> values{0.0F, 1e-30F};
  for (const auto& stop : ramp.stops) {
    const auto at = static_cast<float>(stop.value);
    for (const float by : {0.0F, 0.5F, 1.0F, 1.5F, 2.0F}) {
      for (const float sign : {-1.0F, 1.0F}) {
        const float value = std::max(at + sign * by / 65536.0F, 0.0F);
        for (const float to : {0.0F, value, 1e9F}) values.push_back(std::nextafter(value, to));
      }
    }
  }
  return values;
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_million_values_have_their_ramps_colors) {
  const auto values = random_values(1000000);
  for (const auto& ramp : {smooth_ramp(), classes()}) {
    BOOST_TEST(differences(ramp, to_steps, values) == 0);
    BOOST_TEST(differences(ramp, no_rounding, values) == 0);
  }
}

BOOST_AUTO_TEST_CASE(so_have_all_class_edges) {
  for (const auto& ramp : {smooth_ramp(), classes()}) {
    BOOST_TEST(differences(ramp, to_steps, around_stops(ramp)) == 0);
    BOOST_TEST(differences(ramp, no_rounding, around_stops(ramp)) == 0);
  }
}

BOOST_AUTO_TEST_CASE(runs_of_any_length_and_place_are_found) {
  std::vector<float> values;
  std::mt19937 random(2);
  for (int i = 0; i < 3000; ++i)
    values.insert(values.end(), random() % 70, std::ldexp(1.0F, -static_cast<int>(i % 17)));
  BOOST_TEST(differences(smooth_ramp(), to_steps, values) == 0);
  BOOST_TEST(differences(classes(), to_steps, values) == 0);
}

// Gentle ones stay within a window of neighbouring classes, steep ones leave it, within a group or between two.
BOOST_AUTO_TEST_CASE(slopes_of_any_steepness_are_painted) {
  for (const float step : {1e-6F, 1e-4F, 1e-3F, 3e-3F, 1e-2F, 0.1F})
    for (const std::size_t count : {15U, 16U, 17U, 256U, 1000U}) {
      std::vector<float> up, down;
      for (std::size_t i = 0; i < count; ++i) up.push_back(0.3F + step * static_cast<float>(i));
      down.assign(up.rbegin(), up.rend());
      up[count / 2] = -1.0F, down[count / 3] = std::nanf("");
      BOOST_TEST(differences(smooth_ramp(), to_steps, up) == 0);
      BOOST_TEST(differences(classes(), to_steps, up) == 0);
      const detail::ColorTable table(smooth_ramp(), to_steps);
      std::vector<std::uint32_t> painted(count);
      table.paint(down.data(), count, painted.data());
      for (std::size_t i = 0; i < count; ++i) BOOST_TEST_REQUIRE(painted[i] == table.at(down[i]));
    }
}

BOOST_AUTO_TEST_CASE(ramps_of_one_color_of_one_stop_and_of_none_are_ramps) {
  const auto values = random_values(1000);
  BOOST_TEST(differences({{{1, {0.5, 0.5, 0.5, 1}}, {2, {0.5, 0.5, 0.5, 1}}}}, to_steps, values) == 0);
  BOOST_TEST(differences({{{1, {0.5, 0.5, 0.5, 1}}}}, to_steps, values) == 0);
  BOOST_TEST(differences({}, to_steps, values) == 0);
}

BOOST_AUTO_TEST_CASE(many_changes_in_little_room_are_told_apart) {
  style::Ramp ramp;
  for (int i = 0; i < 2000; ++i) ramp.stops.push_back({1.0 + i * 1e-6, {i % 2 == 0 ? 0.0 : 1.0, 0, 0, 1}});
  std::vector<float> values;
  for (float value = 0.9999F; value < 1.003F; value = std::nextafter(value, 2.0F)) values.push_back(value);
  BOOST_TEST(differences(ramp, no_rounding, values) == 0);
}

BOOST_AUTO_TEST_CASE(its_digest_is_of_what_is_painted) {
  const detail::ColorTable table(classes(), to_steps), same(classes(), to_steps);
  BOOST_TEST(table.digest() == same.digest());
  auto other = classes();
  other.stops[2].value = 0.0011;
  BOOST_TEST(table.digest() != detail::ColorTable(other, to_steps).digest());
  other = classes();
  other.stops[2].color.g = 0.9;
  BOOST_TEST(table.digest() != detail::ColorTable(other, to_steps).digest());
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
}  // namespace riskmap::render

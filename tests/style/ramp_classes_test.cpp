// SPDX-License-Identifier: MIT
#include <riskmap/style/ramp_classes.hpp>
#include <tests/support/test.hpp>

#include <algorithm>
#include <array>
#include <cmath>

BOOST_AUTO_TEST_SUITE(style)
BOOST_AUTO_TEST_SUITE(ramp_classes)

using namespace riskmap::style;

namespace {

const Color clear{0, 0, 0, 0}, yellow{1, 1, 0, 1}, red{1, 0, 0, 1};

/// Lightness of OKLab (Ottosson 2020) from linear light.
double lightness(const std::array<double, 3>& light) {
  const auto [r, g, b] = light;
  const double l = std::cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const double m = std::cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const double s = std::cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return 0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s;
}

std::array<double, 3> linear(const Color& color) {
  const auto one = [](double c) { return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4); };
  return {one(color.r), one(color.g), one(color.b)};
}

/// As people see it who lack a kind of cone (Machado, Oliveira & Fernandes 2009, severity 1).
using Sight = std::array<std::array<double, 3>, 3>;
constexpr std::array<Sight, 4> sights{{
    {{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}},
    {{{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}}},
    {{{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}}},
    {{{1.255528, -0.076749, -0.178779}, {-0.078411, 0.930809, 0.147602}, {0.004733, 0.691367, 0.303900}}},
}};

double seen_lightness(const Color& color, const Sight& sight) {
  const auto light = linear(color);
  std::array<double, 3> seen{};
  for (std::size_t i = 0; i < 3; ++i) {
    for (std::size_t j = 0; j < 3; ++j) seen[i] += sight[i][j] * light[j];
    seen[i] = std::clamp(seen[i], 0.0, 1.0);
  }
  return lightness(seen);
}

}  // namespace

BOOST_AUTO_TEST_CASE(pairs_of_stops_are_classes) {
  const auto classes = classes_of({{{0, clear}, {0.0099, clear}, {0.01, yellow}, {0.0999, yellow}, {0.1, red}}});
  BOOST_REQUIRE_EQUAL(classes.size(), 2U);
  BOOST_TEST(classes[0].lower == 0.01);
  BOOST_TEST(classes[0].upper == 0.1);
  BOOST_TEST((classes[0].color == yellow));
  BOOST_TEST(classes[1].lower == 0.1);
  BOOST_TEST(std::isinf(classes[1].upper));
}

BOOST_AUTO_TEST_CASE(a_step_ramp_has_two_stops_at_a_value) {
  const auto classes = classes_of({{{1, clear}, {1, yellow}, {2, yellow}, {2, red}}});
  BOOST_REQUIRE_EQUAL(classes.size(), 2U);
  BOOST_TEST(classes[0].upper == 2);
  BOOST_TEST(classes[1].lower == 2);
}

BOOST_AUTO_TEST_CASE(a_smooth_ramp_gives_a_class_a_stop_and_what_is_clear_gives_none) {
  const auto classes = classes_of({{{0, yellow}, {1, yellow}, {2, red}, {3, clear}, {4, yellow}}});
  BOOST_REQUIRE_EQUAL(classes.size(), 2U);  // 0 is no value
  BOOST_TEST(classes[0].lower == 2);
  BOOST_TEST(classes[0].upper == 3);
  BOOST_TEST(classes[1].lower == 4);
  BOOST_TEST(classes_of({}).empty());
}

BOOST_AUTO_TEST_CASE(a_ramp_is_written_as_documents_write_it) {
  const std::vector<RampClass> classes{{0.005, 0.01, yellow}, {0.01, 1, red}, {1, INFINITY, {0, 0, 0, 1}}};
  const std::string expected =
      R"j(["interpolate",["linear"],["elevation"],0,"rgba(0,0,0,0)",0.004999,"rgba(0,0,0,0)",0.005,"#ffff00",)j"
      R"j(0.009999,"#ffff00",0.01,"#ff0000",0.9999,"#ff0000",1.0,"#000000"])j";
  BOOST_TEST(color_relief_ramp(classes, std::ldexp(1.0, -22)).dump() == expected);
}

BOOST_AUTO_TEST_CASE(a_step_or_more_lies_between_the_stops_of_a_pair) {
  const double step = 0.001;
  for (const auto& lowers :
       {std::vector<double>{0.002, 0.004, 0.006}, {0.002, 1.0, 1.002}, {5, 50, 1000}, {0.0025, 0.1, 0.2}}) {
    std::vector<RampClass> classes;
    for (const double lower : lowers) classes.push_back({lower, 0, classes.size() % 2 == 0 ? red : yellow});
    const auto ramp = color_relief_ramp(classes, step);
    double last = 0, before = 0;
    for (std::size_t i = 5; i < ramp.size(); i += 2) {
      const double stop = ramp[i];
      BOOST_TEST(stop > last);
      if (i % 4 == 3) BOOST_TEST(stop - last > 0.49 * step);
      before = last, last = stop;
    }
    BOOST_TEST(before < last);
    BOOST_TEST(ramp[5].get<double>() >= step);  // clear at one step
  }
}

BOOST_AUTO_TEST_CASE(the_least_class_begins_at_a_round_number_of_steps) {
  for (const double step : {std::ldexp(1.0, -22), std::ldexp(1.0, -20), 0.001, 0.00101, 3.0}) {
    const double least = least_lower(step);
    BOOST_TEST(least >= 2 * step);
    BOOST_TEST(least <= 5 * step);
    const std::vector<RampClass> one{{least, INFINITY, red}};
    const auto ramp = color_relief_ramp(one, step);
    BOOST_TEST(ramp[5].get<double>() >= step);
    BOOST_TEST(least - ramp[5].get<double>() >= step);
  }
  BOOST_TEST(least_lower(std::ldexp(1.0, -22)) == 6e-7);
}

BOOST_AUTO_TEST_CASE(colours_darken_for_all_eyes) {
  for (std::size_t count = 2; count <= 9; ++count) {
    const auto colors = sequential_colors(count);
    BOOST_REQUIRE_EQUAL(colors.size(), count);
    for (const auto& sight : sights) {
      for (std::size_t i = 1; i < count; ++i)
        BOOST_TEST(seen_lightness(colors[i - 1], sight) - seen_lightness(colors[i], sight) > 0.015);
    }
  }
  BOOST_TEST(to_hex(sequential_colors(8)[0]) == "#fdf6b8");
  BOOST_TEST(to_hex(sequential_colors(3)[2]) == "#850a2c");
}

BOOST_AUTO_TEST_CASE(texts) {
  BOOST_TEST(to_hex({1, 0.5, 0, 1}) == "#ff8000");
  BOOST_TEST(to_hex({1, 0.5, 0, 0.5}) == "#ff800080");
  BOOST_TEST(label_of({0.005, 0.01, red}) == "0.005 – 0.01");
  BOOST_TEST(label_of({1, INFINITY, red}) == "1 and more");
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()

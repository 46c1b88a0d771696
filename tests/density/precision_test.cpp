// SPDX-License-Identifier: MIT
#include <riskmap/density/precision.hpp>
#include <riskmap/geo/geodesic.hpp>
#include <tests/density/examples.hpp>
#include <tests/support/test.hpp>

#include <cmath>
#include <numbers>

#include <algorithm>

namespace riskmap {
BOOST_AUTO_TEST_SUITE(density)
BOOST_AUTO_TEST_SUITE(precision)

namespace {

/// The convolution of the quartic with a uniform disc of radius u, at a distance d: of each circle of radius r around
/// the place, the part inside the disc is known.
double convolved(double d, double h, double u) {
  constexpr int circles = 20000;
  double sum = 0.0;
  for (int i = 0; i < circles; ++i) {
    const double r = h * (i + 0.5) / circles;
    const double cosine = d > 0.0 ? (d * d + r * r - u * u) / (2.0 * d * r) : (r < u ? -1.0 : 1.0);
    sum += test::quartic(r, h) * 2.0 * r * std::acos(std::clamp(cosine, -1.0, 1.0)) * h / circles;
  }
  return sum / (std::numbers::pi * u * u);
}

}  // namespace

BOOST_AUTO_TEST_CASE(the_quartic_widens_by_twice_the_square) {
  BOOST_TEST(widened(Metres(60e3), Metres(10e3), find_kernel("quartic")).value() == std::sqrt(3600.0 + 200.0) * 1e3,
             boost::test_tools::tolerance(1e-12));
  BOOST_TEST(widened(Metres(60e3), Metres(0.0), find_kernel("quartic")).value() == 60e3);
  BOOST_TEST(!must_spread(Metres(20e3), Metres(20e3)));
  BOOST_TEST(must_spread(Metres(20e3), Metres(20.1e3)));
}

BOOST_AUTO_TEST_CASE(a_widened_event_has_the_peak_of_its_widened_kernel) {
  const auto surface = estimate({test::event_at({67.0, 30.0}, 20.0)}, nullptr, test::one_year(50.0));
  const double radius = std::sqrt(50.0 * 50.0 + 2.0 * 20.0 * 20.0);
  BOOST_TEST(surface.exact_value({67.0, 30.0}) == 3.0 / (std::numbers::pi * radius * radius) * 1000.0,
             boost::test_tools::tolerance(1e-9));
  BOOST_TEST(surface.report().narrowest.value() == radius * 1000.0, boost::test_tools::tolerance(1e-12));
  BOOST_TEST(surface.report().vague == 0U);
}

BOOST_AUTO_TEST_CASE(a_spread_event_is_the_true_convolution) {
  const geo::LonLat centre{67.0, 30.0};
  for (const double u : {25.0, 60.0, 150.0}) {
    const double h = 20.0;
    const auto surface = estimate({test::event_at(centre, u)}, nullptr, test::one_year(h));
    BOOST_TEST(surface.report().vague == 1U);
    BOOST_TEST(surface.contributions().size() >= 400U);
    const double peak = 1e3 * convolved(0.0, h, u);
    for (double d = 0.0; d < u + h; d += 0.1 * u) {
      const geo::LonLat place = geo::travel(centre, 77.0, Metres(1000.0 * d));
      BOOST_TEST(std::abs(surface.exact_value(place) - 1e3 * convolved(d, h, u)) < 0.01 * peak);
      BOOST_TEST(std::abs(surface.value(place) - surface.exact_value(place)) < 1e-6 * surface.maximum());
    }
    BOOST_TEST(surface.value(geo::travel(centre, 77.0, Metres(1000.0 * (u + h)))) == 0.0);
  }
}

BOOST_AUTO_TEST_CASE(parts_stay_in_the_study_area_and_share_the_weight_alike) {
  const auto area = test::bay_and_lake();
  for (const geo::LonLat centre : {geo::LonLat{62.3, 25.3}, {61.6, 25.0}, {60.0, 24.0}}) {
    const auto places = spread_places(centre, Metres(60e3), spread_count(Metres(40e3), Metres(60e3)), area.get());
    BOOST_TEST(places.size() >= 400U);
    for (const geo::LonLat place : places) {
      BOOST_TEST(area->contains(place));
      BOOST_TEST(test::exact_distance(centre, place) < 60e3);
    }
  }
}

BOOST_AUTO_TEST_CASE(parts_of_a_spread_event_count_as_one_event) {
  auto options = test::one_year(20.0);
  options.minimum_events = 2;
  const auto surface = estimate({test::event_at({67.0, 30.0}, 60.0)}, nullptr, options);
  BOOST_TEST((surface.state({67.0, 30.0}) == State::few_events));
  BOOST_TEST(surface.relative_standard_error({67.0, 30.0}) == 1.0, boost::test_tools::tolerance(1e-12));
}

// 3,000 events known to 40 km with a kernel of 30 km would be 1.2 million parts.
BOOST_AUTO_TEST_CASE(many_vague_events_have_fewer_parts_each_and_the_same_sum) {
  auto events = test::random_events(3000, {66.0, 28.0}, 0.7, 0.0, 5);
  for (auto& event : events) event.uncertainty = Metres(40e3);
  const Surface surface = estimate(events, nullptr, test::one_year(30));
  BOOST_TEST(surface.report().spread == 3000U);
  BOOST_TEST(surface.contributions().size() < 300000U);
  BOOST_TEST(surface.contributions().size() > 200000U);
  for (const geo::LonLat place : {geo::LonLat{66.0, 28.0}, {66.8, 27.6}, {65.1, 28.9}, {67.3, 29.1}}) {
    double sum = 0;  // every event over a lattice of 2,000 of its own
    const geo::NearDistance distance(place);
    for (const Event& event : surface.events()) {
      if (distance.to(event.where) > Metres(71e3)) continue;
      const auto parts = spread_places(event.where, event.uncertainty, 2000, nullptr);
      for (const geo::LonLat part : parts) {
        const double u = distance.to(part).value() / 30e3;
        if (u < 1.0) sum += event.weight / 2000 * 3 / std::numbers::pi / (30.0 * 30.0) * (1 - u * u) * (1 - u * u);
      }
    }
    BOOST_TEST(std::abs(surface.value(place) - 1000 * sum) < 2e-3 * surface.maximum());
  }
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
}  // namespace riskmap

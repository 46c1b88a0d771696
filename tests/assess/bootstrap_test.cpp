// SPDX-License-Identifier: MIT
#include <riskmap/assess/bootstrap.hpp>
#include <tests/assess/scenes.hpp>
#include <tests/support/test.hpp>

#include <cmath>

namespace riskmap {
BOOST_AUTO_TEST_SUITE(assess)
BOOST_AUTO_TEST_SUITE(bootstrap)

namespace {

constexpr geo::LonLat here{66.0, 27.5};

/// So many events at one place, `together` in a week.
map::SceneSurface in_weeks(int weeks, int together) {
  std::vector<model::Incident> incidents;
  for (int w = 0; w < weeks; ++w)
    for (int k = 0; k < together; ++k) incidents.push_back(test::incident_on(Days(14.0 * w + k), here));
  return test::scene_surface(std::move(incidents));
}

}  // namespace

BOOST_AUTO_TEST_CASE(single_events_agree_with_the_analytic_error) {
  const auto surface = in_weeks(20, 1);
  const auto errors = bootstrap_errors(surface, std::vector{here}, 4000, 1, 1);
  // √Σa²/Σa = 1/√20, less the share of weeks with an event, since as many weeks are drawn as there are
  const double weeks = std::ceil(test::window_days / 7.0);
  BOOST_TEST(std::abs(surface.surface->relative_standard_error(here) * std::sqrt(20.0) - 1.0) < 1e-6);
  BOOST_TEST(std::abs(errors[0] / std::sqrt(1.0 / 20.0 - 1.0 / weeks) - 1.0) < 0.04);
}

BOOST_AUTO_TEST_CASE(attacks_of_one_week_are_one_accident) {
  const auto surface = in_weeks(20, 4);
  const double analytic = surface.surface->relative_standard_error(here);
  const double drawn = bootstrap_errors(surface, std::vector{here}, 4000, 1, 1)[0];
  BOOST_TEST(std::abs(drawn / analytic / 2.0 - 1.0) < 0.06);  // √4 times as uncertain
}

BOOST_AUTO_TEST_CASE(nothing_in_reach_or_outside_has_no_error) {
  const auto errors = bootstrap_errors(in_weeks(5, 1), std::vector<geo::LonLat>{{64.1, 28.9}, {10.0, 10.0}}, 100, 1, 1);
  BOOST_TEST(errors[0] == 0.0);
  BOOST_TEST(errors[1] == 0.0);
}

BOOST_AUTO_TEST_CASE(the_seed_decides_not_the_threads) {
  const auto surface = test::scene_surface(test::clustered_incidents(100, 1));
  std::vector<geo::LonLat> places;
  for (int i = 0; i < 40; ++i) places.push_back({64.1 + 0.09 * i, 26.1 + 0.06 * i});
  const auto one = bootstrap_errors(surface, places, 200, 5, 1);
  BOOST_TEST(one == bootstrap_errors(surface, places, 200, 5, 4), boost::test_tools::per_element());
  BOOST_TEST((one != bootstrap_errors(surface, places, 200, 6, 1)));
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
}  // namespace riskmap

// SPDX-License-Identifier: MIT
// Which incidents count, which are moved, which are turned away, and what is said of them.
#include <tests/density/examples.hpp>
#include <tests/support/test.hpp>

#include <limits>

namespace riskmap {
BOOST_AUTO_TEST_SUITE(density)
BOOST_AUTO_TEST_SUITE(incidents)

namespace {

const geo::LonLat on_the_border{66.0, 30.0};

geo::LonLat west_of_border(double km) { return geo::travel(on_the_border, -90.0, Metres(1000.0 * km)); }
std::shared_ptr<const model::Area> area() { return test::rectangle(66.0, 29.0, 68.0, 31.0); }

}  // namespace

BOOST_AUTO_TEST_CASE(near_misses_move_to_the_study_area_and_far_ones_are_rejected) {
  const Surface surface =
      estimate({test::event_at({67.0, 30.0}, 0.0, "inside"), test::event_at(west_of_border(3.0), 0.0, "near"),
                test::event_at(west_of_border(8.0), 0.0, "far"), test::event_at(west_of_border(8.0), 10.0, "vague")},
               area(), test::one_year(50.0));
  const Report& report = surface.report();
  BOOST_TEST(report.events_used == 3U);
  BOOST_REQUIRE(report.moved.size() == 2U);
  BOOST_TEST(to_line(report.moved[0]) == "near: moved 3.00 km to the nearest place of the study area");
  BOOST_TEST(to_line(report.moved[1]) == "vague: moved 8.00 km to the nearest place of the study area");
  BOOST_REQUIRE(report.rejected.size() == 1U);
  BOOST_TEST(to_line(report.rejected[0]) ==
             "far: lies 8.0 km outside the study area (at most 5 km can be moved into it)");
  BOOST_TEST(test::exact_distance(surface.contributions()[1].where, on_the_border) < 20.0);
}

BOOST_AUTO_TEST_CASE(the_window_decides_before_the_place_does) {
  auto early = test::event_at(west_of_border(80.0), 0.0, "early");
  early.begin = Days(-5.0), early.end = Days(-4.0);
  const Surface surface = estimate({early, test::event_at({67.0, 30.0})}, area(), test::one_year(50.0));
  BOOST_TEST(surface.report().outside_window == 1U);
  BOOST_TEST(surface.report().rejected.empty());
  BOOST_TEST(surface.report().total_rate == 1.0, boost::test_tools::tolerance(1e-12));
}

BOOST_AUTO_TEST_CASE(numbers_that_cannot_be_used_are_rejected_by_name) {
  auto bad = test::event_at({67.0, std::numeric_limits<double>::quiet_NaN()}, 0.0, "");
  bad.row = 17;
  auto negative = test::event_at({67.0, 30.0}, 0.0, "negative");
  negative.weight = -1.0;
  const Surface surface = estimate({bad, negative, test::event_at({67.0, 30.0})}, area(), test::one_year(50.0));
  BOOST_REQUIRE(surface.report().rejected.size() == 2U);
  BOOST_TEST(surface.report().rejected[0].place == "row 17");
  BOOST_TEST(surface.report().rejected[1].place == "negative");
}

BOOST_AUTO_TEST_CASE(a_list_of_which_nothing_counts_is_an_error) {
  const auto text = test::error_text<DataError>(
      [] { estimate({test::event_at(west_of_border(90.0))}, area(), test::one_year(50.0)); });
  BOOST_TEST(text == "incidents: none of 1 counts: 0 outside the window, 1 rejected");
  auto weightless = test::event_at({67.0, 30.0});
  weightless.weight = 0.0;
  BOOST_TEST(test::error_text<DataError>([&] { estimate({weightless}, area(), test::one_year(50.0)); }) ==
             "incidents: all 1 in the window have weight 0");
}

BOOST_AUTO_TEST_CASE(weight_zero_adds_no_risk_but_is_an_event) {
  auto weightless = test::event_at({67.0, 30.0});
  weightless.weight = 0.0;
  auto options = test::one_year(50.0);
  options.minimum_events = 2;
  options.adaptive = true;
  const Surface surface = estimate({weightless, test::event_at({67.1, 30.0})}, area(), options);
  BOOST_TEST((surface.state({67.05, 30.0}) == State::ok));
  BOOST_TEST(surface.report().total_rate == 1.0, boost::test_tools::tolerance(1e-12));
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
}  // namespace riskmap

// SPDX-License-Identifier: MIT
// The uniform correction against quadrature, and what it refuses.
#include <riskmap/density/edge.hpp>
#include <tests/density/examples.hpp>
#include <tests/support/test.hpp>

namespace riskmap {
BOOST_AUTO_TEST_SUITE(density)
BOOST_AUTO_TEST_SUITE(uniform_edge)

namespace {

EstimateOptions uniform_options(double kilometres) {
  auto options = test::one_year(kilometres);
  options.edge = EdgeCorrection::uniform;
  return options;
}

double drawn(const Surface& surface, geo::LonLat place) {
  const geo::MercatorPoint p = geo::to_mercator(place);
  float value = 0.0F;
  surface.sample({p.x - 1.0, p.y - 1.0, p.x + 1.0, p.y + 1.0}, 1, 1, &value);
  return static_cast<double>(value);
}

}  // namespace

BOOST_AUTO_TEST_CASE(the_sum_is_divided_by_what_the_kernel_has_inside) {
  const auto area = test::bay_and_lake();
  const std::vector<model::Incident> events{test::event_at({62.4, 25.6}), test::event_at({61.6, 25.2}),
                                            test::event_at({63.0, 24.2})};
  const Surface plain = estimate(events, area, test::one_year(90.0));
  const Surface corrected = estimate(events, area, uniform_options(90.0));
  for (const geo::LonLat place : {geo::LonLat{62.2, 25.1}, {61.3, 25.4}, {63.0, 24.1}, {62.0, 26.0}, {60.9, 24.6}}) {
    const double expected = plain.exact_value(place) / test::mass_by_rings(*area, place, 90e3);
    BOOST_TEST(corrected.value(place) == expected, boost::test_tools::tolerance(2e-3));
    BOOST_TEST(corrected.exact_value(place) == corrected.value(place), boost::test_tools::tolerance(1e-5));
    BOOST_TEST(std::abs(drawn(corrected, place) - corrected.value(place)) <= 1e-4 * corrected.maximum());
    std::vector<double> by_event(events.size(), 0.0);
    corrected.add_event_values(place, by_event);
    BOOST_TEST(by_event[0] + by_event[1] + by_event[2] == corrected.value(place), boost::test_tools::tolerance(1e-6));
  }
  BOOST_TEST(corrected.value({59.0, 25.0}) == 0.0);
}

BOOST_AUTO_TEST_CASE(with_adaptive_bandwidths_the_pilot_tells_the_kernel_s) {
  const auto area = test::rectangle(66.0, 29.0, 69.0, 32.0);
  auto events = test::random_events(40, {67.0, 30.0}, 0.5, 0.0, 9);
  std::erase_if(events, [&](const auto& e) { return !area->contains(e.where); });
  for (auto& event : events) event.weight = 1.0;
  auto options = uniform_options(60.0);
  options.adaptive = true;
  const Surface surface = estimate(events, area, options);
  const EdgeMass mass(*area, find_kernel("quartic"));
  const auto pilot = [&](geo::LonLat place) {
    double sum = 0.0;
    for (const auto& e : events) sum += test::quartic(test::exact_distance(e.where, place), 60e3);
    return sum / mass.inside(place, 60e3);
  };
  double logs = 0.0;
  for (const auto& e : events) logs += -0.5 * std::log(pilot(e.where)) / static_cast<double>(events.size());
  for (const geo::LonLat place : {geo::LonLat{66.05, 29.3}, {67.1, 30.2}, {67.4, 30.9}}) {
    const double own = 60e3 * std::min(1.0 / (std::sqrt(pilot(place)) * std::exp(logs)), 5.0);
    double sum = 0.0;
    for (const Contribution& c : surface.contributions())
      sum += 1e9 * c.amount * test::quartic(test::exact_distance(c.where, place), c.radius);
    BOOST_TEST(surface.value(place) == sum / mass.inside(place, own), boost::test_tools::tolerance(1e-4));
    BOOST_TEST(std::abs(drawn(surface, place) - surface.value(place)) <= 1e-4 * surface.maximum());
  }
}

BOOST_AUTO_TEST_CASE(a_factor_beyond_ten_at_an_event_is_an_error) {
  const auto needle = test::area_of({{62.0, 25.0}, {64.0, 25.0}, {64.0, 25.7}});
  const auto text = test::error_text<DataError>([&] {
    estimate({test::event_at({62.001, 25.0002}, 0.0, "needle")}, needle, uniform_options(20.0));
  });
  BOOST_TEST(text.find("needle: its edge factor is 1") == 0U, text);
  // The needle's tip alone, without an event there, is none.
  BOOST_TEST(estimate({test::event_at({63.5, 25.3})}, needle, uniform_options(20.0)).maximum() > 0.0);
}

BOOST_AUTO_TEST_CASE(it_asks_for_a_study_area) {
  const auto text = test::error_text<UsageError>([&] {
    estimate({test::event_at({62.0, 25.0})}, nullptr, uniform_options(20.0));
  });
  BOOST_TEST(text.find("edge: an edge correction needs a study area") == 0U, text);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
}  // namespace riskmap

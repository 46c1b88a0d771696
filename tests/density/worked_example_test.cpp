// SPDX-License-Identifier: MIT
// The examples of docs/method.md, section "By hand".
#include <tests/density/examples.hpp>
#include <tests/support/test.hpp>

namespace riskmap {
BOOST_AUTO_TEST_SUITE(density)
BOOST_AUTO_TEST_SUITE(worked_example)

BOOST_AUTO_TEST_CASE(one_event_two_years_ago) {
  EstimateOptions options;
  options.bandwidth = Metres(25e3);
  options.until = Days(10.0 * days_per_year);
  options.half_life = Days(3.0 * days_per_year);
  auto event = test::event_at({67.0, 30.0}, 10.0);
  event.begin = Days(8.0 * days_per_year), event.end = event.begin + Days(1e-6);
  const Surface inland = estimate({event}, nullptr, options);
  BOOST_TEST(inland.report().effective_years == 3.8987, boost::test_tools::tolerance(2e-5));
  BOOST_TEST(inland.exact_value(event.where) == 0.1870, boost::test_tools::tolerance(5e-4));
  BOOST_TEST(inland.exact_value(geo::travel(event.where, 40.0, Metres(10e3))) == 0.1444,
             boost::test_tools::tolerance(5e-4));
  options.edge = EdgeCorrection::diggle;
  const Surface coast = estimate({event}, test::rectangle(67.0, 20.0, 75.0, 40.0), options);
  BOOST_TEST(coast.exact_value(event.where) == 0.3741, boost::test_tools::tolerance(5e-4));
}

BOOST_AUTO_TEST_CASE(a_pair_and_a_single_event) {
  auto options = test::one_year(60.0);
  options.adaptive = true;
  const geo::LonLat pair{67.0, 30.0};
  const Surface surface =
      estimate({test::event_at(pair), test::event_at(pair), test::event_at(geo::travel(pair, 90.0, Metres(200e3)))},
               nullptr, options);
  BOOST_TEST(surface.report().narrowest.value() == 53.5e3, boost::test_tools::tolerance(1e-3));
  BOOST_TEST(surface.report().widest.value() == 75.6e3, boost::test_tools::tolerance(1e-3));
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
}  // namespace riskmap

// SPDX-License-Identifier: MIT
// The default map's figures, worked out independently on an equal-area plane; docs/method.md tells them.
#include <tests/density/default_map.hpp>
#include <tests/support/test.hpp>

namespace riskmap {
BOOST_AUTO_TEST_SUITE(density)
BOOST_AUTO_TEST_SUITE(default_map)

BOOST_AUTO_TEST_CASE(figures) {
  const auto root = test::root().string();
  const Surface surface =
      estimate(test::default_incidents(root), test::default_study_area(root), test::default_options());
  const Report& report = surface.report();
  BOOST_TEST(report.events_used == 45U);
  BOOST_TEST(report.outside_window == 3U);
  BOOST_TEST(report.rejected.empty());
  BOOST_TEST(report.effective_years == 3.938, boost::test_tools::tolerance(2e-4));
  BOOST_TEST(report.total_rate == 6.69, boost::test_tools::tolerance(1e-3));
  BOOST_TEST(report.narrowest.value() == 29e3, boost::test_tools::tolerance(0.02));
  BOOST_TEST(report.widest.value() == 213e3, boost::test_tools::tolerance(0.02));
  const auto within_3_percent = boost::test_tools::tolerance(0.03);
  BOOST_TEST(surface.maximum() == 2.19, within_3_percent);
  BOOST_TEST(surface.value({62.333, 25.113}) == 1.60, within_3_percent);   // Gwadar
  BOOST_TEST(surface.value({67.34, 24.775}) == 0.078, within_3_percent);   // Port Qasim
  BOOST_TEST(surface.value({73.193, 35.317}) == 0.017, within_3_percent);  // Dasu
  for (const geo::LonLat site : {geo::LonLat{62.333, 25.113}, {67.34, 24.775}, {73.193, 35.317}})
    BOOST_TEST(to_text(surface.state(site)) == "ok");
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
}  // namespace riskmap

// SPDX-License-Identifier: MIT
#include <riskmap/density/edge.hpp>
#include <tests/density/examples.hpp>
#include <tests/support/test.hpp>

namespace riskmap {
BOOST_AUTO_TEST_SUITE(density)
BOOST_AUTO_TEST_SUITE(edge)

namespace {

double inside(const model::Area& area, geo::LonLat centre, double kilometres) {
  return EdgeMass(area, find_kernel("quartic")).inside(centre, 1000.0 * kilometres);
}

}  // namespace

BOOST_AUTO_TEST_CASE(far_inside_the_whole_kernel_counts_on_the_curved_earth) {
  const auto area = test::rectangle(50.0, 10.0, 80.0, 45.0);
  for (const double km : {1.0, 60.0, 300.0}) {
    const double ratio = 1000.0 * km / geo::gaussian_radius(30.0).value();
    BOOST_TEST(inside(*area, {65.0, 30.0}, km) == 1.0 - ratio * ratio / 24.0, boost::test_tools::tolerance(1e-8));
  }
}

BOOST_AUTO_TEST_CASE(on_a_straight_coast_half_of_it_counts) {
  // Meridians and the equator are straight lines of the ellipsoid.
  const auto area = test::rectangle(62.0, 0.0, 70.0, 40.0);
  for (const double km : {0.1, 1.0, 25.0, 60.0, 200.0})
    BOOST_TEST(1.0 / inside(*area, {62.0, 25.0}, km) == 2.0, boost::test_tools::tolerance(1e-4));
  BOOST_TEST(1.0 / inside(*area, {62.0, 25.0}, 5.0) == 2.0, boost::test_tools::tolerance(1e-6));
}

BOOST_AUTO_TEST_CASE(on_a_corner_a_quarter_of_it_counts) {
  const auto area = test::rectangle(62.0, 0.0, 70.0, 40.0);
  BOOST_TEST(1.0 / inside(*area, {62.0, 0.0}, 25.0) == 4.0, boost::test_tools::tolerance(1e-5));
}

BOOST_AUTO_TEST_CASE(a_hair_off_the_coast_makes_no_difference) {
  const auto area = test::rectangle(62.0, 0.0, 70.0, 40.0);
  for (const double off : {-1e-7, -1e-12, 1e-12, 1e-7})
    BOOST_TEST(inside(*area, {62.0 + off, 25.0}, 25.0) == inside(*area, {62.0, 25.0}, 25.0),
               boost::test_tools::tolerance(3e-6));
}

BOOST_AUTO_TEST_CASE(a_bay_a_cape_and_a_lake_agree_with_rings_and_rays) {
  const auto area = test::bay_and_lake();
  for (const geo::LonLat centre :
       {geo::LonLat{62.3, 25.2}, {63.0, 23.7}, {61.2, 25.35}, {60.9, 25.0}, {62.0, 24.2}, {64.9, 26.9}})
    for (const double km : {3.0, 30.0, 120.0})
      BOOST_TEST(std::abs(inside(*area, centre, km) - test::mass_by_rings(*area, centre, 1000.0 * km)) < 1e-3);
}

BOOST_AUTO_TEST_CASE(the_direction_of_a_ring_does_not_matter) {
  const model::Line left{{62.0, 24.0}, {63.0, 24.0}, {63.0, 25.0}, {62.0, 25.0}};
  const auto one = test::area_of(left), other = test::area_of({left.rbegin(), left.rend()});
  BOOST_TEST(inside(*one, {62.1, 24.2}, 40.0) == inside(*other, {62.1, 24.2}, 40.0),
             boost::test_tools::tolerance(1e-12));
}

BOOST_AUTO_TEST_CASE(a_factor_beyond_ten_is_an_error_that_names_the_event) {
  // The tip of a needle of about 20 degrees holds an eighteenth of a circle.
  const auto needle = test::area_of({{62.0, 25.0}, {64.0, 25.0}, {64.0, 25.7}});
  auto options = test::one_year(20.0);
  options.edge = EdgeCorrection::diggle;
  const auto text = test::error_text<DataError>([&] {
    estimate({test::event_at({62.001, 25.0002}, 0.0, "needle")}, needle, options);
  });
  BOOST_TEST(text.find("needle: its edge factor is 1") == 0U, text);
  BOOST_TEST(
      text.find("beyond 10: hardly any of its kernel (radius 20 km) lies inside the study area") != std::string::npos,
      text);
}

BOOST_AUTO_TEST_CASE(a_part_of_a_spread_event_may_lie_on_an_islet) {
  model::Geometry geometry;
  geometry.kind = model::Geometry::Kind::polygon;
  geometry.polygons.push_back({{{62.0, 25.0}, {64.0, 25.0}, {64.0, 26.0}, {62.0, 26.0}, {62.0, 25.0}}, {}});
  geometry.polygons.push_back({{{63.0, 24.7}, {63.02, 24.7}, {63.02, 24.72}, {63.0, 24.72}, {63.0, 24.7}}, {}});
  const auto area = std::make_shared<const model::Area>(std::vector<const model::Geometry*>{&geometry});
  auto options = test::one_year(15.0);
  options.edge = EdgeCorrection::diggle;
  const auto surface = estimate({test::event_at({63.0, 25.05}, 60.0)}, area, options);
  double largest = 0.0;
  for (const Contribution& part : surface.contributions()) largest = std::max(largest, part.amount);
  BOOST_TEST(largest * static_cast<double>(surface.contributions().size()) > 10.0);
}

BOOST_AUTO_TEST_CASE(an_edge_correction_asks_for_a_study_area) {
  auto options = test::one_year(20.0);
  options.edge = EdgeCorrection::diggle;
  const auto text = test::error_text<UsageError>([&] { estimate({test::event_at({62.0, 25.0})}, nullptr, options); });
  BOOST_TEST(text.find("edge: an edge correction needs a study area") == 0U, text);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
}  // namespace riskmap

// SPDX-License-Identifier: MIT
#include <riskmap/geo/geodesic.hpp>

#include <tests/support/test.hpp>

#include <algorithm>
#include <array>
#include <cmath>

BOOST_AUTO_TEST_SUITE(geo)
BOOST_AUTO_TEST_SUITE(geodesic)

using namespace riskmap::geo;
using riskmap::Metres;

// Karney 2013, "Algorithms for geodesics", table 2 (WGS 84), and JFK–LHR as GeographicLib's documentation gives it.
BOOST_AUTO_TEST_CASE(distances_are_those_of_the_literature) {
  BOOST_TEST(riskmap::geo::geodesic({0, 40}, {137.84490004377, 41.79331020506}).length.value() == 10e6,
             boost::test_tools::tolerance(1e-12));
  BOOST_TEST(riskmap::geo::geodesic({-73.8, 40.6}, {-0.5, 51.6}).length.value() == 5551759.400,
             boost::test_tools::tolerance(1e-9));
  BOOST_TEST(riskmap::geo::geodesic({0, 0}, {0, 90}).length.value() == 10001965.729,
             boost::test_tools::tolerance(1e-9));
  BOOST_TEST(riskmap::geo::geodesic({0, 0}, {1, 0}).azimuth_degrees == 90.0, boost::test_tools::tolerance(1e-12));
}

BOOST_AUTO_TEST_CASE(travelling_the_distance_in_its_direction_arrives) {
  for (const LonLat to : {LonLat{67.35, 24.78}, LonLat{73.193, 35.317}, LonLat{-70, -33}, LonLat{62.3254, 25.1217}}) {
    const LonLat from{62.3254, 25.1216};
    const auto line = riskmap::geo::geodesic(from, to);
    const auto there = travel(from, line.azimuth_degrees, line.length);
    BOOST_TEST(std::abs(there.lon - to.lon) < 1e-9);
    BOOST_TEST(std::abs(there.lat - to.lat) < 1e-9);
  }
}

BOOST_AUTO_TEST_CASE(near_distances_agree_with_geodesics_within_2e_5) {
  double worst = 0;
  for (double lat = -70; lat <= 70; lat += 10) {
    const LonLat from{67, lat};
    const NearDistance near(from);
    for (double azimuth = 0; azimuth < 360; azimuth += 15) {
      for (const double metres : {1.0, 100.0, 5e3, 25e3, 60e3, 200e3, 600e3, 1500e3}) {
        const auto to = travel(from, azimuth, Metres(metres));
        if (std::abs(to.lat) > 70) continue;
        worst = std::max(worst, std::abs(near.to(to).value() / metres - 1.0));
      }
    }
  }
  BOOST_TEST(worst < 2e-5);
  BOOST_TEST_MESSAGE("worst relative error " << worst);
}

BOOST_AUTO_TEST_CASE(near_distance_to_itself_is_zero_and_symmetric) {
  const LonLat a{62.3254, 25.1216}, b{67.35, 24.78};
  BOOST_TEST(NearDistance(a).to(a).value() == 0.0);
  BOOST_TEST(NearDistance(a).to(b).value() == NearDistance(b).to(a).value(), boost::test_tools::tolerance(1e-14));
  BOOST_TEST(NearDistance({179.9, 10}).to({-179.9, 10}).value() ==
                 riskmap::geo::geodesic({179.9, 10}, {-179.9, 10}).length.value(),
             boost::test_tools::tolerance(2e-5));
}

BOOST_AUTO_TEST_CASE(areas_are_on_the_ellipsoid_whatever_the_direction) {
  const std::array<LonLat, 4> degree = {{{67, 25}, {68, 25}, {68, 26}, {67, 26}}};
  const std::array<LonLat, 4> reversed = {{{67, 26}, {68, 26}, {68, 25}, {67, 25}}};
  const double area = ring_area(degree.data(), degree.size());
  BOOST_TEST(area == 1.1126e10, boost::test_tools::tolerance(2e-3));
  BOOST_TEST(ring_area(reversed.data(), reversed.size()) == area, boost::test_tools::tolerance(1e-12));
  const std::array<LonLat, 3> octant = {{{0, 0}, {90, 0}, {0, 90}}};
  BOOST_TEST(ring_area(octant.data(), octant.size()) == 510065621724088.4 / 8, boost::test_tools::tolerance(1e-9));
}

BOOST_AUTO_TEST_CASE(the_mean_radius_lies_between_the_principal_ones) {
  BOOST_TEST(gaussian_radius(0).value() == 6356752.314, boost::test_tools::tolerance(1e-9));
  BOOST_TEST(gaussian_radius(90).value() == 6399593.626, boost::test_tools::tolerance(1e-9));
  BOOST_TEST(gaussian_radius(-30).value() == gaussian_radius(30).value());
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()

// SPDX-License-Identifier: MIT
#include <riskmap/geo/geodesic.hpp>
#include <riskmap/geo/mercator.hpp>

#include <tests/support/test.hpp>

BOOST_AUTO_TEST_SUITE(geo)
BOOST_AUTO_TEST_SUITE(mercator)

using namespace riskmap::geo;
using riskmap::MercatorUnits;
using riskmap::Metres;

BOOST_AUTO_TEST_CASE(there_and_back_within_1e_10_degrees) {
  for (double lat = -85; lat <= 85; lat += 2.5) {
    for (double lon = -180; lon <= 180; lon += 7.5) {
      const auto back = to_lonlat(to_mercator({lon, lat}));
      BOOST_REQUIRE_SMALL(back.lon - lon, 1e-10);
      BOOST_REQUIRE_SMALL(back.lat - lat, 1e-10);
    }
  }
}

BOOST_AUTO_TEST_CASE(the_world_is_a_square) {
  const auto corner = to_mercator({180, 85.0511287798066});
  BOOST_TEST(corner.x == mercator_half, boost::test_tools::tolerance(1e-15));
  BOOST_TEST(corner.y == mercator_half, boost::test_tools::tolerance(1e-12));
  BOOST_TEST((to_mercator({0, 90}) == to_mercator({0, mercator_latitude_limit})));
  BOOST_TEST((to_mercator({0, -90}) == to_mercator({0, -mercator_latitude_limit})));
  BOOST_TEST((to_mercator({0, 0}) == MercatorPoint{0, 0}));
}

// The drawn length of a short geodesic is what on_map says, in the mean of the two directions.
BOOST_AUTO_TEST_CASE(lengths_agree_with_geodesics) {
  for (const double lat : {0.0, 25.1216, 35.317, 60.0, -45.0}) {
    const LonLat here{67, lat};
    const Metres kilometre(1000);
    const auto from = to_mercator(here), east = to_mercator(travel(here, 90, kilometre)),
               north = to_mercator(travel(here, 0, kilometre));
    const double mean = 0.5 * ((east.x - from.x) + (north.y - from.y));
    BOOST_TEST(on_map(kilometre, here).value() == mean, boost::test_tools::tolerance(3e-4));
    BOOST_TEST(on_ground(on_map(kilometre, here), here).value() == 1000.0, boost::test_tools::tolerance(1e-14));
  }
}

BOOST_AUTO_TEST_CASE(a_ground_metre_grows_with_the_latitude) {
  const auto factor = [](LonLat where) { return on_map(Metres(1), where).value(); };
  BOOST_TEST(factor({62.3254, 25.1216}) == 1.1045, boost::test_tools::tolerance(0.005));
  BOOST_TEST(factor({73.193, 35.317}) == 1.2251, boost::test_tools::tolerance(0.005));
  BOOST_TEST(on_ground(MercatorUnits(1), {0, 0}).value() < 1.0);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()

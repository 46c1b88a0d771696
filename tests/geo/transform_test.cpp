// SPDX-License-Identifier: MIT
#include <riskmap/geo/transform.hpp>

#include <riskmap/base/error.hpp>
#include <riskmap/geo/mercator.hpp>

#include <tests/support/test.hpp>

#include <cmath>

BOOST_AUTO_TEST_SUITE(geo)
BOOST_AUTO_TEST_SUITE(transform)

using namespace riskmap::geo;
using riskmap::test::error_text;

BOOST_AUTO_TEST_CASE(utm_goes_there_and_back) {
  const Transform utm("EPSG:32642");
  const auto plane = utm.from_lonlat({67, 25});
  BOOST_REQUIRE(plane.has_value());
  BOOST_TEST(plane->x == 298142.0, boost::test_tools::tolerance(1e-4));
  BOOST_TEST(plane->y == 2766438.0, boost::test_tools::tolerance(1e-4));
  const auto back = utm.to_lonlat(plane->x, plane->y);
  BOOST_REQUIRE(back.has_value());
  BOOST_TEST(std::abs(back->lon - 67) < 1e-9);
  BOOST_TEST(std::abs(back->lat - 25) < 1e-9);
  BOOST_TEST(!utm.is_identity());
}

BOOST_AUTO_TEST_CASE(longitude_comes_first_whatever_the_authority_says) {
  for (const auto* crs : {"EPSG:4326", "OGC:CRS84"}) {
    const Transform transform(crs);
    const auto place = transform.to_lonlat(67, 25);
    BOOST_REQUIRE(place.has_value());
    BOOST_TEST(place->lon == 67.0);
    BOOST_TEST(place->lat == 25.0);
    BOOST_TEST(transform.is_identity());
  }
}

BOOST_AUTO_TEST_CASE(web_mercator_is_ours) {
  const Transform transform("EPSG:3857");
  const auto ours = to_mercator(LonLat{67, 25});
  const auto theirs = transform.from_lonlat({67, 25});
  BOOST_REQUIRE(theirs.has_value());
  BOOST_TEST(theirs->x == ours.x, boost::test_tools::tolerance(1e-12));
  BOOST_TEST(theirs->y == ours.y, boost::test_tools::tolerance(1e-12));
}

BOOST_AUTO_TEST_CASE(proj_strings_are_read_and_copies_work) {
  const Transform laea("+proj=laea +lat_0=30 +lon_0=69 +datum=WGS84");
  const Transform copy(laea);
  const auto origin = copy.from_lonlat({69, 30});
  BOOST_REQUIRE(origin.has_value());
  BOOST_TEST(std::abs(origin->x) < 1e-6);
  BOOST_TEST(std::abs(origin->y) < 1e-6);
  BOOST_TEST(copy.crs() == laea.crs());
}

BOOST_AUTO_TEST_CASE(a_place_the_projection_does_not_know_is_none) {
  const Transform orthographic("+proj=ortho +lat_0=30 +lon_0=69 +datum=WGS84");
  BOOST_TEST(!orthographic.to_lonlat(1e8, 1e8).has_value());
  BOOST_TEST(!orthographic.from_lonlat({-111, -30}).has_value());
  BOOST_TEST(orthographic.from_lonlat({69, 30}).has_value());
}

BOOST_AUTO_TEST_CASE(an_unknown_system_is_an_error) {
  BOOST_TEST(error_text<riskmap::DataError>([] { Transform("EPSG:999999"); }) ==
             "PROJ does not know the coordinate reference system 'EPSG:999999'");
  BOOST_TEST(error_text<riskmap::DataError>([] { Transform("nonsense"); }) ==
             "PROJ does not know the coordinate reference system 'nonsense'");
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()

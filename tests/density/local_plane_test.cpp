// SPDX-License-Identifier: MIT
#include <riskmap/density/detail/local_plane.hpp>
#include <tests/density/examples.hpp>
#include <tests/support/test.hpp>

namespace riskmap {
BOOST_AUTO_TEST_SUITE(density)
BOOST_AUTO_TEST_SUITE(local_plane)

BOOST_AUTO_TEST_CASE(distance_and_direction_are_the_geodesic_s) {
  for (const double lat : {-48.0, 0.0, 24.0, 36.0, 65.0})
    for (const double kilometres : {0.001, 1.0, 25.0, 300.0, 1500.0})
      for (double azimuth = -180.0; azimuth < 180.0; azimuth += 15.0) {
        const geo::LonLat centre{67.0, lat}, place = geo::travel(centre, azimuth, Metres(1000.0 * kilometres));
        const auto p = detail::LocalPlane(centre).to(detail::to_earth(place));
        const double exact = test::exact_distance(centre, place), near = kilometres <= 300.0 ? 1e-6 : 2e-5;
        BOOST_TEST(std::hypot(p.east, p.north) == exact, boost::test_tools::tolerance(near));
        const double across = p.east * std::cos(azimuth * geo::degrees_to_radians) -
                              p.north * std::sin(azimuth * geo::degrees_to_radians);
        BOOST_TEST(std::abs(across) < (kilometres <= 300.0 ? 2e-6 : 4e-5) * exact + 1e-6);
      }
}

BOOST_AUTO_TEST_CASE(a_place_is_at_distance_zero_from_itself) {
  const geo::LonLat place{62.3254, 25.1216};
  const detail::LocalPlane plane(place);
  BOOST_TEST(plane.distance(detail::to_earth(place)) == 0.0);
  BOOST_TEST(plane.to(detail::to_earth(place)).east == 0.0);
}

BOOST_AUTO_TEST_CASE(chords_and_arcs_are_each_other_s_inverse) {
  const detail::Arc arc(30.0);
  for (const double length : {1.0, 25e3, 300e3, 1500e3})
    BOOST_TEST(arc.length(arc.chord_squared_of(length)) == length, boost::test_tools::tolerance(1e-6));
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
}  // namespace riskmap

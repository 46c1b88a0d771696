// SPDX-License-Identifier: MIT
#include <riskmap/poster/ground_scale.hpp>

#include <riskmap/geo/geodesic.hpp>

#include <tests/support/test.hpp>

namespace riskmap {
BOOST_AUTO_TEST_SUITE(poster)
BOOST_AUTO_TEST_SUITE(ground_scale)

// A bar of many pixels along the middle row, its ends joined by a geodesic: at these lengths it leaves the parallel by
// little.
BOOST_AUTO_TEST_CASE(a_bar_is_as_long_as_the_ground_below_it) {
  for (const double latitude : {24.0, 36.0, -36.0}) {
    const auto view = render::View::centred({65, latitude}, 7.3, 1000, 700, 2);
    const double middle = view.height / 2.0;
    const auto west = geo::to_lonlat(view.to_mercator({450, middle})),
               east = geo::to_lonlat(view.to_mercator({550, middle}));
    const double bar = (poster::metres_per_pixel(view) * 100).value();
    BOOST_TEST(bar == geo::geodesic(west, east).length.value(), boost::test_tools::tolerance(2e-6));
    BOOST_TEST(poster::middle_latitude(view) == latitude, boost::test_tools::tolerance(1e-3));
  }
}

BOOST_AUTO_TEST_CASE(lengths_are_round_and_not_longer_than_asked) {
  for (const auto& [longest, round] :
       {std::pair(399.0, 200.0), {400.0, 400.0}, {999.0, 400.0}, {1000.0, 1000.0}, {150000.0, 100000.0}, {0.3, 0.2}}) {
    BOOST_TEST(poster::round_length(Metres(longest)).value() == round, boost::test_tools::tolerance(1e-12));
  }
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
}  // namespace riskmap

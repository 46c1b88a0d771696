// SPDX-License-Identifier: MIT
#include <riskmap/model/raster.hpp>

#include <tests/support/test.hpp>

#include <cmath>
#include <limits>

using namespace riskmap;

namespace {

/// 6 x 5 cells of 1° from (60, 30); the value of a cell is a function of its centre.
template <typename TFunction>
model::Raster make_raster(TFunction&& value) {
  model::Raster raster;
  raster.columns = 6, raster.rows = 5;
  raster.north_west = {60, 30};
  raster.cell_width = raster.cell_height = 1;
  for (int row = 0; row < 5; ++row) {
    for (int column = 0; column < 6; ++column)
      raster.values.push_back(static_cast<float>(value(60.5 + column, 29.5 - row)));
  }
  return raster;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(model)
BOOST_AUTO_TEST_SUITE(raster)

BOOST_AUTO_TEST_CASE(a_cell_centre_has_its_own_value) {
  const auto raster = make_raster([](double lon, double lat) { return lon * lat; });
  BOOST_TEST(raster.at({62.5, 27.5}) == 62.5 * 27.5, boost::test_tools::tolerance(1e-6));
  BOOST_TEST(raster.at({60.5, 25.5}) == 60.5 * 25.5, boost::test_tools::tolerance(1e-6));
}

BOOST_AUTO_TEST_CASE(a_plane_stays_a_plane) {
  const auto raster = make_raster([](double lon, double lat) { return 3 * lon - 2 * lat; });
  BOOST_TEST(raster.at({62.9, 27.3}) == 3 * 62.9 - 2 * 27.3, boost::test_tools::tolerance(1e-6));
}

BOOST_AUTO_TEST_CASE(halfway_between_a_step_catmull_rom_gives_the_mean) {
  const auto raster = make_raster([](double lon, double) { return lon < 63 ? 0.0 : 16.0; });
  BOOST_TEST(raster.at({63.0, 27.5}) == 8.0, boost::test_tools::tolerance(1e-9));
  BOOST_TEST(raster.at({62.0, 27.5}) == -1.0, boost::test_tools::tolerance(1e-9));  // (-0 + 9·0 + 9·0 - 16)/16
}

BOOST_AUTO_TEST_CASE(outside_and_beside_no_data_there_is_no_number) {
  auto raster = make_raster([](double, double) { return 1.0; });
  BOOST_TEST(std::isnan(raster.at({59.9, 28})));
  BOOST_TEST(std::isnan(raster.at({61, 24.9})));
  BOOST_TEST(raster.at({60.01, 25.01}) == 1.0, boost::test_tools::tolerance(1e-12));
  raster.values[2 * 6 + 2] = std::numeric_limits<float>::quiet_NaN();
  BOOST_TEST(std::isnan(raster.at({62.9, 27.2})));
  BOOST_TEST(raster.at({65.5, 25.5}) == 1.0, boost::test_tools::tolerance(1e-12));
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()

// SPDX-License-Identifier: MIT
// The default surface, summed over the land of the provinces with its bays and islands, gives back its weights.
#include <riskmap/base/parallel.hpp>
#include <tests/density/default_map.hpp>
#include <tests/support/test.hpp>

#include <cmath>
#include <numeric>

namespace riskmap {
BOOST_AUTO_TEST_SUITE(density)
BOOST_AUTO_TEST_SUITE(default_mass)

namespace {

constexpr double side = 300.0;      // Mercator units of a cell: some 260 m
constexpr std::size_t fine = 8;     // along a side of a cell on the outline
constexpr std::size_t stripe = 64;  // rows summed at once

/// Square kilometres of the ellipsoid between the equator and a latitude, per radian of longitude (Snyder 1987, 3-12).
double zone(double lat) {
  constexpr double e = 0.0818191908426215;
  const double s = std::sin(lat * geo::degrees_to_radians);
  const double semi_minor = 6356.752314245;
  return semi_minor * semi_minor / 2 * (s / (1 - e * e * s * s) + std::atanh(e * s) / e);
}

/// The part of a cell that is land: all or nothing if its corners agree, else told from fine × fine places.
double land_share(const model::Area& land, const geo::MercatorBox& cell) {
  const auto inside = [&](double x, double y) { return land.contains(geo::to_lonlat(geo::MercatorPoint{x, y})); };
  const int corners = inside(cell.min_x, cell.min_y) + inside(cell.max_x, cell.min_y) + inside(cell.min_x, cell.max_y) +
                      inside(cell.max_x, cell.max_y);
  if (corners == 0 || corners == 4) return corners / 4.0;
  std::size_t count = 0;
  for (std::size_t i = 0; i < fine * fine; ++i)
    count += inside(cell.min_x + side * (static_cast<double>(i % fine) + 0.5) / fine,
                    cell.min_y + side * (static_cast<double>(i / fine) + 0.5) / fine);
  return static_cast<double>(count) / (fine * fine);
}

/// Events a year in a row of cells.
double row_mass(const Surface& surface, const geo::MercatorBox& row, const float* values) {
  const auto columns = static_cast<std::size_t>(std::lround(row.width() / side));
  const double per_radian = zone(geo::to_lonlat(geo::MercatorPoint{0, row.max_y}).lat) -
                            zone(geo::to_lonlat(geo::MercatorPoint{0, row.min_y}).lat);
  const double km2 = per_radian * side / 6378137.0;
  double sum = 0;
  for (std::size_t i = 0; i < columns; ++i) {
    if (values[i] <= 0.0F) continue;
    const double west = row.min_x + side * static_cast<double>(i);
    sum +=
        static_cast<double>(values[i]) * land_share(*surface.study_area(), {west, row.min_y, west + side, row.max_y});
  }
  return sum * km2 / 1000;
}

}  // namespace

BOOST_AUTO_TEST_CASE(the_provinces_hold_what_the_list_holds) {
  const auto root = test::root().string();
  const Surface surface =
      estimate(test::default_incidents(root), test::default_study_area(root), test::default_options());
  const auto area = geo::to_mercator(surface.study_area()->box());
  const auto columns = static_cast<std::size_t>(std::ceil(area.width() / side));
  const auto rows = static_cast<std::size_t>(std::ceil(area.height() / side));
  std::vector<double> sums(rows);
  parallel_for((rows + stripe - 1) / stripe, 0, [&](std::size_t s) {
    std::vector<float> values(columns);
    for (std::size_t row = s * stripe; row < std::min(rows, (s + 1) * stripe); ++row) {
      const double south = area.min_y + side * static_cast<double>(row);
      const geo::MercatorBox box{area.min_x, south, area.min_x + side * static_cast<double>(columns), south + side};
      surface.sample(box, columns, 1, values.data());
      sums[row] = row_mass(surface, box, values.data());
    }
  });
  const double mass = std::accumulate(sums.begin(), sums.end(), 0.0);
  BOOST_TEST(mass / surface.report().total_rate == 1.0, boost::test_tools::tolerance(1e-4));
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
}  // namespace riskmap

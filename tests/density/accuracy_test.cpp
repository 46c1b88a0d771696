// SPDX-License-Identifier: MIT
// What is drawn against what the formula says: GeographicLib's distances, every contribution, at random places.
#include <tests/density/default_map.hpp>
#include <tests/density/examples.hpp>
#include <tests/support/test.hpp>

namespace riskmap {
BOOST_AUTO_TEST_SUITE(density)
BOOST_AUTO_TEST_SUITE(accuracy)

namespace {

double exact(const Surface& surface, geo::LonLat place) {
  double sum = 0.0;
  for (const Contribution& c : surface.contributions())
    sum += c.amount * test::quartic(test::exact_distance(c.where, place), c.radius);
  return 1e9 * sum / surface.report().effective_years;
}

/// The largest error at 1000 random places of a box, as a share of the maximum.
double worst_error(const Surface& surface, geo::LonLatBox box) {
  std::mt19937 random(11);
  std::uniform_real_distribution<double> lon(box.min_x, box.max_x), lat(box.min_y, box.max_y);
  double worst = 0.0;
  for (int i = 0; i < 1000; ++i) {
    const geo::LonLat place{lon(random), lat(random)};
    if (surface.study_area() != nullptr && !surface.study_area()->contains(place)) continue;
    const double expected = exact(surface, place);
    worst = std::max(worst, std::abs(surface.value(place) - expected));
    BOOST_TEST(surface.exact_value(place) == expected, boost::test_tools::tolerance(1e-9));
  }
  return worst / surface.maximum();
}

geo::LonLatBox around(geo::LonLat middle, double degrees) {
  return {middle.lon - degrees, middle.lat - degrees, middle.lon + degrees, middle.lat + degrees};
}

/// ∫_W λ over cells with their true areas on the ellipsoid; the lines between cells are multiples of `degrees`.
double integral(const Surface& surface, double degrees) {
  constexpr double a = 6378137.0, e2 = 0.0066943799901413165;
  const geo::LonLatBox box = geo::to_lonlat(surface.grid().box());
  const double west = std::floor(box.min_x / degrees) * degrees, south = std::floor(box.min_y / degrees) * degrees;
  double sum = 0.0;
  for (double lat = south + degrees / 2; lat < box.max_y; lat += degrees) {
    const double phi = lat * geo::degrees_to_radians, w2 = 1.0 - e2 * std::sin(phi) * std::sin(phi);
    const double side = degrees * geo::degrees_to_radians;
    const double cell = a * a * (1.0 - e2) / (w2 * w2) * std::cos(phi) * side * side;
    for (double lon = west + degrees / 2; lon < box.max_x; lon += degrees) sum += surface.value({lon, lat}) * cell;
  }
  return sum / 1e9;
}

}  // namespace

BOOST_AUTO_TEST_CASE(one_event_of_25_km_peaks_alike_at_24_and_36_degrees_and_ends_at_25_km) {
  for (const double lat : {24.0, 36.0}) {
    const geo::LonLat centre{66.66, lat};
    auto options = test::one_year(25.0);
    options.until = Days(2.0 * days_per_year);
    const auto surface = estimate({test::event_at(centre)}, nullptr, options);
    const double peak = 3.0 / (std::numbers::pi * 25.0 * 25.0) * 1000.0 / 2.0;  // per 1000 km² and year, T = 2
    BOOST_TEST(surface.value(centre) == peak, boost::test_tools::tolerance(1e-3));
    BOOST_TEST(surface.exact_value(centre) == peak, boost::test_tools::tolerance(1e-12));
    for (double azimuth = 0.0; azimuth < 360.0; azimuth += 1.0)
      for (const double km : {25.0, 25.01, 25.5, 26.5, 28.0, 40.0, 300.0}) {
        BOOST_TEST(surface.value(geo::travel(centre, azimuth, Metres(1000.0 * km))) == 0.0);
        BOOST_TEST(surface.value(geo::travel(centre, azimuth, Metres(23000.0))) > 0.0);
      }
  }
}

BOOST_AUTO_TEST_CASE(a_thousand_places_agree_with_exact_sums) {
  for (const double lat : {24.0, 36.0})
    for (const bool adaptive : {false, true}) {
      const geo::LonLat middle{67.0, lat};
      auto options = test::one_year(adaptive ? 60.0 : 25.0);
      options.adaptive = adaptive;
      const auto surface = estimate(test::random_events(60, middle, 1.0, 5.0, 7), nullptr, options);
      const double worst = worst_error(surface, around(middle, 2.0));
      BOOST_TEST_MESSAGE("latitude " << lat << (adaptive ? ", adaptive: " : ", fixed: ") << worst << " of the maximum");
      BOOST_TEST(worst <= 1e-3);
    }
}

BOOST_AUTO_TEST_CASE(one_kernel_agrees_within_a_thousandth_of_its_peak) {
  for (const double lat : {24.0, 36.0}) {
    const geo::LonLat middle{67.0, lat};
    const auto surface = estimate({test::event_at(middle)}, nullptr, test::one_year(25.0));
    const double worst = worst_error(surface, around(middle, 0.3));
    BOOST_TEST_MESSAGE("latitude " << lat << ", one event: " << worst << " of the maximum");
    BOOST_TEST(worst <= 1e-3);
  }
}

BOOST_AUTO_TEST_CASE(the_default_map_agrees_at_a_thousand_places) {
  const auto root = test::root().string();
  const auto surface = estimate(test::default_incidents(root), test::default_study_area(root), test::default_options());
  BOOST_TEST(worst_error(surface, geo::to_lonlat(surface.grid().box())) <= 1e-3);
  BOOST_TEST(worst_error(surface, around({67.0, 24.9}, 0.3)) <= 1e-3);
  BOOST_TEST(worst_error(surface, around({62.33, 25.2}, 0.3)) <= 1e-3);
}

BOOST_AUTO_TEST_CASE(the_mass_on_the_ellipsoid_is_the_sum_of_the_weights) {
  const auto surface =
      estimate({test::event_at({67.0, 30.0}), test::event_at({67.5, 30.2}, 30.0)}, nullptr, test::one_year(60.0));
  BOOST_TEST(integral(surface, 0.01) == 2.0, boost::test_tools::tolerance(2e-4));
}

BOOST_AUTO_TEST_CASE(diggle_s_mass_inside_the_study_area_is_the_sum_of_the_weights) {
  const auto area = test::bay_and_lake();
  auto options = test::one_year(60.0);
  options.edge = EdgeCorrection::diggle;
  // On the cape, beside the lake, in a corner; widened, and spread over a disc that is half bay.
  const std::vector<model::Incident> events{test::event_at({63.0, 23.7}), test::event_at({61.6, 25.0}, 20.0),
                                            test::event_at({60.1, 24.1}), test::event_at({62.3, 25.25}, 100.0)};
  BOOST_TEST(integral(estimate(events, area, options), 0.01) == 4.0, boost::test_tools::tolerance(1e-3));
  options.adaptive = true;
  BOOST_TEST(integral(estimate(events, area, options), 0.01) == 4.0, boost::test_tools::tolerance(1e-3));
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
}  // namespace riskmap

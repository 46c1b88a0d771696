// SPDX-License-Identifier: MIT
// What is drawn and what is asked against what the formula says: GeographicLib's distances, every contribution, the
// kernels as the textbooks write them, at random places.
#include <tests/density/default_map.hpp>
#include <tests/density/examples.hpp>
#include <tests/support/test.hpp>

namespace riskmap {
BOOST_AUTO_TEST_SUITE(density)
BOOST_AUTO_TEST_SUITE(accuracy)

namespace {

/// K for radius of support r in 1/m².
double kernel(std::string_view name, double distance, double r) {
  const double u = distance / r, v = 1.0 - u * u, unit = 1.0 / (std::numbers::pi * r * r);
  if (u > 1.0) return 0.0;
  if (name == "uniform") return unit;
  if (name == "epanechnikov") return 2.0 * unit * v;
  if (name == "quartic") return 3.0 * unit * v * v;
  if (name == "triweight") return 4.0 * unit * v * v * v;
  return 8.0 * unit * std::exp(-8.0 * u * u) / (1.0 - std::exp(-8.0));  // sigma is r / 4
}

double exact(const Surface& surface, geo::LonLat place) {
  double sum = 0.0;
  for (const Contribution& c : surface.contributions())
    if (std::abs(c.where.lat - place.lat) * 110000.0 <= c.radius)
      sum += c.amount * kernel(surface.kernel().name, test::exact_distance(c.where, place), c.radius);
  return 1e9 * sum / surface.report().effective_years;
}

double drawn(const Surface& surface, geo::LonLat place) {
  const geo::MercatorPoint p = geo::to_mercator(place);
  float value = 0.0F;
  surface.sample({p.x - 1.0, p.y - 1.0, p.x + 1.0, p.y + 1.0}, 1, 1, &value);
  return static_cast<double>(value);
}

struct Errors {
  double asked = 0.0, drawn = 0.0, oracle = 0.0;
};

/// The largest errors at places around the contributions, as shares of the maximum.
Errors worst_errors(const Surface& surface, int places, unsigned seed) {
  std::mt19937 random(seed);
  std::uniform_int_distribution<std::size_t> any(0, surface.contributions().size() - 1);
  std::uniform_real_distribution<double> turn(0.0, 360.0), share(0.0, 1.3);
  Errors worst;
  for (int i = 0; i < places; ++i) {
    const Contribution& c = surface.contributions()[any(random)];
    const geo::LonLat place = geo::travel(c.where, turn(random), Metres(share(random) * std::min(c.radius, 400e3)));
    if (surface.study_area() != nullptr && !surface.study_area()->contains(place)) continue;
    const double expected = exact(surface, place);
    worst.asked = std::max(worst.asked, std::abs(surface.value(place) - expected));
    worst.oracle = std::max(worst.oracle, std::abs(surface.exact_value(place) - expected));
    worst.drawn = std::max(worst.drawn, std::abs(drawn(surface, place) - expected));
  }
  const double most = surface.maximum();
  return {worst.asked / most, worst.drawn / most, worst.oracle / most};
}

struct Case {
  std::size_t events;
  double kilometres, lat;
  bool adaptive, diggle;
  int places;
};

void check(const std::string& name, const Case& c, double drawing) {
  auto options = test::one_year(c.kilometres);
  options.kernel = name;
  options.adaptive = c.adaptive;
  const geo::LonLat middle{67.0, c.lat};
  std::shared_ptr<const model::Area> area;
  if (c.diggle) {
    options.edge = EdgeCorrection::diggle;
    area = test::rectangle(64.0, c.lat - 2.0, 70.0, c.lat + 3.0);
  }
  auto events = test::random_events(c.events, middle, 1.0, std::min(5.0, 0.5 * c.kilometres), 7);
  const auto surface = estimate(events, area, options);
  const Errors errors = worst_errors(surface, c.places, 11);
  BOOST_TEST_CONTEXT(name << ", " << c.events << " events, " << c.kilometres << " km, latitude " << c.lat
                          << (c.adaptive ? ", adaptive" : "") << (c.diggle ? ", diggle" : "")) {
    BOOST_TEST_MESSAGE(name << " n " << c.events << " h " << c.kilometres << " lat " << c.lat << " adaptive "
                            << c.adaptive << ": asked " << errors.asked << " drawn " << errors.drawn << " oracle "
                            << errors.oracle);
    BOOST_TEST(errors.asked <= 1e-5);
    BOOST_TEST(errors.drawn <= drawing);
    BOOST_TEST(errors.oracle <= 1e-9);
  }
}

const char* const kernels[] = {"uniform", "epanechnikov", "quartic", "triweight", "gaussian"};

/// ∫_W λ by cells of a picture, each with its true area on the ellipsoid (Snyder 1987, equation 3-12).
double mass(const Surface& surface, const geo::LonLatBox& land, std::size_t width, std::size_t height) {
  constexpr double a = 6378137.0, e = 0.081819190842621486;
  const auto south_of = [](double lat) {
    const double sine = std::sin(lat * geo::degrees_to_radians), es = e * sine;
    return 0.5 * a * a * (1.0 - e * e) * (sine / (1.0 - es * es) + std::atanh(es) / e);
  };
  const geo::MercatorBox box = geo::to_mercator(land);
  std::vector<float> values(width * height);
  surface.sample(box, width, height, values.data());
  const auto edge = [&](std::size_t row) {
    const double y = box.max_y - box.height() * static_cast<double>(row) / static_cast<double>(height);
    return south_of(geo::to_lonlat(geo::MercatorPoint{0.0, y}).lat);
  };
  const double wide = land.width() * geo::degrees_to_radians / static_cast<double>(width);
  double sum = 0.0;
  for (std::size_t j = 0; j < height; ++j)
    for (std::size_t i = 0; i < width; ++i)
      sum += static_cast<double>(values[j * width + i]) * wide * (edge(j) - edge(j + 1));
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
    BOOST_TEST(surface.value(centre) == peak, boost::test_tools::tolerance(1e-12));
    BOOST_TEST(surface.maximum() == peak, boost::test_tools::tolerance(1e-12));
    for (double azimuth = 0.0; azimuth < 360.0; azimuth += 1.0)
      for (const double km : {25.001, 25.01, 25.5, 26.5, 28.0, 40.0, 300.0}) {
        const geo::LonLat beyond = geo::travel(centre, azimuth, Metres(1000.0 * km));
        BOOST_TEST(surface.value(beyond) == 0.0);
        BOOST_TEST(drawn(surface, beyond) == 0.0);
        BOOST_TEST(surface.value(geo::travel(centre, azimuth, Metres(24990.0))) > 0.0);
      }
  }
}

BOOST_AUTO_TEST_CASE(few_events_of_every_kernel_at_every_latitude) {
  for (const char* const name : kernels) {
    for (const double lat : {0.0, 60.0}) check(name, {1, 2.0, lat, false, false, 100}, 1e-5);
    for (const bool adaptive : {false, true}) {
      check(name, {60, 25.0, 35.0, adaptive, false, 200}, 1e-5);
      check(name, {60, 200.0, 58.0, adaptive, false, 200}, 1e-5);
      check(name, {60, 40.0, 25.0, adaptive, true, 200}, 1e-5);
    }
  }
}

BOOST_AUTO_TEST_CASE(a_thousand_events_of_every_kernel) {
  for (const char* const name : kernels)
    for (const bool adaptive : {false, true}) {
      check(name, {1000, 25.0, 24.0, adaptive, false, 80}, 1e-4);
      check(name, {1000, 5.0, 48.0, adaptive, adaptive, 80}, 1e-4);
    }
}

BOOST_AUTO_TEST_CASE(ten_thousand_events) {
  for (const char* const name : kernels) {
    check(name, {10000, 25.0, 30.0, false, false, 40}, 1e-4);
    check(name, {10000, 60.0, 40.0, true, true, 40}, 1e-4);
  }
}

BOOST_AUTO_TEST_CASE(the_default_map_agrees_at_a_thousand_places) {
  const auto root = test::root().string();
  const auto surface = estimate(test::default_incidents(root), test::default_study_area(root), test::default_options());
  const Errors errors = worst_errors(surface, 1000, 3);
  BOOST_TEST(errors.asked <= 1e-6);
  BOOST_TEST(errors.drawn <= 1e-5);
  BOOST_TEST(errors.oracle <= 1e-9);
}

BOOST_AUTO_TEST_CASE(exact_is_the_oracle) {
  auto options = test::one_year(120.0);
  options.exact = true;
  const auto surface = estimate(test::random_events(50, {67.0, 50.0}, 1.0, 5.0, 7), nullptr, options);
  for (const geo::LonLat place : {geo::LonLat{67.0, 50.0}, {66.2, 51.1}, {68.3, 49.0}})
    BOOST_TEST(surface.value(place) == surface.exact_value(place));
}

BOOST_AUTO_TEST_CASE(the_antimeridian_is_no_edge) {
  const geo::LonLat centre{179.9, 20.0};
  const auto surface = estimate({test::event_at(centre)}, nullptr, test::one_year(50.0));
  const geo::LonLat across{-179.9, 20.0};
  BOOST_TEST(surface.value(across) > 0.5 * surface.maximum());
  BOOST_TEST(drawn(surface, across) == surface.value(across), boost::test_tools::tolerance(1e-5));
  BOOST_TEST((surface.state(across) == State::ok));
}

BOOST_AUTO_TEST_CASE(the_mass_on_the_ellipsoid_is_the_sum_of_the_weights) {
  for (const char* const name : kernels) {
    auto options = test::one_year(name == std::string_view("gaussian") ? 15.0 : 60.0);
    options.kernel = name;
    const auto surface = estimate({test::event_at({67.0, 30.0}), test::event_at({67.5, 30.2}, 30.0)}, nullptr, options);
    BOOST_TEST(mass(surface, {65.0, 28.5, 69.5, 31.8}, 1600, 1300) == 2.0, boost::test_tools::tolerance(1e-4));
  }
}

BOOST_AUTO_TEST_CASE(diggle_s_mass_inside_the_study_area_is_the_sum_of_the_weights) {
  // Meridians are straight lines of the ellipsoid, and so is the equator; a parallel is none, but this one is short.
  const geo::LonLatBox land{60.0, 0.0, 64.0, 3.0};
  const auto area = test::rectangle(land.min_x, land.min_y, land.max_x, land.max_y);
  for (const char* const name : {"quartic", "triweight", "epanechnikov"}) {
    auto options = test::one_year(60.0);
    options.kernel = name;
    options.edge = EdgeCorrection::diggle;
    // In a corner, on a side; widened, and spread over a disc that is half sea.
    std::vector<model::Incident> events{test::event_at({60.1, 0.1}), test::event_at({63.9, 1.5}, 20.0),
                                        test::event_at({62.0, 2.0}), test::event_at({60.1, 2.0}, 100.0)};
    for (const bool adaptive : {false, true}) {
      options.adaptive = adaptive;
      BOOST_TEST(mass(estimate(events, area, options), land, 1600, 1200) == 4.0, boost::test_tools::tolerance(1e-4));
    }
  }
}

BOOST_AUTO_TEST_CASE(an_event_known_to_a_polygon_keeps_its_mass_inside_the_study_area) {
  const geo::LonLatBox land{60.0, 0.0, 64.0, 3.0};
  const auto area = test::rectangle(land.min_x, land.min_y, land.max_x, land.max_y);
  auto event = test::event_at({59.0, -2.0}, 0.0, "province");
  event.weight = 2.5;
  event.known_to = test::area_of({{58.5, -1.0}, {62.0, -0.5}, {61.0, 1.2}, {62.5, 2.0}, {59.0, 2.5}});
  auto options = test::one_year(40.0);
  options.edge = EdgeCorrection::diggle;
  const auto surface = estimate({event}, area, options);
  BOOST_TEST(mass(surface, land, 1600, 1200) == 2.5, boost::test_tools::tolerance(1e-4));
  BOOST_TEST(worst_errors(surface, 200, 5).drawn <= 1e-4);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
}  // namespace riskmap

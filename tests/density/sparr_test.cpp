// SPDX-License-Identifier: MIT
// Against R's sparr 2.2-17: bivariate.density (Abramson, trim 5), NS, OS, LSCV.density.
#include <riskmap/density/bandwidth.hpp>
#include <riskmap/density/detail/cross_validation.hpp>
#include <tests/density/fixtures/r_fixtures.hpp>

#include <algorithm>
#include <cmath>

namespace riskmap::density {
BOOST_AUTO_TEST_SUITE(density)
BOOST_AUTO_TEST_SUITE(sparr)

namespace {

Surface adaptive(EdgeCorrection edge) {
  auto options = test::r::options("gaussian", 20.0, edge);
  options.adaptive = true;
  return estimate(test::r::events(), test::r::window(), options);
}

void check_surface(const Surface& surface, const std::string& name) {
  BOOST_TEST(test::r::worst_difference(test::r::surface("sparr_surfaces.csv", "adaptive " + name), surface) < 0.02);
}

void check_bandwidths(const Surface& surface, std::size_t column) {
  const auto bandwidths = test::r::rows("sparr_bandwidths.csv");
  BOOST_TEST_REQUIRE(bandwidths.size() == surface.events().size());
  double worst = 0.0;
  for (std::size_t i = 0; i < bandwidths.size(); ++i) {
    const double ours = surface.events()[i].bandwidth.value() / 1000.0, theirs = std::stod(bandwidths[i][column]);
    worst = std::max(worst, std::abs(ours / theirs - 1.0));
  }
  BOOST_TEST(worst < 0.02);
}

/// sparr's criterion from ours at two uniform shares: with S = ∫f² and M the mean left out, ours is S − 2M without a
/// share and S/4 − M − 1/(4 extent) with a share of a half. sparr divides what is left out by n where we divide by n
/// − 1.
std::vector<double> criterion(const std::vector<Metres>& sigmas, EdgeCorrection edge) {
  using detail::CrossValidation;
  const auto options = test::r::options("gaussian", 10.0, edge);
  std::vector<CrossValidation::Place> places;
  for (const auto& event : test::r::events()) places.push_back({event.where});
  const auto window = test::r::window();
  const auto scores = [&](double share) {
    return CrossValidation(places, options, window.get(), window->area(), Metres(5e3), Metres(40e3), share)
        .scores(sigmas);
  };
  const auto without = scores(0.0), half = scores(0.5);
  const double n = static_cast<double>(places.size()), level = 1e6 / window->area();
  std::vector<double> values;
  for (std::size_t i = 0; i < sigmas.size(); ++i) {
    const double mean = 0.5 * without[i].least_squares - 2.0 * half[i].least_squares - 0.5 * level;
    values.push_back(without[i].least_squares + 2.0 * mean / n);
  }
  return values;
}

/// The sigma in km of its minimum, on a parabola in log sigma about the best of a fine grid.
double least_squares(EdgeCorrection edge) {
  std::vector<Metres> sigmas;
  for (int i = 0; i <= 60; ++i) sigmas.emplace_back(5e3 * std::pow(8.0, i / 60.0));
  const auto values = criterion(sigmas, edge);
  const auto best = static_cast<std::size_t>(std::min_element(values.begin() + 1, values.end() - 1) - values.begin());
  const double low = values[best - 1], middle = values[best], high = values[best + 1];
  const double shift = 0.5 * (low - high) / (low - 2.0 * middle + high);
  return sigmas[best].value() / 1000.0 * std::pow(8.0, shift / 60.0);
}

}  // namespace

BOOST_AUTO_TEST_CASE(abramson_s_bandwidths_and_surfaces_agree_within_2_percent) {
  const auto none = adaptive(EdgeCorrection::none), diggle = adaptive(EdgeCorrection::diggle);
  check_surface(none, "none");
  check_bandwidths(none, 1);
  check_surface(diggle, "diggle");
  check_bandwidths(diggle, 2);
}

BOOST_AUTO_TEST_CASE(abramson_s_surface_with_the_uniform_correction_agrees_within_2_percent) {
  check_surface(adaptive(EdgeCorrection::uniform), "uniform");
}

BOOST_AUTO_TEST_CASE(silverman_and_terrell_agree_within_2_percent) {
  const auto options = test::r::options("gaussian", 15.0, EdgeCorrection::none);
  for (const char* method : {"silverman", "oversmoothing"})
    BOOST_TEST(select_bandwidth(method, test::r::events(), nullptr, options).sigma.value() / 1000.0 ==
                   test::r::selector(method),
               boost::test_tools::tolerance(0.001));
}

BOOST_AUTO_TEST_CASE(least_squares_cross_validation_agrees_within_2_percent) {
  BOOST_TEST(least_squares(EdgeCorrection::none) == test::r::selector("lscv_none"), boost::test_tools::tolerance(0.02));
  BOOST_TEST(least_squares(EdgeCorrection::uniform) == test::r::selector("lscv_uniform"),
             boost::test_tools::tolerance(0.02));
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
}  // namespace riskmap::density

// SPDX-License-Identifier: MIT
// Against R's spatstat.explore 3.0-6: density.ppp, bw.scott, bw.ppl. Its sigma is the standard deviation per axis for
// every kernel, its events lie in pixels of 0.6 km.
#include <riskmap/density/bandwidth.hpp>
#include <riskmap/density/detail/cross_validation.hpp>
#include <tests/density/fixtures/r_fixtures.hpp>

#include <utility>

namespace riskmap::density {
BOOST_AUTO_TEST_SUITE(density)
BOOST_AUTO_TEST_SUITE(spatstat)

namespace {

constexpr double sigma_km = 15.0;

double difference(const std::string& kernel, const std::string& name, EdgeCorrection edge) {
  const auto surface = estimate(test::r::events(), test::r::window(), test::r::options(kernel, sigma_km, edge));
  return test::r::worst_difference(test::r::surface("spatstat_surfaces.csv", name), surface);
}

/// The sigma in km where the likelihood is highest, without the uniform share, which spatstat does not mix in: the top
/// of a parabola in log sigma about the best of a fine grid.
double most_likely(EdgeCorrection edge) {
  const auto options = test::r::options("gaussian", sigma_km, edge);
  std::vector<detail::CrossValidation::Place> places;
  for (const auto& event : test::r::events()) places.push_back({event.where});
  const auto window = test::r::window();
  const detail::CrossValidation validation(places, options, window.get(), window->area(), Metres(5e3), Metres(40e3),
                                           0.0);
  std::vector<Metres> sigmas;
  for (int i = 0; i <= 60; ++i) sigmas.emplace_back(5e3 * std::pow(8.0, i / 60.0));
  const auto scores = validation.scores(sigmas);
  std::size_t best = 1;
  for (std::size_t i = 1; i + 1 < scores.size(); ++i)
    if (scores[i].likelihood > scores[best].likelihood) best = i;
  const double low = scores[best - 1].likelihood, top = scores[best].likelihood, high = scores[best + 1].likelihood;
  const double shift = 0.5 * (low - high) / (low - 2.0 * top + high);
  return sigmas[best].value() / 1000.0 * std::pow(8.0, shift / 60.0);
}

}  // namespace

BOOST_AUTO_TEST_CASE(fixed_surfaces_of_each_kernel_agree_within_1_percent) {
  BOOST_TEST(difference("gaussian", "gaussian none", EdgeCorrection::none) < 0.01);
  BOOST_TEST(difference("epanechnikov", "epanechnikov none", EdgeCorrection::none) < 0.01);
  BOOST_TEST(difference("quartic", "quartic none", EdgeCorrection::none) < 0.01);
}

BOOST_AUTO_TEST_CASE(edge_corrections_agree_within_1_percent) {
  BOOST_TEST(difference("gaussian", "gaussian diggle", EdgeCorrection::diggle) < 0.01);
  BOOST_TEST(difference("gaussian", "gaussian uniform", EdgeCorrection::uniform) < 0.01);
}

BOOST_AUTO_TEST_CASE(scott_s_rule_agrees_within_2_percent) {
  const auto found = select_bandwidth("scott", test::r::events(), nullptr,
                                      test::r::options("gaussian", sigma_km, EdgeCorrection::none));
  BOOST_TEST(found.sigma.value() / 1000.0 == test::r::selector("scott"), boost::test_tools::tolerance(0.001));
}

BOOST_AUTO_TEST_CASE(likelihood_cross_validation_agrees_within_2_percent) {
  BOOST_TEST(most_likely(EdgeCorrection::none) == test::r::selector("lcv_none"), boost::test_tools::tolerance(0.02));
  BOOST_TEST(most_likely(EdgeCorrection::diggle) == test::r::selector("lcv_diggle"),
             boost::test_tools::tolerance(0.02));
  BOOST_TEST(most_likely(EdgeCorrection::uniform) == test::r::selector("lcv_uniform"),
             boost::test_tools::tolerance(0.02));
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
}  // namespace riskmap::density

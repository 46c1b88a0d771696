// SPDX-License-Identifier: MIT
#include <riskmap/density/adaptive.hpp>
#include <riskmap/density/edge.hpp>
#include <tests/density/examples.hpp>
#include <tests/support/test.hpp>

namespace riskmap {
BOOST_AUTO_TEST_SUITE(density)
BOOST_AUTO_TEST_SUITE(adaptive)

namespace {

/// Hᵢ of Abramson's law in a few lines, every pair, GeographicLib's distances; `edge` gives 1/∫_W K.
template <typename TEdge>
std::vector<double> brute_force(const std::vector<model::Incident>& events, const EstimateOptions& options,
                                TEdge&& edge) {
  const double h0 = options.bandwidth.value();
  std::vector<double> root(events.size()), radius(events.size());
  double total = 0.0, logs = 0.0;
  for (std::size_t i = 0; i < events.size(); ++i) {
    double pilot = 0.0;
    for (const auto& e : events) {
      const double u = e.uncertainty.value(), wide = std::sqrt(h0 * h0 + 2.0 * u * u);
      pilot += e.weight * decay_weight(e.begin, e.end, options) * edge(e.where, wide) *
               test::quartic(test::exact_distance(e.where, events[i].where), wide);
    }
    const double weight = events[i].weight * decay_weight(events[i].begin, events[i].end, options);
    root[i] = 1.0 / std::sqrt(pilot);
    total += weight;
    logs += weight * std::log(root[i]);
  }
  for (std::size_t i = 0; i < events.size(); ++i) {
    const double h = h0 * std::min(root[i] / std::exp(logs / total), options.trim), u = events[i].uncertainty.value();
    radius[i] = std::sqrt(h * h + 2.0 * u * u);
  }
  return radius;
}

EstimateOptions adaptive_options() {
  auto options = test::one_year(60.0);
  options.adaptive = true;
  options.half_life = Days(120.0);
  return options;
}

void check_radii(const Surface& surface, const std::vector<double>& expected) {
  BOOST_REQUIRE(surface.contributions().size() == expected.size());
  for (std::size_t i = 0; i < expected.size(); ++i)
    BOOST_TEST(surface.contributions()[i].radius == expected[i], boost::test_tools::tolerance(1e-5));
  BOOST_TEST(surface.report().narrowest.value() == *std::min_element(expected.begin(), expected.end()),
             boost::test_tools::tolerance(1e-5));
  BOOST_TEST(surface.report().widest.value() == *std::max_element(expected.begin(), expected.end()),
             boost::test_tools::tolerance(1e-5));
}

}  // namespace

BOOST_AUTO_TEST_CASE(bandwidths_agree_with_brute_force) {
  const auto events = test::random_events(60, {67.0, 28.0}, 1.5, 8.0, 3);
  const auto options = adaptive_options();
  check_radii(estimate(events, nullptr, options),
              brute_force(events, options, [](geo::LonLat, double) { return 1.0; }));
}

BOOST_AUTO_TEST_CASE(with_an_edge_the_pilot_is_corrected_too) {
  const auto area = test::rectangle(63.5, 25.0, 70.5, 31.0);
  auto events = test::random_events(60, {67.0, 28.0}, 1.3, 8.0, 4);
  std::erase_if(events, [&](const auto& e) { return !area->contains(e.where); });
  auto options = adaptive_options();
  options.edge = EdgeCorrection::diggle;
  const EdgeMass mass(*area, find_kernel("quartic"));
  const auto expected =
      brute_force(events, options, [&](geo::LonLat p, double radius) { return 1.0 / mass.inside(p, radius); });
  check_radii(estimate(events, area, options), expected);
}

BOOST_AUTO_TEST_CASE(a_lonely_event_is_trimmed) {
  auto events = test::random_events(400, {62.0, 25.0}, 0.05, 0.0, 5);
  events.push_back(test::event_at({75.0, 35.0}));
  auto options = adaptive_options();
  options.half_life.reset();
  for (auto& e : events) e.weight = 1.0;
  const auto surface = estimate(events, nullptr, options);
  BOOST_TEST(surface.contributions().back().radius == 5.0 * 60e3, boost::test_tools::tolerance(1e-12));
}

BOOST_AUTO_TEST_CASE(the_mean_factor_is_one_and_zero_weights_have_no_say) {
  const auto factors = abramson_factors({1.0, 4.0, 0.0, 100.0}, {1.0, 1.0, 0.0, 0.0}, 5.0);
  BOOST_TEST(factors[0] * factors[1] == 1.0, boost::test_tools::tolerance(1e-12));
  BOOST_TEST(factors[0] / factors[1] == 2.0, boost::test_tools::tolerance(1e-12));
  BOOST_TEST(factors[2] == 5.0);
  BOOST_TEST(factors[3] == factors[0] / 10.0, boost::test_tools::tolerance(1e-12));
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
}  // namespace riskmap

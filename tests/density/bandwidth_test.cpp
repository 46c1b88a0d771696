// SPDX-License-Identifier: MIT
#include <riskmap/density/bandwidth.hpp>
#include <riskmap/density/detail/bandwidth_rules.hpp>
#include <riskmap/density/detail/cross_validation.hpp>
#include <tests/density/examples.hpp>
#include <tests/support/test.hpp>

#include <algorithm>
#include <cmath>
#include <random>

namespace riskmap::density {
BOOST_AUTO_TEST_SUITE(density)
BOOST_AUTO_TEST_SUITE(bandwidth)

namespace {

using detail::CrossValidation;
using Place = CrossValidation::Place;

const geo::LonLat middle{67.0, 30.0};

/// Exact events about a middle, normally spread by so many km.
std::vector<model::Incident> cluster(std::size_t count, double spread_km, unsigned seed) {
  std::mt19937 random(seed);
  std::normal_distribution<double> normal(0.0, 1.0);
  std::vector<model::Incident> events;
  for (std::size_t i = 0; i < count; ++i) {
    const double east = normal(random), north = normal(random);
    const double azimuth = std::atan2(east, north) / geo::degrees_to_radians;
    events.push_back(
        test::event_at(geo::travel(middle, azimuth, Metres(1000.0 * spread_km * std::hypot(east, north)))));
  }
  return events;
}

std::vector<Place> places_of(const std::vector<model::Incident>& events) {
  std::vector<Place> places;
  for (const auto& event : events) places.push_back({event.where, event.weight, event.uncertainty});
  return places;
}

EstimateOptions exact_options(const std::string& kernel, bool adaptive = false,
                              EdgeCorrection edge = EdgeCorrection::none) {
  auto options = test::one_year(60.0);
  options.kernel = kernel;
  options.adaptive = adaptive;
  options.edge = edge;
  return options;
}

double kernel_at(const Kernel& kernel, double distance, double bandwidth) {
  const double radius = bandwidth / kernel.bandwidth_per_radius;
  return kernel.profile(distance / radius) / (radius * radius);
}

double drawn(double bandwidth, const Place& place, const Kernel& kernel) {
  const double u = place.uncertainty.value();
  return std::sqrt(bandwidth * bandwidth + u * u / (4.0 * kernel.variance));
}

/// The textbook's sums over the others, by GeographicLib's geodesics and nothing shared: no edge, Abramson if asked.
double foretold(const std::vector<Place>& places, std::size_t left_out, double bandwidth,
                const EstimateOptions& options) {
  const Kernel& kernel = find_kernel(options.kernel);
  std::vector<Place> others = places;
  others.erase(others.begin() + static_cast<std::ptrdiff_t>(left_out));
  std::vector<double> factors(others.size(), 1.0);
  double total = 0.0, logs = 0.0;
  for (const Place& place : others) total += place.weight;
  if (options.adaptive) {
    for (std::size_t j = 0; j < others.size(); ++j) {
      double pilot = 0.0;
      for (const Place& k : others)
        pilot +=
            k.weight * kernel_at(kernel, test::exact_distance(k.where, others[j].where), drawn(bandwidth, k, kernel));
      factors[j] = 1.0 / std::sqrt(pilot);
      logs += others[j].weight * std::log(factors[j]);
    }
    for (double& factor : factors) factor = std::min(factor / std::exp(logs / total), options.trim);
  }
  double sum = 0.0;
  for (std::size_t j = 0; j < others.size(); ++j)
    sum += others[j].weight * kernel_at(kernel, test::exact_distance(places[left_out].where, others[j].where),
                                        drawn(bandwidth * factors[j], others[j], kernel));
  return sum / total;
}

double expected_likelihood(const std::vector<Place>& places, double bandwidth, const EstimateOptions& options,
                           double extent) {
  double total = 0.0, sum = 0.0;
  for (const Place& place : places) total += place.weight;
  for (std::size_t i = 0; i < places.size(); ++i)
    sum += places[i].weight / total * std::log(1e6 * (0.95 * foretold(places, i, bandwidth, options) + 0.05 / extent));
  return sum - 1.0;
}

}  // namespace

BOOST_AUTO_TEST_CASE(rules_follow_their_formulas_on_a_list_done_by_hand) {
  // four events 30 km east, west, 40 km north and south of the middle: s.d. √(2·30²/3) and √(2·40²/3)
  std::vector<model::Incident> events;
  for (const auto& [azimuth, km] :
       {std::pair{90.0, 30.0}, std::pair{-90.0, 30.0}, std::pair{0.0, 40.0}, std::pair{180.0, 40.0}})
    events.push_back(test::event_at(geo::travel(middle, azimuth, Metres(1000.0 * km))));
  const auto options = exact_options("quartic");
  const double east = std::sqrt(600.0), north = std::sqrt(2.0 * 1600.0 / 3.0), narrower = std::pow(4.0, -1.0 / 6.0);
  const auto scott = select_bandwidth("scott", events, nullptr, options);
  BOOST_TEST(scott.sigma.value() / 1000.0 == std::sqrt(east * north) * narrower, boost::test_tools::tolerance(1e-4));
  BOOST_TEST(scott.bandwidth.value() == scott.sigma.value() * std::sqrt(8.0), boost::test_tools::tolerance(1e-12));
  // type 7: quartiles of −30 0 0 30 are −7.5 and 7.5, of −40 0 0 40 −10 and 10: mean range 17.5
  const auto silverman = select_bandwidth("silverman", events, nullptr, options);
  BOOST_TEST(silverman.sigma.value() / 1000.0 == 17.5 / 1.34 * narrower, boost::test_tools::tolerance(1e-3));
  const auto oversmoothing = select_bandwidth("oversmoothing", events, nullptr, options);
  BOOST_TEST(oversmoothing.sigma.value() / silverman.sigma.value() == 1.084571, boost::test_tools::tolerance(1e-6));
  BOOST_TEST(scott.curve.empty());
  BOOST_TEST(!scott.at_limit);
}

BOOST_AUTO_TEST_CASE(weights_count_as_so_many_equal_events) {
  auto doubled = cluster(40, 50.0, 3), weighted = doubled;
  doubled.insert(doubled.end(), weighted.begin(), weighted.end());
  for (auto& event : weighted) event.weight = 2.0;
  const auto options = exact_options("gaussian");
  const double one = select_bandwidth("scott", weighted, nullptr, options).sigma.value();
  BOOST_TEST(one == select_bandwidth("scott", cluster(40, 50.0, 3), nullptr, options).sigma.value(),
             boost::test_tools::tolerance(1e-12));
  BOOST_TEST(select_bandwidth("scott", doubled, nullptr, options).sigma.value() < one);
  weighted.front().weight = 1e9;  // one event outweighs all
  BOOST_TEST(select_bandwidth("scott", weighted, nullptr, options).note.find("as good as 1.0 of equal weight") !=
             std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_weighted_quantile_is_r_s_type_7_for_equal_weights) {
  const std::vector<double> values{9.0, 1.0, 4.0, 2.0, 7.0};
  for (const double weight : {1.0, 0.3}) {
    const std::vector<double> weights(5, weight);
    BOOST_TEST(detail::weighted_quantile(values, weights, 0.0) == 1.0);
    BOOST_TEST(detail::weighted_quantile(values, weights, 0.25) == 2.0, boost::test_tools::tolerance(1e-12));
    BOOST_TEST(detail::weighted_quantile(values, weights, 0.4) == 3.2, boost::test_tools::tolerance(1e-12));
    BOOST_TEST(detail::weighted_quantile(values, weights, 1.0) == 9.0);
  }
  BOOST_TEST(detail::weighted_quantile({1.0, 2.0, 3.0}, {1e-9, 1.0, 1e-9}, 0.5) == 2.0,
             boost::test_tools::tolerance(1e-6));
  BOOST_TEST(detail::weighted_quantile({5.0}, {2.0}, 0.75) == 5.0);
}

BOOST_AUTO_TEST_CASE(half_of_the_events_at_one_place_leave_the_deviation_to_speak) {
  auto events = cluster(20, 40.0, 5);
  for (int i = 0; i < 60; ++i) events.push_back(test::event_at(middle));
  BOOST_TEST(select_bandwidth("silverman", events, nullptr, exact_options("quartic")).sigma.value() > 1000.0);
}

BOOST_AUTO_TEST_CASE(the_likelihood_is_that_of_exact_sums_with_each_place_left_out) {
  auto events = test::random_events(25, middle, 0.4, 8.0, 11);
  const auto places = places_of(events);
  constexpr double extent = 4e10;
  for (const char* kernel : {"quartic", "gaussian", "uniform"})
    for (const bool adaptive : {false, true}) {
      const auto options = exact_options(kernel, adaptive);
      const CrossValidation validation(places, options, nullptr, extent, Metres(2e3), Metres(200e3));
      for (const double bandwidth : {7e3, 25e3, 90e3}) {
        const auto score = validation.scores({Metres(bandwidth)}).front();
        BOOST_TEST(score.likelihood == expected_likelihood(places, bandwidth, options, extent),
                   boost::test_tools::tolerance(2e-5));
      }
    }
}

BOOST_AUTO_TEST_CASE(bandwidths_asked_for_together_score_as_they_do_alone) {
  const auto options = exact_options("triweight");
  const CrossValidation validation(places_of(cluster(60, 40.0, 2)), options, nullptr, 1e11, Metres(2e3), Metres(200e3));
  const std::vector<Metres> bandwidths{Metres(3e3), Metres(20e3), Metres(170e3)};
  const auto together = validation.scores(bandwidths);
  for (std::size_t b = 0; b < bandwidths.size(); ++b) {
    const auto alone = validation.scores({bandwidths[b]}).front();
    BOOST_TEST(alone.likelihood == together[b].likelihood);
    BOOST_TEST(alone.least_squares == together[b].least_squares);
  }
}

BOOST_AUTO_TEST_CASE(the_square_of_a_density_is_that_of_its_kernels_convolved) {
  // two gaussians: ∫ (K + K)²/4 = (k(0) + k(d))/2, k their convolution, a gaussian of √2 σ
  const geo::LonLat other = geo::travel(middle, 60.0, Metres(30e3));
  const double sigma = 20e3, radius = 4.0 * sigma;
  const auto convolved = [&](double d) {
    return std::exp(-d * d / (4.0 * sigma * sigma)) / (4.0 * std::numbers::pi * sigma * sigma);
  };
  const detail::SquareIntegral whole(find_kernel("gaussian"), nullptr);
  const auto found = whole.over({{middle, 0.5, radius}, {other, 0.5, radius}});
  BOOST_TEST(found.square == (convolved(0.0) + convolved(30e3)) / 2.0, boost::test_tools::tolerance(1e-3));
  BOOST_TEST(found.mass == 1.0, boost::test_tools::tolerance(1e-4));
  // one quartic: 9/(5π h²); widely different widths need the fine lattice of the narrow one
  const detail::SquareIntegral quartic(find_kernel("quartic"), nullptr);
  for (const double h : {2e3, 60e3, 300e3})
    BOOST_TEST(quartic.over({{middle, 1.0, h}}).square == 9.0 / (5.0 * std::numbers::pi * h * h),
               boost::test_tools::tolerance(5e-4));
  const detail::SquareIntegral disc(find_kernel("uniform"), nullptr);
  BOOST_TEST(disc.over({{middle, 1.0, 40e3}}).square == 1.0 / (std::numbers::pi * 1.6e9),
             boost::test_tools::tolerance(0.01));
}

BOOST_AUTO_TEST_CASE(a_square_ends_at_the_study_area_and_not_at_the_antimeridian) {
  const detail::SquareIntegral whole(find_kernel("quartic"), nullptr);
  const auto east = test::rectangle(middle.lon, 20.0, 80.0, 40.0);
  const detail::SquareIntegral half(find_kernel("quartic"), east.get());
  BOOST_TEST(half.over({{middle, 1.0, 50e3}}).square == 0.5 * whole.over({{middle, 1.0, 50e3}}).square,
             boost::test_tools::tolerance(1e-3));
  BOOST_TEST(half.over({{middle, 1.0, 50e3}}).mass == 0.5, boost::test_tools::tolerance(1e-3));
  const geo::LonLat here{179.9, 10.0}, there{-179.9, 10.0}, apart{179.7, 10.0};
  BOOST_TEST(whole.over({{here, 0.5, 50e3}, {there, 0.5, 50e3}}).square ==
                 whole.over({{here, 0.5, 50e3}, {apart, 0.5, 50e3}}).square,
             boost::test_tools::tolerance(1e-3));
}

BOOST_AUTO_TEST_CASE(the_least_squares_score_is_the_square_less_twice_the_mean_left_out) {
  const auto places = places_of(cluster(15, 30.0, 4));
  const auto options = exact_options("quartic");
  constexpr double extent = 5e10, h = 45e3;
  const CrossValidation validation(places, options, nullptr, extent, Metres(2e3), Metres(200e3));
  std::vector<detail::Bump> bumps;
  double mean = 0.0;
  for (std::size_t i = 0; i < places.size(); ++i) {
    bumps.push_back({places[i].where, 1.0 / 15.0, h});
    mean += foretold(places, i, h, options) / 15.0;
  }
  const double square = detail::SquareIntegral(find_kernel("quartic"), nullptr).over(bumps).square,
               level = 0.05 / extent;
  const double mixed = 0.95 * 0.95 * square + 2.0 * 0.95 * level + 0.05 * level - 2.0 * (0.95 * mean + level);
  BOOST_TEST(validation.scores({Metres(h)}).front().least_squares == 1e6 * mixed, boost::test_tools::tolerance(1e-4));
}

BOOST_AUTO_TEST_CASE(a_large_normal_cluster_gets_the_bandwidth_theory_says) {
  // for a normal density Silverman's rule minimises the mean integrated square error; least squares is noisy about it
  const auto events = cluster(1500, 60.0, 17);
  const auto options = exact_options("gaussian");
  const double rule = 60e3 * std::pow(1500.0, -1.0 / 6.0);
  BOOST_TEST(select_bandwidth("scott", events, nullptr, options).sigma.value() == rule,
             boost::test_tools::tolerance(0.04));
  for (const char* method : {"lscv", "lcv"}) {
    const auto found = select_bandwidth(method, events, nullptr, options);
    BOOST_TEST(found.sigma.value() == rule, boost::test_tools::tolerance(0.3));
    BOOST_TEST(!found.at_limit);
    BOOST_TEST(found.curve.size() == 25U);
    const double sign = found.method == "lscv" ? -1.0 : 1.0;
    for (const auto& point : found.curve) BOOST_TEST(std::isfinite(sign * point.score));
  }
}

BOOST_AUTO_TEST_CASE(kernels_of_one_standard_deviation_are_proposed_alike) {
  const auto events = cluster(400, 60.0, 23);
  const double gaussian = select_bandwidth("lcv", events, nullptr, exact_options("gaussian")).sigma.value();
  for (const char* kernel : {"quartic", "triweight", "epanechnikov"})
    BOOST_TEST(select_bandwidth("lcv", events, nullptr, exact_options(kernel)).sigma.value() == gaussian,
               boost::test_tools::tolerance(0.35));
}

BOOST_AUTO_TEST_CASE(coincident_events_count_once_and_in_any_order) {
  auto events = cluster(50, 40.0, 8);
  const auto options = exact_options("quartic");
  const auto alone = select_bandwidth("lcv", events, nullptr, options);
  auto repeated = events;
  for (int times = 0; times < 30; ++times) repeated.push_back(events.front());
  std::reverse(repeated.begin(), repeated.end());
  const auto found = select_bandwidth("lcv", repeated, nullptr, options);
  BOOST_TEST(found.bandwidth.value() == alone.bandwidth.value(),
             boost::test_tools::tolerance(0.02));  // the extent's n differs
  BOOST_TEST(found.note.find("50 distinct places") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(an_optimum_on_the_limit_of_the_search_is_called_no_answer) {
  const auto events = cluster(200, 60.0, 9);
  const auto options = exact_options("quartic");
  const auto low = select_bandwidth("lcv", events, nullptr, options, Metres(2e3), Metres(5e3));
  BOOST_TEST(low.at_limit);
  BOOST_TEST(low.note == "on the upper limit of the search (5 km), the curve still rises towards it: no answer");
  const auto high = select_bandwidth("lscv", events, nullptr, options, Metres(400e3), Metres(900e3));
  BOOST_TEST(high.at_limit);
  BOOST_TEST(high.note == "on the lower limit of the search (400 km), the curve still rises towards it: no answer");
}

BOOST_AUTO_TEST_CASE(bandwidths_the_estimate_would_refuse_are_not_proposed) {
  // a strip 4 km wide holds a tenth of a kernel of some 25 km
  const auto strip = test::rectangle(66.0, 30.0, 68.0, 30.036);
  std::vector<model::Incident> events;
  for (int i = 0; i < 30; ++i) events.push_back(test::event_at({66.1 + 0.06 * i + 0.01 * (i % 3), 30.018}));
  const auto options = exact_options("quartic", false, EdgeCorrection::diggle);
  const auto found = select_bandwidth("lcv", events, strip.get(), options);
  BOOST_TEST(found.bandwidth.value() < 40e3);
  BOOST_TEST(found.curve.back().bandwidth.value() < 40e3);
  auto drawn_options = options;
  drawn_options.bandwidth = found.bandwidth;
  estimate(events, strip, drawn_options);
  const auto text = test::error_text<DataError>(
      [&] { select_bandwidth("lcv", events, strip.get(), options, Metres(100e3), Metres(200e3)); });
  BOOST_TEST(text.find("an edge factor passes 10 at every bandwidth from 100 to 200 km") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(with_diggle_the_density_has_all_its_mass_inside_and_adaptive_agrees_with_estimate) {
  // the estimate's own surface at a left-out place: the same kernels, factors and edges
  const auto land = test::rectangle(66.0, 29.0, 68.0, 31.0);
  auto events = test::random_events(40, middle, 0.35, 0.0, 21);
  for (auto& event : events) event.weight = 1.0, event.begin = Days(10.0), event.end = Days(11.0);
  for (const bool adaptive : {false, true}) {
    auto options = exact_options("quartic", adaptive, EdgeCorrection::diggle);
    options.bandwidth = Metres(50e3);
    const CrossValidation validation(places_of(events), options, land.get(), land->area(), Metres(2e3), Metres(200e3));
    double expected = 0.0;
    for (std::size_t i = 0; i < events.size(); ++i) {
      auto others = events;
      others.erase(others.begin() + static_cast<std::ptrdiff_t>(i));
      const double f = estimate(others, land, options).exact_value(events[i].where) / 1e3 / 39.0;  // per km²
      expected += std::log(0.95 * f + 0.05e6 / land->area()) / 40.0;
    }
    BOOST_TEST(validation.scores({Metres(50e3)}).front().likelihood == expected - 1.0,
               boost::test_tools::tolerance(1e-3));
  }
}

BOOST_AUTO_TEST_CASE(the_same_bits_on_one_and_on_two_threads) {
  const auto events = test::random_events(80, middle, 0.5, 5.0, 31);
  auto options = exact_options("quartic", true);
  options.threads = 1;
  const auto one = select_bandwidth("lscv", events, nullptr, options);
  options.threads = 2;
  const auto two = select_bandwidth("lscv", events, nullptr, options);
  BOOST_TEST(one.bandwidth.value() == two.bandwidth.value());
  for (std::size_t i = 0; i < one.curve.size(); ++i) BOOST_TEST(one.curve[i].score == two.curve[i].score);
}

BOOST_AUTO_TEST_CASE(all_methods_at_once_are_the_methods_one_by_one) {
  const auto events = cluster(70, 50.0, 41);
  const auto options = exact_options("quartic");
  const auto all = select_bandwidths(events, nullptr, options);
  BOOST_TEST_REQUIRE(all.size() == bandwidth_methods().size());
  for (std::size_t i = 0; i < all.size(); ++i) {
    BOOST_TEST(all[i].method == bandwidth_methods()[i]);
    BOOST_TEST(all[i].bandwidth.value() == select_bandwidth(all[i].method, events, nullptr, options).bandwidth.value());
  }
}

BOOST_AUTO_TEST_CASE(mistakes_are_told) {
  const auto events = cluster(10, 20.0, 1);
  const auto options = exact_options("quartic");
  const auto unknown = test::error_text<UsageError>([&] { select_bandwidth("ucv", events, nullptr, options); });
  BOOST_TEST(unknown == "bandwidth: there is no method 'ucv' (there are: scott, silverman, oversmoothing, lscv, lcv)");
  const auto few = test::error_text<DataError>([&] {
    select_bandwidth("scott", {events[0], events[1], events[1], events[0]}, nullptr, options);
  });
  BOOST_TEST(few == "incidents: they lie at 2 distinct places: a bandwidth is chosen from at least 3");
  const auto limits = test::error_text<UsageError>(
      [&] { select_bandwidth("lcv", events, nullptr, options, Metres(5e3), Metres(5e3)); });
  BOOST_TEST(limits.find("the search needs a least and a larger most bandwidth") != std::string::npos);
  const auto edge = test::error_text<UsageError>(
      [&] { select_bandwidth("lcv", events, nullptr, exact_options("quartic", false, EdgeCorrection::diggle)); });
  BOOST_TEST(edge.find("an edge correction needs a study area") != std::string::npos);
  std::vector<model::Incident> line;
  for (int i = 0; i < 5; ++i) line.push_back(test::event_at({67.0 + 0.1 * i, 0.0}));
  const auto straight = test::error_text<DataError>([&] { select_bandwidth("scott", line, nullptr, options); });
  BOOST_TEST(straight.find("they all lie on one line: scott has no answer") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
}  // namespace riskmap::density

// SPDX-License-Identifier: MIT
#include <riskmap/assess/interval.hpp>

#include <riskmap/assess/exposure_rates.hpp>
#include <riskmap/geo/geodesic.hpp>
#include <tests/support/test.hpp>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <random>

namespace riskmap {
BOOST_AUTO_TEST_SUITE(assess)
BOOST_AUTO_TEST_SUITE(interval)

namespace {

/// P(X ≥ k) of a binomial.
double at_least(std::size_t k, std::size_t n, double p) {
  double sum = 0;
  for (std::size_t i = k; i <= n; ++i) {
    const double ways = std::lgamma(static_cast<double>(n) + 1) - std::lgamma(static_cast<double>(i) + 1) -
                        std::lgamma(static_cast<double>(n - i) + 1);
    sum += std::exp(ways + static_cast<double>(i) * std::log(p) + static_cast<double>(n - i) * std::log1p(-p));
  }
  return sum;
}

double share(double ratio, const TwoSpans& spans) {
  return spans.later_years * ratio / (spans.later_years * ratio + spans.earlier_years);
}

/// A Poisson process around a place: so many events a year within 25 km and as many per area beyond, each known to a
/// disc of its own, the later the more. Answers whether the interval of the rate on record holds the true rate.
class Simulation {
 public:
  Simulation(double rate, unsigned seed) : m_rate(rate), m_random(seed) {
    m_options.bandwidth = Metres(150e3);
    m_options.from = Days(0);
    m_options.until = Days(10 * days_per_year);
    m_options.half_life = Days(3 * days_per_year);
  }

  bool covers() {
    const auto incidents = draw();
    // Nothing in the window: there is no surface, and the interval is that of none recorded.
    const double next = 1 / density::effective_years(m_options);
    const auto found = incidents.empty() ? gamma_interval(0, 0, next) : recorded(incidents);
    return found.lower <= m_rate && m_rate <= found.upper;
  }

 private:
  static constexpr double radius = 25e3, reach = 40e3;

  Rate recorded(const std::vector<model::Incident>& incidents) const {
    const auto surface = density::estimate(incidents, nullptr, m_options);
    return RecordedRates(surface, incidents).within(m_place, Metres(radius));
  }

  std::vector<model::Incident> draw() {
    const double expected = m_rate * 10 * (reach * reach) / (radius * radius);
    const int count = std::poisson_distribution<int>(expected)(m_random);
    std::vector<model::Incident> out;
    for (int i = 0; i < count; ++i) {
      model::Incident incident;
      const double vague[] = {0, 2e3, 5e3, 12e3};
      incident.uncertainty = Metres(vague[m_random() % 4]);
      incident.where = within(within(m_place, reach), incident.uncertainty.value());
      incident.begin = Days(std::floor(10 * days_per_year * uniform()));
      incident.end = incident.begin + Days(1);
      out.push_back(incident);
    }
    return out;
  }

  double uniform() { return std::uniform_real_distribution<double>(0, 1)(m_random); }
  geo::LonLat within(geo::LonLat centre, double r) {
    return geo::travel(centre, 360 * uniform(), Metres(r * std::sqrt(uniform())));
  }

  double m_rate;
  std::mt19937 m_random;
  geo::LonLat m_place{66.0, 28.0};
  density::EstimateOptions m_options;
};

}  // namespace

// The example of docs/method.md that a reader can redo by hand.
BOOST_AUTO_TEST_CASE(two_events_worked_by_hand) {
  const double today = 1 / 3.8987, three_years_ago = today / 2;
  const Rate rate = gamma_interval(today + three_years_ago, today * today + three_years_ago * three_years_ago, today);
  BOOST_TEST(rate.rate == 0.3847, boost::test_tools::tolerance(1e-3));
  BOOST_TEST(rate.lower == 0.0595, boost::test_tools::tolerance(1e-3));
  BOOST_TEST(rate.upper == 1.376, boost::test_tools::tolerance(1e-3));
  const Rate chance = chance_of_one(rate);
  BOOST_TEST(chance.rate == 0.319, boost::test_tools::tolerance(2e-3));
  BOOST_TEST(chance.lower == 0.0577, boost::test_tools::tolerance(5e-3));
  BOOST_TEST(chance.upper == 0.747, boost::test_tools::tolerance(2e-3));
}

BOOST_AUTO_TEST_CASE(equal_weights_give_the_exact_poisson_interval) {
  // Garwood's (1936) limits, two-sided 90 %.
  const auto tolerance = boost::test_tools::tolerance(2e-3);
  BOOST_TEST(gamma_interval(10, 10, 1).lower == 5.425, tolerance);
  BOOST_TEST(gamma_interval(10, 10, 1).upper == 16.962, tolerance);
  BOOST_TEST(gamma_interval(1, 1, 1).lower == 0.0513, tolerance);
  BOOST_TEST(gamma_interval(1, 1, 1).upper == 4.744, tolerance);
  const auto scaled = gamma_interval(10 * 0.25, 10 * 0.0625, 0.25);  // each event counts a quarter a year
  BOOST_TEST(scaled.upper == 16.962 / 4, tolerance);
  BOOST_TEST(scaled.rate == 2.5);
}

BOOST_AUTO_TEST_CASE(none_recorded_is_not_none) {
  const auto none = gamma_interval(0, 0, 0.254);
  BOOST_TEST(none.rate == 0.0);
  BOOST_TEST(none.lower == 0.0);
  BOOST_TEST(none.upper == 0.254 * -std::log(0.05), boost::test_tools::tolerance(1e-9));  // 3.00 events
  BOOST_TEST(gamma_interval(0, 0, 0).upper == 0.0);
}

BOOST_AUTO_TEST_CASE(the_chance_of_one_follows_the_rate) {
  const auto chance = chance_of_one({0.53, 0.16, 1.49});
  const auto tolerance = boost::test_tools::tolerance(1e-3);
  BOOST_TEST(chance.rate == 0.4114, tolerance);
  BOOST_TEST(chance.lower == 0.1479, tolerance);
  BOOST_TEST(chance.upper == 0.7746, tolerance);
}

BOOST_AUTO_TEST_CASE(the_trend_s_interval_is_exact) {
  for (const TwoSpans& spans : {TwoSpans{10, 2, 3, 3}, TwoSpans{3, 7, 3, 2.5}, TwoSpans{1, 1, 3, 3}}) {
    const auto trend = trend_of(spans);
    const auto all = spans.later + spans.earlier;
    BOOST_TEST(at_least(spans.later, all, share(trend.lower, spans)) == 0.05, boost::test_tools::tolerance(1e-6));
    BOOST_TEST(1 - at_least(spans.later + 1, all, share(*trend.upper, spans)) == 0.05,
               boost::test_tools::tolerance(1e-6));
    BOOST_TEST(*trend.ratio == static_cast<double>(spans.later) / static_cast<double>(spans.earlier) *
                                   spans.earlier_years / spans.later_years,
               boost::test_tools::tolerance(1e-12));
  }
}

BOOST_AUTO_TEST_CASE(a_trend_is_told_only_if_chance_would_hardly_do_it) {
  const auto told = [](std::size_t later, std::size_t earlier) {
    return to_text(trend_of({later, earlier, 3, 3}).direction);
  };
  BOOST_TEST(told(10, 2) == "rising");
  BOOST_TEST(told(2, 10) == "falling");
  BOOST_TEST(told(5, 5) == "cannot tell");
  BOOST_TEST(told(4, 0) == "cannot tell");
  BOOST_TEST(told(5, 0) == "rising");
  BOOST_TEST(told(0, 5) == "falling");
  BOOST_TEST(told(0, 0) == "cannot tell");
  BOOST_TEST(!trend_of({5, 0, 3, 3}).ratio.has_value());
  BOOST_TEST(!trend_of({5, 0, 3, 3}).upper.has_value());
  BOOST_TEST(to_text(trend_of({50, 0, 3, 0}).direction) == "cannot tell");  // no earlier span to compare with
}

BOOST_AUTO_TEST_CASE(coverage_in_a_simulation) {
  constexpr int runs = 1000;
  for (const double rate : {0.1, 0.3, 1.0, 2.5}) {
    Simulation simulation(rate, 20250601);
    int covered = 0;
    for (int i = 0; i < runs; ++i) covered += simulation.covers() ? 1 : 0;
    BOOST_TEST(covered >= 0.90 * runs, "true rate " << rate << ": " << covered << " of " << runs);
    BOOST_TEST_MESSAGE("true rate " << rate << ": " << covered << " of " << runs);
  }
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
}  // namespace riskmap

// SPDX-License-Identifier: MIT
#include <riskmap/base/random.hpp>
#include <riskmap/density/change.hpp>
#include <riskmap/density/detail/week_permutations.hpp>
#include <tests/density/examples.hpp>
#include <tests/support/test.hpp>

#include <algorithm>
#include <cmath>

namespace riskmap {
BOOST_AUTO_TEST_SUITE(density)
BOOST_AUTO_TEST_SUITE(change)

namespace {

const auto land = test::rectangle(64.0, 26.0, 68.0, 29.0);

model::Incident on_day(double day, geo::LonLat where) {
  auto incident = test::event_at(where);
  incident.begin = Days(day), incident.end = Days(day + 1.0);
  return incident;
}

/// Two periods of 700 days, one right after the other.
ChangeOptions two_periods() {
  ChangeOptions options;
  options.estimate.bandwidth = Metres(40000.0);
  options.estimate.edge = EdgeCorrection::diggle;
  options.estimate.threads = 1;
  options.before = {Days(0.0), Days(700.0)};
  options.after = {Days(700.0), Days(1400.0)};
  options.cell = Metres(20000.0);
  return options;
}

void add_events(std::vector<model::Incident>& incidents, std::size_t count, const Period& period, geo::LonLat middle,
                double degrees, std::uint64_t seed) {
  Random random(seed, incidents.size());
  for (std::size_t i = 0; i < count; ++i)
    incidents.push_back(on_day(
        std::floor(period.from.value() + (period.until - period.from).value() * random.unit()),
        {middle.lon + degrees * (2.0 * random.unit() - 1.0), middle.lat + degrees * (2.0 * random.unit() - 1.0)}));
}

const ChangeCell& cell_at(const Change& result, geo::LonLat place) {
  return *std::min_element(result.cells.begin(), result.cells.end(), [&](const ChangeCell& a, const ChangeCell& b) {
    return test::exact_distance(a.cell.place, place) < test::exact_distance(b.cell.place, place);
  });
}

}  // namespace

BOOST_AUTO_TEST_CASE(what_rose_and_what_fell_is_told) {
  std::vector<model::Incident> incidents;
  const auto options = two_periods();
  add_events(incidents, 10, options.before, {65.0, 27.5}, 0.3, 1);
  add_events(incidents, 60, options.after, {65.0, 27.5}, 0.3, 1);
  add_events(incidents, 60, options.before, {67.0, 27.5}, 0.3, 1);
  add_events(incidents, 10, options.after, {67.0, 27.5}, 0.3, 1);
  const auto result = estimate_change(incidents, land, options);
  BOOST_TEST((cell_at(result, {65.0, 27.5}).trend == Trend::rising));
  BOOST_TEST((cell_at(result, {67.0, 27.5}).trend == Trend::falling));
  BOOST_TEST(result.rising > 0U);
  BOOST_TEST(result.falling > 0U);
  BOOST_TEST(result.rising + result.falling <= result.tested);
  BOOST_TEST(result.overall.events_before == 70.0);
  BOOST_TEST(result.overall.ratio == 1.0);
  BOOST_TEST(result.overall.lower < 1.0);
  BOOST_TEST(result.overall.p > 0.5);
}

BOOST_AUTO_TEST_CASE(values_are_those_of_the_two_surfaces) {
  std::vector<model::Incident> incidents;
  auto options = two_periods();
  options.after.until = Days(1050.0);  // periods of unequal length
  add_events(incidents, 12, options.before, {65.0, 27.5}, 0.3, 2);
  add_events(incidents, 9, options.after, {65.1, 27.4}, 0.3, 3);
  const auto result = estimate_change(incidents, land, options);
  auto estimated = options.estimate;
  estimated.from = options.before.from, estimated.until = options.before.until;
  const auto before = estimate(incidents, land, estimated);
  estimated.from = options.after.from, estimated.until = options.after.until;
  const auto after = estimate(incidents, land, estimated);
  const auto& cell = cell_at(result, {65.05, 27.45});
  BOOST_TEST(std::abs(cell.before / before.exact_value(cell.cell.place) - 1.0) < 1e-6);
  BOOST_TEST(std::abs(cell.after / after.exact_value(cell.cell.place) - 1.0) < 1e-6);
  // δ: 3/(πh²) over 700 days, per 1000 km²
  BOOST_TEST(std::abs(result.delta / (1e9 * 3.0 / (std::numbers::pi * 16e8) / (700.0 / days_per_year)) - 1.0) < 1e-9);
  BOOST_TEST(std::abs(cell.log_ratio - std::log((cell.after + result.delta) / (cell.before + result.delta))) < 1e-12);
}

BOOST_AUTO_TEST_CASE(where_nothing_changed_hardly_anything_is_called) {
  // No change anywhere, but attacks come three to a week: dealing single events would call far too much.
  int called = 0;
  for (std::uint64_t seed = 1; seed <= 12; ++seed) {
    auto options = two_periods();
    options.permutations = 199;
    Random random(seed);
    std::vector<model::Incident> incidents;
    for (int week = 0; week < 60; ++week) {
      const double day = 7.0 * std::floor(200.0 * random.unit());
      const geo::LonLat place{64.5 + 3.0 * random.unit(), 26.5 + 2.0 * random.unit()};
      for (int k = 0; k < 3; ++k) incidents.push_back(on_day(day + k, place));
    }
    const auto result = estimate_change(incidents, land, options);
    called += result.rising + result.falling > 0 ? 1 : 0;
  }
  BOOST_TEST(called <= 4);  // a false discovery rate of one in ten, twelve times
}

BOOST_AUTO_TEST_CASE(few_events_are_never_called) {
  std::vector<model::Incident> incidents;
  const auto options = two_periods();
  add_events(incidents, 4, options.after, {65.0, 27.5}, 0.1, 1);
  const auto result = estimate_change(incidents, land, options);
  BOOST_TEST(result.tested == 0U);
  for (const auto& cell : result.cells) {
    BOOST_TEST((cell.trend == Trend::cannot_tell));
    BOOST_TEST(cell.p == 1.0);
    BOOST_TEST(cell.log_ratio >= 0.0);
  }
  BOOST_TEST(std::isinf(result.overall.upper));
}

BOOST_AUTO_TEST_CASE(p_is_that_of_all_ways_to_deal_the_weeks) {
  // Five weeks and five; 6 events in one of the first, 3 in each of two of the second: by hand. The sum after is 6
  // of 12.
  ChangeOptions options = two_periods();
  options.before = {Days(0.0), Days(35.0)};
  options.after = {Days(35.0), Days(70.0)};
  options.permutations = 20000;
  const detail::WeekPermutations weeks(options);
  const auto sums = weeks.sums({6.0, 3.0, 3.0}, {1, 5, 7});
  BOOST_TEST(sums.before == 6.0);
  BOOST_TEST(sums.after == 6.0);
  BOOST_TEST(weeks.two_sided_p(sums) == 1.0);
  // All 12 after: the three weeks must all be dealt there, 5·4·3 / 10·9·8 = 1/12; twice that
  const auto all_after = weeks.sums({6.0, 3.0, 3.0}, {5, 6, 7});
  BOOST_TEST(std::abs(weeks.two_sided_p(all_after) - 1.0 / 6.0) < 0.01);
  BOOST_TEST(weeks.of(Days(34.9)) == 4U);
  BOOST_TEST(weeks.of(Days(35.0)) == 5U);
}

BOOST_AUTO_TEST_CASE(the_overall_ratio_has_the_error_of_independent_weeks) {
  // Single events at random: Poisson, so the logarithm's variance is 1/N + 1/N. Four at a time: four times as much.
  for (const int together : {1, 4}) {
    auto options = two_periods();
    options.permutations = 99;
    Random random(17);
    std::vector<model::Incident> incidents;
    for (int i = 0; i < 1600 / together; ++i) {
      const double day = 700.0 * (i % 2) + 7.0 * std::floor(100.0 * random.unit());
      for (int k = 0; k < together; ++k) incidents.push_back(on_day(day + k, {66.0, 27.5}));
    }
    const auto overall = estimate_change(incidents, land, options).overall;
    const double error = std::log(overall.upper / overall.ratio) / 1.6448536;
    BOOST_TEST(std::abs(overall.ratio - 1.0) < 1e-12);
    BOOST_TEST(std::abs(error / std::sqrt(2.0 * together / 800.0) - 1.0) < 0.15);
  }
}

BOOST_AUTO_TEST_CASE(adjusted_p_values_by_hand) {
  const std::vector<double> expected = {0.04, 0.05, 0.05, 0.5};
  const auto q = benjamini_hochberg({0.01, 0.03, 0.0375, 0.5});
  for (std::size_t i = 0; i < q.size(); ++i) BOOST_TEST(std::abs(q[i] - expected[i]) < 1e-12);
  BOOST_TEST(benjamini_hochberg({}).empty());
}

BOOST_AUTO_TEST_CASE(the_seed_decides_not_the_threads) {
  std::vector<model::Incident> incidents;
  auto options = two_periods();
  add_events(incidents, 40, options.before, {65.5, 27.5}, 0.8, 1);
  add_events(incidents, 55, options.after, {65.5, 27.5}, 0.8, 2);
  const auto p_values = [&] {
    std::vector<double> p;
    for (const auto& cell : estimate_change(incidents, land, options).cells) p.push_back(cell.p);
    return p;
  };
  const auto one = p_values();
  options.estimate.threads = 4;
  BOOST_TEST(p_values() == one, boost::test_tools::per_element());
  options.seed = 2;
  BOOST_TEST((p_values() != one));
}

BOOST_AUTO_TEST_CASE(senseless_periods_are_refused) {
  auto options = two_periods();
  const std::vector<model::Incident> incidents = {on_day(10.0, {65.0, 27.5})};
  const auto refuse = [&] { estimate_change(incidents, land, options); };
  options.after.from = Days(650.0);
  BOOST_TEST(test::error_text<UsageError>(refuse) ==
             "periods: the second begins before the first has ended (they must not overlap)");
  options.after = {Days(800.0), Days(800.0)};
  BOOST_TEST(test::error_text<UsageError>(refuse) == "periods: one ends before it begins");
  options.after = {Days(800.0), Days(900.0)};
  options.permutations = 10;
  BOOST_TEST(test::error_text<UsageError>(refuse) == "permutations: 10 are too few (at least 99; 999 is usual)");
  options.permutations = 99;
  options.before = {Days(100.0), Days(200.0)};
  BOOST_TEST(test::error_text<DataError>(refuse) == "incidents: none of 1 lies in either period");
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
}  // namespace riskmap

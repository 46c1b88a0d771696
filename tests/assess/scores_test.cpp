// SPDX-License-Identifier: MIT
#include <riskmap/assess/scores.hpp>
#include <riskmap/base/random.hpp>
#include <tests/support/test.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <vector>

namespace riskmap {
BOOST_AUTO_TEST_SUITE(assess)
BOOST_AUTO_TEST_SUITE(scores)

namespace {

// Six cells of equal area; ties (the two of 4) fall on different counts.
const std::vector<double> observed = {6, 7, 3, 2, 1, 0};
const std::vector<double> predicted = {8, 4, 4, 2, 1, 0};
const std::vector<double> equal(6, 1.0);

void check_six_decimals(double value, double expected) { BOOST_TEST(std::abs(value - expected) < 5e-7, value); }

}  // namespace

BOOST_AUTO_TEST_CASE(adverse_ties_give_the_published_fixture) {
  const Ranking ranking(predicted, equal);
  const std::array<double, 3> accuracy = {1.894737, 1.421053, 1.684211}, efficiency = {0.857143, 0.692308, 1.0};
  for (std::size_t top = 1; top <= 3; ++top) {
    const auto flagged = static_cast<double>(top);
    const double hits = ranking.adverse_hits(observed, flagged);
    check_six_decimals(prediction_accuracy_index(hits, 19.0, flagged, 6.0), accuracy[top - 1]);
    check_six_decimals(prediction_efficiency_index(hits, most_hits(observed, equal, flagged)), efficiency[top - 1]);
  }
}

BOOST_AUTO_TEST_CASE(ties_are_the_mean_of_random_breaks) {
  const Ranking ranking(predicted, equal);
  BOOST_TEST(ranking.hits(observed, 1.0) == 6.0);
  BOOST_TEST(ranking.hits(observed, 2.0) == 11.0);  // 6 and the mean of 7 and 3
  BOOST_TEST(ranking.hits(observed, 3.0) == 16.0);
  // All of one density and unequal areas: breaking the ties by lot again and again comes to the same.
  const std::vector<double> flat(6, 1.0), area = {1.0, 1.1, 0.9, 1.0, 1.05, 0.95};
  Random random(7);
  double mean = 0.0;
  constexpr int draws = 20000;
  for (int i = 0; i < draws; ++i) {
    std::vector<double> lots(6);
    for (double& lot : lots) lot = random.unit();
    mean += Ranking(lots, area).hits(observed, 2.5) / draws;
  }
  BOOST_TEST(std::abs(Ranking(flat, area).hits(observed, 2.5) / mean - 1.0) < 0.01);
}

BOOST_AUTO_TEST_CASE(flags_and_curves_agree) {
  const std::vector<double> density = {3.0, 5.0, 5.0, 0.0, 1.0, 5.0}, area = {1.0, 2.0, 0.5, 4.0, 1.5, 1.0};
  const Ranking ranking(density, area);
  BOOST_TEST(ranking.total_area() == 10.0);
  for (const double flagged : {0.0, 0.7, 3.5, 4.2, 9.0, 10.0}) {
    const auto flags = ranking.flags(flagged);
    double hits = 0.0, covered = 0.0;
    for (std::size_t i = 0; i < flags.size(); ++i) hits += flags[i] * observed[i], covered += flags[i] * area[i];
    BOOST_TEST(std::abs(covered - flagged) < 1e-12);
    BOOST_TEST(std::abs(ranking.hits(observed, flagged) - hits) < 1e-12);
    BOOST_TEST(ranking.adverse_hits(observed, flagged) <= hits + 1e-12);
    BOOST_TEST(most_hits(observed, area, flagged) >= hits - 1e-12);
  }
  const auto curve = ranking.capture_curve(observed);
  BOOST_TEST(curve.front().area == 0.0);
  BOOST_TEST(curve.back().area == 10.0);
  BOOST_TEST(curve.back().hits == 19.0);
}

BOOST_AUTO_TEST_CASE(the_oracle_is_the_best_choice_of_whole_cells) {
  // Against every choice of three of six equal cells.
  double best = 0.0;
  std::vector<bool> chosen = {true, true, true, false, false, false};
  do {
    double hits = 0.0;
    for (std::size_t i = 0; i < 6; ++i) hits += chosen[i] ? observed[i] : 0.0;
    best = std::max(best, hits);
  } while (std::prev_permutation(chosen.begin(), chosen.end()));
  BOOST_TEST(most_hits(observed, equal, 3.0) == best);
}

BOOST_AUTO_TEST_CASE(indices_by_hand) {
  BOOST_TEST(hit_rate(3.0, 12.0) == 0.25);
  BOOST_TEST(prediction_accuracy_index(3.0, 12.0, 5.0, 100.0) == 5.0);
  BOOST_TEST(recapture_rate_index(4.0, 20.0, 3.0, 12.0) == 1.25);  // (3/4) / (12/20)
  BOOST_TEST(search_efficiency_rate(3.0, 60.0) == 0.05);
  BOOST_TEST(std::isnan(hit_rate(0.0, 0.0)));
  BOOST_TEST(std::isnan(prediction_efficiency_index(0.0, 0.0)));
  BOOST_TEST(std::isnan(recapture_rate_index(0.0, 20.0, 3.0, 12.0)));
}

BOOST_AUTO_TEST_CASE(the_central_range_is_between_the_5th_and_95th) {
  std::vector<double> values(101);
  std::iota(values.rbegin(), values.rend(), 0.0);
  values.push_back(std::nan(""));
  const auto range = central_range(values);
  BOOST_TEST(std::abs(range.lower - 5.0) < 1e-12);
  BOOST_TEST(std::abs(range.upper - 95.0) < 1e-12);
  BOOST_TEST(std::isnan(central_range({}).lower));
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
}  // namespace riskmap

// SPDX-License-Identifier: MIT
#include <riskmap/assess/backtest_report.hpp>
#include <riskmap/base/units.hpp>
#include <tests/assess/scenes.hpp>
#include <tests/support/test.hpp>

#include <algorithm>
#include <cmath>
#include <set>

namespace riskmap {
BOOST_AUTO_TEST_SUITE(assess)
BOOST_AUTO_TEST_SUITE(backtest)

namespace {

BacktestOptions quick_options() {
  BacktestOptions options;
  options.cell = Metres(10000.0);
  options.resamples = 400;
  options.threads = 1;
  return options;
}

const Comparison& comparison_with(const Backtest& test, const std::string& baseline, std::optional<double> share) {
  return *std::find_if(test.comparisons.begin(), test.comparisons.end(), [&](const Comparison& c) {
    return c.baseline == baseline && c.share == share && c.scoring == Scoring::disc;
  });
}

const Method& method(const Backtest& test, const std::string& key) {
  return *std::find_if(test.methods.begin(), test.methods.end(), [&](const Method& m) { return m.key == key; });
}

}  // namespace

BOOST_AUTO_TEST_CASE(clustered_events_are_found_again) {
  const auto surface = test::scene_surface(test::clustered_incidents(300, 5));
  const auto result = run_backtest(surface, quick_options());
  BOOST_TEST(result.cuts.size() == 5U);
  BOOST_TEST(result.default_cuts);
  const Scores& scores = result.methods.front().pooled[0];
  BOOST_TEST(scores.gain > 0.7);
  BOOST_TEST(scores.areas[2].accuracy_index > 4.0);  // at 5 % of the land
  BOOST_TEST((comparison_with(result, "uniform", std::nullopt).verdict == Verdict::surface_wins));
  BOOST_TEST((comparison_with(result, "uniform", 0.05).verdict == Verdict::surface_wins));
  // Nothing changed with time: the flagged land goes on holding nearly what it held.
  BOOST_TEST(std::abs(scores.areas[4].recapture_index - 1.0) < 0.25);
  BOOST_TEST(result.number.consistent());
}

BOOST_AUTO_TEST_CASE(uniform_events_give_nothing_to_find) {
  int wins = 0;
  double gain = 0.0;
  for (std::uint64_t seed = 1; seed <= 8; ++seed) {
    const auto surface = test::scene_surface(test::uniform_incidents(200, seed));
    const auto result = run_backtest(surface, quick_options());
    wins += comparison_with(result, "uniform", 0.10).verdict == Verdict::surface_wins ? 1 : 0;
    gain += result.methods.front().pooled[0].gain / 8.0;
  }
  BOOST_TEST(wins <= 2);   // one in twenty each is expected
  BOOST_TEST(gain < 0.0);  // a surface that sees patterns where there are none loses
}

BOOST_AUTO_TEST_CASE(uniform_scores_are_exact) {
  const auto result = run_backtest(test::scene_surface(test::clustered_incidents(100, 2)), quick_options());
  const Scores& scores = method(result, "uniform").pooled[0];
  for (const auto& area : scores.areas) {
    BOOST_TEST(std::abs(area.hit_rate - area.share) < 1e-9);
    BOOST_TEST(std::abs(area.accuracy_index - 1.0) < 1e-9);
    BOOST_TEST(area.adverse_hits < 1e-9);  // most cells hold nothing: against it, they are flagged first
  }
  BOOST_TEST(std::abs(scores.gain) < 1e-9);
}

BOOST_AUTO_TEST_CASE(a_pattern_that_turns_loses_to_uniform) {
  // In training events come in the west, in the tests in the east.
  std::vector<model::Incident> incidents;
  Random random(4);
  for (int i = 0; i < 200; ++i) {
    const double day = 10.0 * i, west = day < 1000.0 ? 64.2 : 67.2;
    incidents.push_back(test::incident_on(Days(day), {west + 0.6 * random.unit(), 26.5 + random.unit()}, 3.0));
  }
  auto options = quick_options();
  options.train_until = {Days(999.0)};
  options.horizon = Days(900.0);
  const auto result = run_backtest(test::scene_surface(incidents), options);
  BOOST_TEST((comparison_with(result, "uniform", std::nullopt).verdict == Verdict::baseline_wins));
  BOOST_TEST(verdicts(result).front().starts_with(
      "A baseline wins, counting each event over the disc its place is known to: uniform ("));
}

BOOST_AUTO_TEST_CASE(nothing_of_the_tests_is_seen_in_training) {
  // What came after a cut cannot change what was said at it: the same ranking, whatever the future holds.
  const auto incidents = test::clustered_incidents(150, 6);
  auto other = incidents;
  for (auto& incident : other)
    if (incident.begin > Days(1500.0)) incident.where = {65.5, 27.5};
  auto options = quick_options();
  options.train_until = {Days(1500.0)};
  options.horizon = Days(499.0);
  const auto a = run_backtest(test::scene_surface(incidents), options),
             b = run_backtest(test::scene_surface(other), options);
  BOOST_TEST(a.cuts.front().trained == b.cuts.front().trained);
  BOOST_TEST(a.number.expected == b.number.expected);
  for (std::size_t i = 0; i < a.classes.size(); ++i) BOOST_TEST(a.classes[i].expected == b.classes[i].expected);
  BOOST_TEST(a.methods.front().pooled[0].gain != b.methods.front().pooled[0].gain);
}

BOOST_AUTO_TEST_CASE(events_known_only_to_days_on_both_sides_of_a_cut_are_in_neither) {
  auto incidents = test::clustered_incidents(100, 3);
  auto options = quick_options();
  options.train_until = {Days(1500.0)};
  const auto without = run_backtest(test::scene_surface(incidents), options);
  incidents.push_back(test::incident_on(Days(1490.0), {66.0, 27.0}));
  incidents.back().end = Days(1520.0);
  const auto with = run_backtest(test::scene_surface(incidents), options);
  BOOST_TEST(with.cuts.front().straddling == 1U);
  BOOST_TEST(with.cuts.front().trained == without.cuts.front().trained);
  BOOST_TEST(with.cuts.front().tested == without.cuts.front().tested);
  BOOST_TEST(with.methods.front().pooled[0].gain == without.methods.front().pooled[0].gain);
  BOOST_TEST(with.notes.front() == "left out at their cut, known only to days on both sides of it: 1");
}

BOOST_AUTO_TEST_CASE(a_test_ends_where_the_data_do) {
  auto options = quick_options();
  options.train_until = {Days(1939.0)};
  const auto result = run_backtest(test::scene_surface(test::clustered_incidents(200, 7)), options);
  BOOST_TEST((result.cuts.front().test_until == Days(2000.0)));
  BOOST_TEST(result.notes.front() == "the test after 1975-04-24 is 60 days long, not 180: the data end 1975-06-23");
  options.train_until = {Days(1999.0)};
  const auto refuse = [&] { run_backtest(test::scene_surface(test::clustered_incidents(50, 7)), options); };
  BOOST_TEST(test::error_text<UsageError>(refuse) ==
             "train-until: 1975-06-23 leaves no day to test: the data end 1975-06-23 (choose an earlier day)");
  options.train_until = {Days(-5.0)};
  BOOST_TEST(test::error_text<UsageError>(refuse) ==
             "train-until: 1969-12-27 is before the window, which begins 1970-01-01");
}

BOOST_AUTO_TEST_CASE(default_cuts_lie_side_by_side_in_the_last_half) {
  const auto cuts = default_cuts(Days(0.0), Days(2000.0), Days(180.0));
  BOOST_TEST_REQUIRE(cuts.size() == 5U);
  BOOST_TEST(cuts.front().value() == 1099.0);
  for (std::size_t i = 1; i < cuts.size(); ++i) BOOST_TEST((cuts[i] - cuts[i - 1]).value() == 180.0);
  BOOST_TEST(cuts.back().value() == 1819.0);
  const auto many = default_cuts(Days(0.0), Days(8000.0), Days(30.0));
  BOOST_TEST(many.size() == 12U);
  BOOST_TEST(many.front().value() >= 3999.0);
  BOOST_TEST(default_cuts(Days(0.0), Days(100.0), Days(180.0)).empty());
}

BOOST_AUTO_TEST_CASE(the_same_seed_gives_the_same_numbers_on_any_number_of_threads) {
  const auto surface = test::scene_surface(test::clustered_incidents(120, 8));
  auto options = quick_options();
  const auto one = to_json(run_backtest(surface, options)).dump();
  options.threads = 3;
  BOOST_TEST(to_json(run_backtest(surface, options)).dump() == one);
  options.seed = 2;
  BOOST_TEST(to_json(run_backtest(surface, options)).dump() != one);
}

BOOST_AUTO_TEST_CASE(people_are_a_baseline_where_they_are_known) {
  auto options = quick_options();
  options.places = {{{64.8, 26.7}, 1e6}, {{66.9, 28.2}, 1e6}, {{67.3, 26.5}, 1e6}};
  const auto result = run_backtest(test::scene_surface(test::clustered_incidents(200, 9)), options);
  BOOST_TEST(method(result, "people").pooled[0].areas[2].accuracy_index > 3.0);
  BOOST_TEST(result.methods.size() == 8U);
}

BOOST_AUTO_TEST_CASE(classes_hold_all_land_and_all_events) {
  auto options = quick_options();
  options.classes = {0.5, 1.0, 2.0, 4.0};
  const auto result = run_backtest(test::scene_surface(test::clustered_incidents(300, 10)), options);
  BOOST_TEST_REQUIRE(result.classes.size() == 5U);
  double land = 0.0, observed = 0.0, scaled = 0.0;
  for (const auto& entry : result.classes) land += entry.land_share, observed += entry.observed, scaled += entry.scaled;
  BOOST_TEST(std::abs(land - 1.0) < 1e-9);
  BOOST_TEST(std::abs(observed - result.methods.front().pooled[0].events) < 1e-9);
  BOOST_TEST(std::abs(scaled - observed) < 1e-9);
  // λ over the land is the training rate: what the classes expect, all together, is what the number test expects.
  double expected = 0.0;
  for (const auto& entry : result.classes) expected += entry.expected;
  BOOST_TEST(std::abs(expected / result.number.expected - 1.0) < 0.01);
}

BOOST_AUTO_TEST_CASE(tables_rows_and_words) {
  auto options = quick_options();
  options.classes = {1.0};
  const auto result = run_backtest(test::scene_surface(test::clustered_incidents(120, 11)), options);
  const auto csv = to_csv(result);
  // methods × (all + five cuts) × two scorings × five areas, and the head
  BOOST_TEST(std::count(csv.begin(), csv.end(), '\n') ==
             static_cast<std::ptrdiff_t>(result.methods.size() * 6 * 2 * 5 + 1));
  const auto text = to_text(result);
  for (const char* words : {"trained until", "events as discs", "events as points", "last year within 25 km",
                            "1 and more", "Note: no places"})
    BOOST_TEST(text.find(words) != std::string::npos, words);
  const auto json = to_json(result);
  BOOST_TEST(json["methods"][0]["all"]["disc"]["areas"].size() == 5U);
  BOOST_TEST(json["methods"][0]["cuts"].size() == 5U);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
}  // namespace riskmap

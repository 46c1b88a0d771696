// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/assess/baselines.hpp>
#include <riskmap/assess/number_test.hpp>
#include <riskmap/assess/scores.hpp>
#include <riskmap/base/progress.hpp>
#include <riskmap/map/scene.hpp>

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace riskmap::assess {

/// What a back-test asks. Defaults are those of docs/backtest.md.
struct BacktestOptions {
  std::vector<Days> train_until = {};  ///< starts of the last days of training; empty: default_cuts()
  Days horizon{180.0};                 ///< how long after each cut events are counted
  Metres cell{5000.0};                 ///< side of the cells that are ranked
  std::vector<double> areas = {0.01, 0.02, 0.05, 0.10, 0.20};  ///< shares of the land that are flagged
  std::vector<double> classes = {};       ///< breaks of the map's risk classes, for calibration; may be empty
  std::vector<PlacedAmount> places = {};  ///< where people live; empty: that baseline is left out
  geo::LonLatBox bounds = {};             ///< the land, where the surface has no study area
  unsigned resamples = 1000;
  std::uint64_t seed = 1;
  unsigned threads = 0;
};

/// How an event that is known only to a disc is counted.
enum class Scoring : unsigned char {
  disc,  ///< over the cells of its disc, each its share
  point  ///< at the place that is given: favours whoever finds the gazetteer's point again
};
constexpr std::array<Scoring, 2> scorings = {Scoring::disc, Scoring::point};
std::string_view to_text(Scoring scoring);  ///< "disc", "point"

/// A training end and what was tested against it.
struct Cut {
  Days train_until;                     ///< end of the last day of training = start of the test
  Days test_until;                      ///< end of the test
  std::size_t trained = 0, tested = 0;  ///< events
  std::size_t straddling = 0;  ///< known only to days on both sides of the cut: in neither, as either would look ahead
  std::size_t outside = 0;     ///< test events too far outside the study area
  NumberTest number;
};

/// Indices at one flagged area; NaN where there was nothing to be caught.
struct AreaScore {
  double share = 0.0;         ///< of the land
  double flagged_km2 = 0.0;   ///< over all cuts
  double hits = 0.0;          ///< (weighted) events caught, ties broken at random: the mean of all ways
  double adverse_hits = 0.0;  ///< ties broken against the method
  double hit_rate = 0.0;
  ScoreRange hit_rate_range;       ///< 90 %, weeks drawn again; NaN for a single cut
  double accuracy_index = 0.0;     ///< PAI
  double efficiency_index = 0.0;   ///< PEI, against the oracle of the same area
  double recapture_index = 0.0;    ///< RRI (Levine)
  double search_efficiency = 0.0;  ///< SER, hits per km² flagged and test
};
struct Scores {
  double events = 0.0;  ///< (weighted) events tested
  std::vector<AreaScore> areas;
  double gain = 0.0;  ///< mean of ln(f·|W|) per event, f = 0.95 f̂ + 0.05/|W|: information gained over uniform, nats
  ScoreRange gain_range;
};
struct Method {
  std::string key, label;        ///< "counts-10km", "counts in 10 km cells"
  std::array<Scores, 2> pooled;  ///< over all cuts; by Scoring
  std::vector<std::array<Scores, 2>> by_cut;
  std::vector<CapturePoint> curve;  ///< discs, all cuts: shares of the land and of the events, 0 to 1
};

enum class Verdict : unsigned char { surface_wins, baseline_wins, cannot_tell };
std::string_view to_text(Verdict verdict);  ///< "surface wins", "baseline wins", "cannot tell"

/// The surface against a baseline in one measure, on the same draws of weeks.
struct Comparison {
  std::string baseline;  ///< its key
  Scoring scoring = Scoring::disc;
  std::optional<double> share;             ///< hit rate at this flagged area; absent: gain per event
  double difference = 0.0;                 ///< surface − baseline
  ScoreRange range;                        ///< 90 %
  Verdict verdict = Verdict::cannot_tell;  ///< told only if the range leaves 0 out
};

/// Expected and observed in one risk class, over all cuts.
struct RiskClass {
  double lower = 0.0;       ///< events per 1000 km² and year; the next class's lower is its upper end
  double land_share = 0.0;  ///< mean over cuts
  double expected = 0.0, observed = 0.0;
  double scaled = 0.0;  ///< expected, times observed over expected of all classes: the pattern alone
  double range_lower = 0.0, range_upper = 0.0;  ///< 90 % of counts to be expected
};

struct Backtest {
  BacktestOptions options;
  std::vector<Cut> cuts;
  bool default_cuts = false;
  double land_km2 = 0.0;
  std::size_t cells = 0;
  std::vector<Method> methods;  ///< the surface, then the baselines
  std::vector<Comparison> comparisons;
  NumberTest number;  ///< all cuts together
  std::vector<RiskClass> classes;
  std::vector<std::string> notes;  ///< what the reader should know: shortened tests, events left out
};

/// Test windows side by side over the last half of [from, until), at most twelve (spread evenly if more would fit), the
/// last ending at `until`: the days on which training ends, oldest first. Empty if not even one fits.
std::vector<Days> default_cuts(Days from, Days until, Days horizon);

/// Trains the surface anew on what had happened by each cut, with the document's own options and its window from
/// `from`, and scores it, beside baselines trained on the same events, on the events that came within the horizon
/// after. Nothing of the test is seen in training: events known only to days on both sides of a cut are in neither. A
/// test that would go past the data's own as-of is shortened and noted. Intervals and comparisons draw weeks of the
/// tests again with replacement, the same weeks for every method. Cost: an estimate a cut and one value a cell; some
/// seconds for a country at 5 km and ten cuts. \throws UsageError if a cut lies outside the window, or no day is left
/// to test; LimitError; DataError as estimate()
Backtest run_backtest(const map::SceneSurface& surface, const BacktestOptions& options, Progress* progress = nullptr);

}  // namespace riskmap::assess

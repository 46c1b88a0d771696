// SPDX-License-Identifier: MIT
#include <riskmap/assess/backtest_report.hpp>

#include <riskmap/assess/detail/numbers.hpp>
#include <riskmap/base/units.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace riskmap::assess {
namespace {

using detail::digits;
using detail::number_text;

std::string last_day(Days end) { return to_iso_date(end - Days(1.0)); }

Json range_json(const ScoreRange& range) { return Json::array({digits(range.lower), digits(range.upper)}); }

Json area_json(const AreaScore& area) {
  return {{"share_of_land", area.share},         {"flagged_km2", digits(area.flagged_km2)},
          {"hits", digits(area.hits)},           {"adverse_hits", digits(area.adverse_hits)},
          {"hit_rate", digits(area.hit_rate)},   {"hit_rate_90", range_json(area.hit_rate_range)},
          {"pai", digits(area.accuracy_index)},  {"pei", digits(area.efficiency_index)},
          {"rri", digits(area.recapture_index)}, {"ser_per_km2", digits(area.search_efficiency)}};
}

Json scores_json(const Scores& scores) {
  Json out = {{"events", digits(scores.events)},
              {"gain_per_event", digits(scores.gain)},
              {"gain_per_event_90", range_json(scores.gain_range)},
              {"areas", Json::array()}};
  for (const auto& area : scores.areas) out["areas"].push_back(area_json(area));
  return out;
}

Json both_json(const std::array<Scores, 2>& scores) {
  Json out = Json::object();
  for (const Scoring scoring : scorings)
    out[std::string(to_text(scoring))] = scores_json(scores[static_cast<std::size_t>(scoring)]);
  return out;
}

Json method_json(const Method& method, const std::vector<Cut>& cuts) {
  Json out = {{"key", method.key}, {"label", method.label}, {"all", both_json(method.pooled)}, {"cuts", Json::array()}};
  for (std::size_t i = 0; i < cuts.size(); ++i) {
    Json cut = {{"train_until", last_day(cuts[i].train_until)}};
    cut.update(both_json(method.by_cut[i]));
    out["cuts"].push_back(std::move(cut));
  }
  out["capture_curve"] = Json::array();
  for (const auto& [area, hits] : method.curve) out["capture_curve"].push_back({digits(area), digits(hits)});
  return out;
}

Json number_json(const NumberTest& test) {
  return {{"observed", test.observed}, {"expected", digits(test.expected)}, {"lower_90", test.lower},
          {"upper_90", test.upper},    {"fano", digits(test.fano)},         {"consistent", test.consistent()}};
}

Json cut_json(const Cut& cut) {
  return {{"train_until", last_day(cut.train_until)},
          {"test_from", to_iso_date(cut.train_until)},
          {"test_until", last_day(cut.test_until)},
          {"events_trained", cut.trained},
          {"events_tested", cut.tested},
          {"straddling", cut.straddling},
          {"outside", cut.outside},
          {"number_test", number_json(cut.number)}};
}

Json comparison_json(const Comparison& c) {
  return {{"baseline", c.baseline},
          {"scored_as", to_text(c.scoring)},
          {"measure", c.share ? "hit_rate" : "gain_per_event"},
          {"share_of_land", c.share ? Json(*c.share) : Json()},
          {"difference", digits(c.difference)},
          {"difference_90", range_json(c.range)},
          {"verdict", to_text(c.verdict)}};
}

Json class_json(const RiskClass& entry) {
  return {{"lower", entry.lower},
          {"share_of_land", digits(entry.land_share)},
          {"observed", digits(entry.observed)},
          {"expected", digits(entry.expected)},
          {"expected_90", {entry.range_lower, entry.range_upper}},
          {"expected_scaled", digits(entry.scaled)}};
}

std::string csv_row(const Method& method, const std::string& cut, Scoring scoring, const Scores& scores,
                    const AreaScore& area) {
  return fmt::format("{},{},{},{:g},{},{},{},{},{},{},{},{},{},{},{},{},{},{}\n", method.key, cut, to_text(scoring),
                     area.share, number_text(area.flagged_km2), number_text(scores.events), number_text(area.hits),
                     number_text(area.adverse_hits), number_text(area.hit_rate), number_text(area.hit_rate_range.lower),
                     number_text(area.hit_rate_range.upper), number_text(area.accuracy_index),
                     number_text(area.efficiency_index), number_text(area.recapture_index),
                     number_text(area.search_efficiency), number_text(scores.gain),
                     number_text(scores.gain_range.lower), number_text(scores.gain_range.upper));
}

}  // namespace

Json to_json(const Backtest& test) {
  const auto& options = test.options;
  Json out = {{"verdicts", verdicts(test)},
              {"settings",
               {{"horizon_days", options.horizon.value()},
                {"cell_km", options.cell.value() / 1000.0},
                {"cells", test.cells},
                {"land_km2", digits(test.land_km2)},
                {"default_cuts", test.default_cuts},
                {"resamples", options.resamples},
                {"seed", options.seed}}},
              {"number_test", number_json(test.number)},
              {"cuts", Json::array()},
              {"methods", Json::array()},
              {"comparisons", Json::array()},
              {"calibration", Json::array()},
              {"notes", test.notes}};
  for (const auto& cut : test.cuts) out["cuts"].push_back(cut_json(cut));
  for (const auto& method : test.methods) out["methods"].push_back(method_json(method, test.cuts));
  for (const auto& comparison : test.comparisons) out["comparisons"].push_back(comparison_json(comparison));
  for (const auto& entry : test.classes) out["calibration"].push_back(class_json(entry));
  return out;
}

std::string to_csv(const Backtest& test) {
  std::string out =
      "method,train_until,scored_as,share_of_land,flagged_km2,events,hits,adverse_hits,hit_rate,hit_rate_lower_90,hit_"
      "rate_upper_90,"
      "pai,pei,rri,ser_per_km2,gain_per_event,gain_lower_90,gain_upper_90\n";
  const auto add = [&](const Method& method, const std::string& cut, const std::array<Scores, 2>& both) {
    for (const Scoring scoring : scorings) {
      const Scores& scores = both[static_cast<std::size_t>(scoring)];
      for (const auto& area : scores.areas) out += csv_row(method, cut, scoring, scores, area);
    }
  };
  for (const auto& method : test.methods) {
    add(method, "all", method.pooled);
    for (std::size_t i = 0; i < test.cuts.size(); ++i)
      add(method, last_day(test.cuts[i].train_until), method.by_cut[i]);
  }
  return out;
}

}  // namespace riskmap::assess

// SPDX-License-Identifier: MIT
// A back-test for people: tables and plain sentences.
#include <riskmap/assess/backtest_report.hpp>
#include <riskmap/base/units.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

namespace riskmap::assess {
namespace {

constexpr double few_events = 10.0;

std::string last_day(Days end) { return to_iso_date(end - Days(1.0)); }

std::string percent(double share, int decimals = 0) {
  return std::isnan(share) ? "-" : fmt::format("{:.{}f}", 100.0 * share, decimals);
}

std::string shown(double value, int decimals) {
  if (std::isnan(value)) return "-";
  const double least = 0.5 * std::pow(10.0, -decimals);
  return fmt::format("{:.{}f}", std::abs(value) < least ? 0.0 : value, decimals);  // no "-0.00"
}

const std::string& label_of(const Backtest& test, const std::string& key) {
  const auto found =
      std::find_if(test.methods.begin(), test.methods.end(), [&](const Method& m) { return m.key == key; });
  return found->label;
}

std::string joined(const std::vector<std::string>& words) {
  std::string out;
  for (std::size_t i = 0; i < words.size(); ++i)
    out += (i == 0 ? "" : i + 1 == words.size() ? " and " : ", ") + words[i];
  return out;
}

/// "counts in 5 km cells (at 1 % and at 2 %)"
std::vector<std::string> baselines_with(const Backtest& test, Scoring scoring, Verdict verdict) {
  std::vector<std::string> order;
  std::map<std::string, std::vector<std::string>> where;
  for (const auto& c : test.comparisons) {
    if (c.scoring != scoring || c.verdict != verdict) continue;
    if (!where.contains(c.baseline)) order.push_back(c.baseline);
    where[c.baseline].push_back(c.share ? fmt::format("at {:g} %", *c.share * 100.0) : "in gain per event");
  }
  std::vector<std::string> out;
  for (const auto& key : order) {
    const bool all = where[key].size() == test.options.areas.size() + 1;
    out.push_back(fmt::format("{} ({})", label_of(test, key), all ? "in every measure" : joined(where[key])));
  }
  return out;
}

void add_winners(std::vector<std::string>& out, const Backtest& test, Scoring scoring) {
  const char* how = scoring == Scoring::disc ? "counting each event over the disc its place is known to"
                                             : "counting each event at the very place that is listed";
  const auto winners = baselines_with(test, scoring, Verdict::baseline_wins);
  if (winners.empty()) return out.push_back(fmt::format("No baseline beats the surface, {}.", how));
  out.push_back(fmt::format("A baseline wins, {}: {}.", how, joined(winners)));
}

/// What came where the map shows least.
std::string lowest_class_sentence(const Backtest& test) {
  const auto& lowest = test.classes.front();
  return fmt::format(
      "{:.0f} % of the events came on the {:.0f} % of the land where the map shows nothing or less than {:g}.",
      100.0 * lowest.observed / test.methods.front().pooled[0].events, 100.0 * lowest.land_share,
      test.classes[1].lower);
}

std::string number_sentence(const NumberTest& test) {
  const char* verdict = test.observed > test.upper   ? "more than the past rate would give"
                        : test.observed < test.lower ? "fewer than the past rate would give"
                                                     : "within what the past rate would give";
  return fmt::format("{:.0f} events came where the training rate expects {:.1f} (90 %: {:.0f} to {:.0f}): {}.",
                     test.observed, test.expected, test.lower, test.upper, verdict);
}

std::string scores_table(const Backtest& test, Scoring scoring) {
  const auto which = static_cast<std::size_t>(scoring);
  std::string out = fmt::format("{:<28}", scoring == Scoring::disc ? "events as discs" : "events as points");
  for (const double share : test.options.areas) out += fmt::format("{:>15}", fmt::format("{:g} %", share * 100.0));
  out += fmt::format("{:>8}{:>8}  {}\n", fmt::format("PAI {:g}%", test.options.areas.front() * 100.0), "PEI",
                     "gain per event");
  for (const auto& method : test.methods) {
    const Scores& scores = method.pooled[which];
    out += fmt::format("  {:<26}", method.label);
    for (const auto& area : scores.areas)
      out += fmt::format("{:>15}", fmt::format("{} [{}–{}]", percent(area.hit_rate), percent(area.hit_rate_range.lower),
                                               percent(area.hit_rate_range.upper)));
    out += fmt::format("{:>8}{:>8}  {} [{} to {}]\n", shown(scores.areas.front().accuracy_index, 1),
                       shown(scores.areas.front().efficiency_index, 2), shown(scores.gain, 2),
                       shown(scores.gain_range.lower, 2), shown(scores.gain_range.upper, 2));
  }
  return out;
}

std::string cuts_table(const Backtest& test) {
  std::string out = fmt::format("{:<14}{:<26}{:>8}{:>8}{:>10}{:>10}\n", "trained until", "tested", "trained", "events",
                                "expected", "90 %");
  for (const auto& cut : test.cuts)
    out += fmt::format("{:<14}{:<26}{:>8}{:>8}{:>10.1f}{:>10}\n", last_day(cut.train_until),
                       to_iso_date(cut.train_until) + " – " + last_day(cut.test_until), cut.trained, cut.tested,
                       cut.number.expected, fmt::format("{:.0f}–{:.0f}", cut.number.lower, cut.number.upper));
  return out;
}

std::string classes_table(const Backtest& test) {
  std::string out = fmt::format("{:<28}{:>10}{:>10}{:>10}{:>12}{:>10}\n", "risk class (per 1000 km² a year)", "land",
                                "came", "expected", "90 %", "scaled");
  const auto& classes = test.classes;
  for (std::size_t i = 0; i < classes.size(); ++i) {
    const auto name = i + 1 < classes.size() ? fmt::format("{:g} to {:g}", classes[i].lower, classes[i + 1].lower)
                                             : fmt::format("{:g} and more", classes[i].lower);
    out += fmt::format("  {:<30}{:>10}{:>10.1f}{:>10.1f}{:>12}{:>10.1f}\n", name,
                       percent(classes[i].land_share, 1) + " %", classes[i].observed, classes[i].expected,
                       fmt::format("{:.0f}–{:.0f}", classes[i].range_lower, classes[i].range_upper), classes[i].scaled);
  }
  return out;
}

}  // namespace

std::vector<std::string> verdicts(const Backtest& test) {
  std::vector<std::string> out;
  const double events = test.methods.front().pooled[0].events;
  if (!(events > 0.0)) return {"No event fell into the tests: nothing can be said."};
  for (const Scoring scoring : scorings) add_winners(out, test, scoring);
  const auto beaten = baselines_with(test, Scoring::disc, Verdict::surface_wins);
  out.push_back(beaten.empty() ? "The surface beats no baseline beyond chance."
                               : fmt::format("The surface beats {}.", joined(beaten)));
  const auto measures = test.options.areas.size() + 1;
  out.push_back(
      fmt::format("Where neither wins the 90 % interval of the difference holds 0. Of {} such comparisons for each "
                  "scoring about one in "
                  "ten would exclude 0 by chance alone.",
                  measures * (test.methods.size() - 1)));
  if (events < few_events) out.push_back(fmt::format("Only {:g} events were tested: the intervals are rough.", events));
  if (test.classes.size() > 1) out.push_back(lowest_class_sentence(test));
  out.push_back(number_sentence(test.number));
  return out;
}

std::string to_text(const Backtest& test) {
  const auto& options = test.options;
  std::string out = fmt::format(
      "{:g} events tested at {} cuts{}, {:g} days after each; {} cells of {:g} km on {:.0f} km² of land.\n\n",
      test.methods.front().pooled[0].events, test.cuts.size(),
      test.default_cuts ? " (tests side by side over the last half of the window)" : "", options.horizon.value(),
      test.cells, options.cell.value() / 1000.0, test.land_km2);
  out += cuts_table(test);
  out +=
      "\n% of events in the part of the land ranked highest [90 %]; PAI: times as many as chance; PEI: of the most "
      "possible\n";
  for (const Scoring scoring : scorings) out += scores_table(test, scoring);
  if (test.classes.size() > 1) out += "\n" + classes_table(test);
  out += "\n";
  for (const auto& verdict : verdicts(test)) out += verdict + "\n";
  for (const auto& note : test.notes) out += "Note: " + note + ".\n";
  return out;
}

}  // namespace riskmap::assess

// SPDX-License-Identifier: MIT
// The block bootstrap of a back-test: the same weeks for every method, so that differences are paired.
#include <riskmap/assess/detail/tally.hpp>

#include <riskmap/base/parallel.hpp>

#include <cmath>

namespace riskmap::assess::detail {
namespace {

/// A measure of all methods: for each its value in every draw.
using Draws = std::vector<std::vector<double>>;

std::vector<std::size_t> marked(const std::vector<bool>& covered) {
  std::vector<std::size_t> weeks;
  for (std::size_t w = 0; w < covered.size(); ++w)
    if (covered[w]) weeks.push_back(w);
  return weeks;
}

/// Gain (measure 0) and hit rates (1 …) of a method over a draw of weeks, NaN if it holds no event.
std::vector<double> measures(const std::vector<std::vector<double>>& rows, const std::vector<std::size_t>& weeks,
                             const std::vector<unsigned>& drawn) {
  std::vector<double> sums(rows.front().size(), 0.0);
  for (std::size_t w = 0; w < weeks.size(); ++w) {
    if (drawn[w] == 0) continue;
    const auto& row = rows[weeks[w]];
    for (std::size_t m = 0; m < sums.size(); ++m) sums[m] += drawn[w] * row[m];
  }
  std::vector<double> out;
  for (std::size_t m = 1; m < sums.size(); ++m) out.push_back(hit_rate(sums[m], sums[0]));
  return out;
}

/// By measure, then by method.
std::vector<Draws> all_draws(const std::vector<Tally>& tallies, Scoring scoring, const std::vector<bool>& covered,
                             const BacktestOptions& options) {
  const auto weeks = marked(covered);
  const std::size_t count = 1 + options.areas.size();
  std::vector<Draws> draws(count, Draws(tallies.size(), std::vector<double>(options.resamples)));
  parallel_for(options.resamples, options.threads, [&](std::size_t r) {
    const auto drawn = drawn_weeks(weeks.size(), options.seed, r);
    for (std::size_t i = 0; i < tallies.size(); ++i) {
      const auto values = measures(tallies[i].weeks[static_cast<std::size_t>(scoring)], weeks, drawn);
      for (std::size_t m = 0; m < count; ++m) draws[m][i][r] = values[m];
    }
  });
  return draws;
}

Verdict verdict_of(const ScoreRange& range) {
  if (range.lower > 0.0) return Verdict::surface_wins;
  return range.upper < 0.0 ? Verdict::baseline_wins : Verdict::cannot_tell;
}

double value_of(const Scores& scores, std::size_t measure) {
  return measure == 0 ? scores.gain : scores.areas[measure - 1].hit_rate;
}

}  // namespace

std::vector<Comparison> draw_again(std::vector<Method>& methods, const std::vector<Tally>& tallies,
                                   const std::vector<bool>& covered, const BacktestOptions& options) {
  std::vector<Comparison> comparisons;
  for (const Scoring scoring : scorings) {
    const auto which = static_cast<std::size_t>(scoring);
    const auto draws = all_draws(tallies, scoring, covered, options);
    for (std::size_t m = 0; m < draws.size(); ++m) {
      for (std::size_t i = 0; i < methods.size(); ++i) {
        Scores& scores = methods[i].pooled[which];
        (m == 0 ? scores.gain_range : scores.areas[m - 1].hit_rate_range) = central_range(draws[m][i]);
        if (i == 0) continue;
        auto differences = draws[m][0];
        for (std::size_t r = 0; r < differences.size(); ++r) differences[r] -= draws[m][i][r];
        Comparison comparison;
        comparison.baseline = methods[i].key, comparison.scoring = scoring;
        if (m > 0) comparison.share = options.areas[m - 1];
        comparison.difference = value_of(methods[0].pooled[which], m) - value_of(scores, m);
        comparison.range = central_range(differences);
        comparison.verdict = verdict_of(comparison.range);
        comparisons.push_back(comparison);
      }
    }
  }
  return comparisons;
}

}  // namespace riskmap::assess::detail

// SPDX-License-Identifier: MIT
#include <riskmap/assess/backtest.hpp>

#include <riskmap/assess/detail/tally.hpp>
#include <riskmap/assess/detail/training.hpp>
#include <riskmap/base/units.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace riskmap::assess {
namespace {

constexpr std::size_t most_default_cuts = 12;

using detail::CutEvents;

std::string day_before(Days moment) { return to_iso_date(moment - Days(1.0)); }

/// Ends of training, oldest first.
std::vector<Days> cuts_of(const map::SceneSurface& surface, const BacktestOptions& options) {
  auto days =
      options.train_until.empty() ? default_cuts(surface.from, surface.until, options.horizon) : options.train_until;
  if (days.empty())
    throw UsageError("horizon",
                     fmt::format("{:g} days do not fit into the last half of the window", options.horizon.value()),
                     "choose a shorter one, or say --train-until");
  std::sort(days.begin(), days.end());
  days.erase(std::unique(days.begin(), days.end()), days.end());
  for (Days& day : days) {
    const auto text = to_iso_date(day);
    day = day + Days(1.0);
    if (day <= surface.from)
      throw UsageError("train-until",
                       fmt::format("{} is before the window, which begins {}", text, to_iso_date(surface.from)));
    if (day >= surface.until)
      throw UsageError("train-until",
                       fmt::format("{} leaves no day to test: the data end {}", text, day_before(surface.until)),
                       "choose an earlier day");
  }
  return days;
}

void check(const BacktestOptions& options) {
  if (!(options.horizon >= Days(1.0))) throw UsageError("horizon", "is less than a day", "write it like 180d");
  for (const double share : options.areas)
    if (!(share > 0.0 && share < 1.0)) throw UsageError("areas", "are shares of the land between 0 and 1");
}

class Run {
 public:
  Run(const map::SceneSurface& surface, const BacktestOptions& options, std::vector<Days> cuts)
      : m_surface(surface),
        m_cells(surface.study_area.get(), options.bounds, options.cell, options.threads),
        m_placed(detail::on_cells(m_cells, surface.study_area.get(), *surface.incidents, options.threads)),
        m_cuts(std::move(cuts)),
        m_scorer(m_cells, m_out.options.areas, detail::Weeks(m_cuts.front(), last_day(surface, options))) {
    m_out.options = options;
    m_out.default_cuts = options.train_until.empty();
    m_out.cells = m_cells.size();
    m_out.land_km2 = m_cells.total_area() / 1e6;
    m_covered.resize(m_scorer.weeks().count(), false);
    for (std::size_t i = 0; i <= options.classes.size(); ++i)
      m_out.classes.push_back({.lower = i == 0 ? 0.0 : options.classes[i - 1]});
  }

  Backtest run(Progress* progress) {
    if (progress) progress->start("back-test", m_cuts.size(), "cuts");
    for (const Days cut : m_cuts) {
      add_cut(cut);
      if (progress) progress->advance(1);
    }
    if (progress) progress->finish();
    finish_methods();
    finish_numbers();
    write_notes();
    return std::move(m_out);
  }

 private:
  Days last_day(const map::SceneSurface& surface, const BacktestOptions& options) const {
    return std::min(m_cuts.back() + options.horizon, surface.until);
  }

  void add_cut(Days train_until) {
    auto events = detail::split(m_surface, m_placed, train_until, m_out.options.horizon);
    const auto predictions = detail::predictions(events, m_surface, m_cells, m_out.options);
    events.cut.number = detail::number_test(events, m_surface.study_area.get());
    m_tallies.resize(predictions.size());
    m_out.methods.resize(predictions.size());
    for (std::size_t i = 0; i < predictions.size(); ++i) {
      m_out.methods[i].key = predictions[i].key, m_out.methods[i].label = predictions[i].label;
      m_scorer.add(m_tallies[i], predictions[i].density, events);
    }
    calibrate(predictions.front().density, events);
    const auto& weeks = m_scorer.weeks();
    for (std::size_t w = weeks.of(train_until); w <= weeks.of(events.cut.test_until - Days(0.5)); ++w)
      m_covered[w] = true;
    m_out.cuts.push_back(events.cut);
  }

  void calibrate(const std::vector<double>& density, const CutEvents& events) {
    const auto& breaks = m_out.options.classes;
    const double years = (events.cut.test_until - events.cut.train_until).value() / days_per_year;
    std::vector<double> observed(m_cells.size(), 0.0);
    for (const auto& event : events.tested)
      for (const auto& [cell, share] : event.disc) observed[cell] += event.amount * share;
    for (std::size_t i = 0; i < m_cells.size(); ++i) {
      const auto above = std::upper_bound(breaks.begin(), breaks.end(), density[i]);
      auto& entry = m_out.classes[static_cast<std::size_t>(above - breaks.begin())];
      entry.land_share += m_cells[i].area / m_cells.total_area() / static_cast<double>(m_cuts.size());
      entry.expected += density[i] * m_cells[i].area / 1e9 * years;
      entry.observed += observed[i];
    }
  }

  void finish_methods() {
    for (std::size_t i = 0; i < m_tallies.size(); ++i) {
      auto& method = m_out.methods[i];
      method.by_cut.resize(m_cuts.size());
      for (std::size_t which = 0; which < scorings.size(); ++which) {
        detail::Sums all;
        for (std::size_t cut = 0; cut < m_cuts.size(); ++cut) {
          all += m_tallies[i].cuts[which][cut];
          method.by_cut[cut][which] = detail::scores_of(m_tallies[i].cuts[which][cut], m_out.options.areas);
        }
        method.pooled[which] = detail::scores_of(all, m_out.options.areas);
      }
      for (const auto& [area, hits] : m_tallies[i].curve)
        method.curve.push_back({area, hit_rate(hits, method.pooled[0].events)});
    }
    m_out.comparisons = detail::draw_again(m_out.methods, m_tallies, m_covered, m_out.options);
  }

  void finish_numbers() {
    auto& all = m_out.number;
    double variance = 0.0;
    for (const auto& cut : m_out.cuts) {
      all.observed += cut.number.observed, all.expected += cut.number.expected;
      variance += cut.number.fano * cut.number.expected;
      all.rate_error += cut.number.rate_error;  // nearly the same list at each cut: errors add, not their squares
    }
    all.fano = all.expected > 0.0 ? variance / all.expected : 1.0;
    const auto range = count_range(all.expected, all.variance());
    all.lower = range.lower, all.upper = range.upper;
    double expected = 0.0, observed = 0.0;
    for (const auto& entry : m_out.classes) expected += entry.expected, observed += entry.observed;
    for (auto& entry : m_out.classes) {
      entry.scaled = expected > 0.0 ? entry.expected * observed / expected : 0.0;
      const double share = expected > 0.0 ? entry.expected / expected : 0.0;
      const auto counts =
          count_range(entry.expected, all.fano * entry.expected + std::pow(share * all.rate_error, 2.0));
      entry.range_lower = counts.lower, entry.range_upper = counts.upper;
    }
  }

  void write_notes() {
    auto& notes = m_out.notes;
    const auto& cuts = m_out.cuts;
    std::size_t straddling = 0, outside = 0;
    for (std::size_t i = 0; i < cuts.size(); ++i) {
      straddling += cuts[i].straddling, outside += cuts[i].outside;
      const double days = (cuts[i].test_until - cuts[i].train_until).value();
      if (days < m_out.options.horizon.value())
        notes.push_back(fmt::format("the test after {} is {:g} days long, not {:g}: the data end {}",
                                    day_before(cuts[i].train_until), days, m_out.options.horizon.value(),
                                    day_before(cuts[i].test_until)));
      if (i > 0 && cuts[i].train_until < cuts[i - 1].test_until)
        notes.push_back(
            fmt::format("tests overlap at {}: their events count more than once", day_before(cuts[i].train_until)));
    }
    if (straddling > 0)
      notes.push_back(fmt::format("left out at their cut, known only to days on both sides of it: {}", straddling));
    if (outside > 0) notes.push_back(fmt::format("left out, too far outside the study area: {}", outside));
    notes.push_back(
        "bandwidth, half-life and the other options are the document's: if they were chosen with these events in view, "
        "the surface is flattered");
    if (!m_surface.as_of_given)
      notes.push_back("the document has no as-of: the last test ends with the newest event, which favours it");
    if (m_out.options.places.empty()) notes.push_back("no places with a population: that baseline is left out");
    const Metres narrowest = m_surface.surface->report().narrowest;
    if (narrowest < 2.0 * m_out.options.cell)
      notes.push_back(fmt::format("cells of {:g} km are coarse for a bandwidth of {:.1f} km",
                                  m_out.options.cell.value() / 1000.0, narrowest.value() / 1000.0));
  }

  const map::SceneSurface& m_surface;
  Backtest m_out;
  model::LandCells m_cells;
  std::vector<std::optional<detail::CellEvent>> m_placed;  // in the order of the incidents
  std::vector<Days> m_cuts;
  detail::Scorer m_scorer;
  std::vector<detail::Tally> m_tallies;
  std::vector<bool> m_covered;
};

}  // namespace

std::string_view to_text(Scoring scoring) { return scoring == Scoring::disc ? "disc" : "point"; }

std::string_view to_text(Verdict verdict) {
  switch (verdict) {
    case Verdict::surface_wins:
      return "surface wins";
    case Verdict::baseline_wins:
      return "baseline wins";
    case Verdict::cannot_tell:
      break;
  }
  return "cannot tell";
}

std::vector<Days> default_cuts(Days from, Days until, Days horizon) {
  const double half = (until - from).value() / 2.0, tests = std::floor(half / horizon.value());
  const auto count = static_cast<std::size_t>(std::clamp(tests, 0.0, static_cast<double>(most_default_cuts)));
  // Beside each other they fill the last half; where more than twelve would fit, gaps lie between them.
  const double step = tests > static_cast<double>(count) ? half / static_cast<double>(count) : horizon.value();
  std::vector<Days> days;
  for (std::size_t k = count; k > 0; --k) {
    const double back = horizon.value() + step * static_cast<double>(k - 1);
    days.emplace_back(std::floor((until - Days(back)).value()) - 1.0);
  }
  return days;
}

Backtest run_backtest(const map::SceneSurface& surface, const BacktestOptions& options, Progress* progress) {
  check(options);
  return Run(surface, options, cuts_of(surface, options)).run(progress);
}

}  // namespace riskmap::assess

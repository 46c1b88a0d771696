// SPDX-License-Identifier: MIT
#include <riskmap/assess/detail/training.hpp>

#include <riskmap/base/parallel.hpp>
#include <riskmap/base/units.hpp>
#include <riskmap/density/bandwidth.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace riskmap::assess::detail {
namespace {

constexpr Metres nearby{25000.0};
constexpr std::array<double, 4> count_cells_km = {5.0, 10.0, 25.0, 50.0};
constexpr std::size_t cells_a_task = 512;

/// The part of an event's days that lies in a window.
double share_between(const model::Incident& incident, Days from, Days until) {
  density::EstimateOptions window;
  window.from = from;
  window.until = until;
  return density::decay_weight(incident.begin, incident.end, window);
}

CellEvent with_share(CellEvent event, double share) {
  event.amount *= share;
  return event;
}

std::vector<double> surface_density(const density::Surface& surface, const model::LandCells& cells, unsigned threads) {
  std::vector<double> density(cells.size());
  parallel_for((cells.size() + cells_a_task - 1) / cells_a_task, threads, [&](std::size_t task) {
    const std::size_t end = std::min(cells.size(), (task + 1) * cells_a_task);
    for (std::size_t i = task * cells_a_task; i < end; ++i) density[i] = surface.value(cells[i].place);
  });
  return density;
}

/// A bandwidth that the document has chosen by a rule is chosen anew: the one at hand has seen the tests.
void choose_bandwidth(CutEvents& events, const map::SceneSurface& surface) {
  if (surface.spec == nullptr || !surface.spec->selector) return;
  const auto& selector = *surface.spec->selector;
  events.options.bandwidth = density::select_bandwidth(selector.method, events.training, surface.study_area.get(),
                                                       events.options, selector.least, selector.most)
                                 .bandwidth;
}

std::vector<double> trained_surface(CutEvents& events, const map::SceneSurface& surface, const model::LandCells& cells,
                                    unsigned threads) {
  try {
    choose_bandwidth(events, surface);
    return surface_density(density::estimate(events.training, surface.study_area, events.options), cells, threads);
  } catch (Error& error) {
    error.add_context("trained until " + to_iso_date(events.cut.train_until - Days(1.0)));
    throw;
  }
}

/// Events of training that end after `since`, at their places.
std::vector<PlacedAmount> trained_since(const CutEvents& events, const model::Area* area, Days since) {
  std::vector<PlacedAmount> amounts;
  for (const auto& incident : events.training) {
    const double share = share_between(incident, std::max(since, events.options.from), events.options.until);
    if (share <= 0.0) continue;
    if (const auto place = settled(area, incident)) amounts.push_back({*place, incident.weight * share});
  }
  return amounts;
}

}  // namespace

CutEvents split(const map::SceneSurface& surface, const std::vector<std::optional<CellEvent>>& placed, Days train_until,
                Days horizon) {
  CutEvents out;
  out.cut.train_until = train_until;
  out.cut.test_until = std::min(train_until + horizon, surface.until);
  out.options = surface.options;
  out.options.until = train_until;
  for (std::size_t i = 0; i < placed.size(); ++i) {
    const model::Incident& incident = (*surface.incidents)[i];
    const bool past = incident.end <= train_until, future = incident.begin >= train_until;
    const double trained = past ? share_between(incident, out.options.from, train_until) : 0.0;
    const double tested = future ? share_between(incident, train_until, out.cut.test_until) : 0.0;
    if (!past && !future) ++out.cut.straddling;
    if (trained > 0.0) out.training.push_back(incident);
    if (trained > 0.0 && placed[i]) out.trained.push_back(with_share(*placed[i], trained));
    if (tested > 0.0 && placed[i]) out.tested.push_back(with_share(*placed[i], tested));
    if (tested > 0.0 && !placed[i]) ++out.cut.outside;
  }
  out.cut.trained = out.trained.size();
  out.cut.tested = out.tested.size();
  return out;
}

std::vector<Prediction> predictions(CutEvents& events, const map::SceneSurface& surface, const model::LandCells& cells,
                                    const BacktestOptions& options) {
  const auto* area = surface.study_area.get();
  const auto past = trained_since(events, area, events.options.from);
  const auto last_year = trained_since(events, area, events.options.until - Days(days_per_year));
  std::vector<Prediction> out;
  out.push_back({"surface", "the surface", trained_surface(events, surface, cells, options.threads)});
  out.push_back({"uniform", "uniform", uniform_density(cells)});
  for (const double km : count_cells_km)
    out.push_back({fmt::format("counts-{:g}km", km), fmt::format("counts in {:g} km cells", km),
                   counted_density(cells, past, Metres(km * 1000.0))});
  const double km = nearby.value() / 1000.0;
  out.push_back({"last-year", fmt::format("last year within {:g} km", km), nearby_density(cells, last_year, nearby)});
  if (!options.places.empty())
    out.push_back({"people", fmt::format("people within {:g} km", km), nearby_density(cells, options.places, nearby)});
  return out;
}

NumberTest number_test(const CutEvents& events, const model::Area* study_area) {
  const Days until = events.options.until;
  const double years = (events.cut.test_until - until).value() / days_per_year;
  const double per_year = years / density::effective_years(events.options);
  NumberTest test{.observed = static_cast<double>(events.cut.tested)};
  std::vector<Days> moments;
  double squares = 0.0;
  for (const auto& incident : events.training) {
    if (!incident.known_to && !settled(study_area, incident)) continue;
    const double decayed = density::decay_weight(incident.begin, incident.end, events.options);
    test.expected += decayed * per_year;
    squares += decayed * decayed;
    moments.push_back((incident.begin + incident.end) / 2.0);
  }
  test.fano = fano_factor(moments, events.options.from, until, events.cut.test_until - until);
  test.rate_error = per_year * std::sqrt(test.fano * squares);
  const auto range = count_range(test.expected, test.variance());
  test.lower = range.lower, test.upper = range.upper;
  return test;
}

}  // namespace riskmap::assess::detail

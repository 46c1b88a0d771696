// SPDX-License-Identifier: MIT
#include <riskmap/assess/bootstrap.hpp>

#include <riskmap/assess/detail/weeks.hpp>
#include <riskmap/base/parallel.hpp>

#include <cmath>
#include <utility>

namespace riskmap::assess {
namespace {

using WeekValue = std::pair<std::size_t, double>;  // a week and what its events add to the surface here

/// The weeks that reach a place, each once.
std::vector<WeekValue> values_by_week(const density::Surface& surface, const std::vector<std::size_t>& week_of_event,
                                      std::size_t weeks, geo::LonLat place) {
  std::vector<double> by_event(surface.events().size(), 0.0), by_week(weeks, 0.0);
  surface.add_event_values(place, by_event);
  for (std::size_t i = 0; i < by_event.size(); ++i) by_week[week_of_event[i]] += by_event[i];
  std::vector<WeekValue> values;
  for (std::size_t w = 0; w < weeks; ++w)
    if (by_week[w] > 0.0) values.emplace_back(w, by_week[w]);
  return values;
}

double relative_spread(const std::vector<WeekValue>& values, const std::vector<std::vector<unsigned>>& draws) {
  double value = 0.0, mean = 0.0, squares = 0.0;
  for (const auto& [week, amount] : values) value += amount;
  if (!(value > 0.0)) return 0.0;
  std::vector<double> drawn(draws.size(), 0.0);
  for (std::size_t r = 0; r < draws.size(); ++r) {
    for (const auto& [week, amount] : values) drawn[r] += amount * draws[r][week];
    mean += drawn[r] / static_cast<double>(draws.size());
  }
  for (const double one : drawn) squares += (one - mean) * (one - mean);
  return std::sqrt(squares / static_cast<double>(draws.size() - 1)) / value;
}

}  // namespace

std::vector<double> bootstrap_errors(const map::SceneSurface& entry, std::span<const geo::LonLat> places,
                                     unsigned resamples, std::uint64_t seed, unsigned threads) {
  const density::Surface& surface = *entry.surface;
  const detail::Weeks weeks(entry.options.from, entry.options.until);
  std::vector<std::size_t> week_of_event;
  for (const auto& event : surface.events()) {
    const model::Incident& incident = (*entry.incidents)[event.incident];
    week_of_event.push_back(weeks.of((incident.begin + incident.end) / 2.0));
  }
  std::vector<std::vector<unsigned>> draws(resamples);
  for (unsigned r = 0; r < resamples; ++r) draws[r] = detail::drawn_weeks(weeks.count(), seed, r);
  std::vector<double> errors(places.size(), 0.0);
  parallel_for(places.size(), threads, [&](std::size_t i) {
    if (surface.state(places[i]) == density::State::outside) return;
    errors[i] = relative_spread(values_by_week(surface, week_of_event, weeks.count(), places[i]), draws);
  });
  return errors;
}

}  // namespace riskmap::assess

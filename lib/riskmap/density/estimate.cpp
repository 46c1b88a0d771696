// SPDX-License-Identifier: MIT
#include <riskmap/density/adaptive.hpp>
#include <riskmap/density/detail/layout.hpp>
#include <riskmap/density/detail/node_sums.hpp>
#include <riskmap/density/detail/placement.hpp>
#include <riskmap/density/estimate.hpp>
#include <riskmap/density/precision.hpp>

#include <algorithm>
#include <cmath>

namespace riskmap::density {
namespace {

using detail::Placement;

constexpr double square_metres_per_unit = 1e9;  // 1000 km²

void check(const EstimateOptions& options) {
  const auto positive = [](double value) { return std::isfinite(value) && value > 0.0; };
  if (!positive(options.bandwidth.value())) throw UsageError("bandwidth", "is no length above 0", "write it like 25km");
  if (!positive(options.trim)) throw UsageError("trim", "is no number above 0");
  if (options.half_life && !positive(options.half_life->value()))
    throw UsageError("half-life", "is no span above 0", "write it like 3y");
  if (!(options.until > options.from)) throw UsageError("as-of", "the window ends before it begins");
}

std::vector<double> weights_of(const std::vector<Event>& events) {
  std::vector<double> weights;
  for (const Event& event : events) weights.push_back(event.weight);
  return weights;
}

/// h, or h₀fᵢ: each event's own, before it is widened.
void set_bandwidths(std::vector<Event>& events, const Placement& placement, const EstimateOptions& options) {
  for (Event& event : events) placement.set_bandwidth(event, options.bandwidth);
  if (!options.adaptive) return;
  std::vector<geo::LonLat> places;
  for (const Event& event : events) places.push_back(event.where);
  const auto pilot = pilot_values(placement.place(events), places, placement.kernel(), options.threads);
  const auto factors = abramson_factors(pilot, weights_of(events), options.trim);
  for (std::size_t i = 0; i < events.size(); ++i) placement.set_bandwidth(events[i], options.bandwidth * factors[i]);
}

void describe(Report& report, const std::vector<Event>& events) {
  const auto narrower = [](const Event& a, const Event& b) { return a.drawn < b.drawn; };
  report.events_used = events.size();
  for (const Event& event : events) report.total_rate += event.weight / report.effective_years;
  report.narrowest = std::min_element(events.begin(), events.end(), narrower)->drawn;
  report.widest = std::max_element(events.begin(), events.end(), narrower)->drawn;
  for (const Event& event : events)
    if (event.spread || event.uncertainty > report.narrowest) ++report.vague;
}

}  // namespace

Surface estimate(const std::vector<model::Incident>& incidents, std::shared_ptr<const model::Area> study_area,
                 const EstimateOptions& options, Progress* progress) {
  check(options);
  const Placement placement(options, study_area.get(), incidents);
  Surface::Parts parts;
  parts.kernel = &placement.kernel();
  parts.minimum_events = options.minimum_events;
  parts.report.effective_years = effective_years(options);
  parts.events = detail::admit(incidents, study_area.get(), options, parts.report);
  set_bandwidths(parts.events, placement, options);
  describe(parts.report, parts.events);
  parts.contributions = placement.place(parts.events);
  const detail::Layout layout = detail::lay_out(parts.contributions, study_area.get(), options);
  parts.grid = layout.grid;
  parts.margin_cap = layout.margin_cap;
  parts.study_area = std::move(study_area);
  detail::sum_at_nodes(parts, square_metres_per_unit / parts.report.effective_years, options.threads, progress);
  return Surface(std::move(parts));
}

}  // namespace riskmap::density

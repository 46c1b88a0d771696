// SPDX-License-Identifier: MIT
#include <riskmap/density/adaptive.hpp>
#include <riskmap/density/detail/edge_field.hpp>
#include <riskmap/density/detail/placement.hpp>
#include <riskmap/density/estimate.hpp>

#include <algorithm>
#include <cmath>

namespace riskmap::density {
namespace {

using detail::Placement;

constexpr std::size_t places_of_polygon = 64;  // that tell the pilot over it

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

/// The places whose mean pilot value is an event's own: its place; of one known to a polygon, some of its parts.
struct PilotPlaces {
  std::vector<geo::LonLat> places;
  std::vector<std::size_t> first;  ///< of each event, and the end

  PilotPlaces(const std::vector<Event>& events, const std::vector<Contribution>& pilot) {
    std::size_t part = 0;
    for (std::size_t i = 0; i < events.size(); ++i) {
      const std::size_t begin = part;
      while (part < pilot.size() && pilot[part].event == i) ++part;
      first.push_back(places.size());
      if (events[i].known_to == nullptr) {
        places.push_back(events[i].where);
        continue;
      }
      const std::size_t step = std::max<std::size_t>(1, (part - begin) / places_of_polygon);
      for (std::size_t k = begin; k < part; k += step) places.push_back(pilot[k].where);
    }
    first.push_back(places.size());
  }
  std::vector<double> means(const std::vector<double>& values) const {
    std::vector<double> means(first.size() - 1, 0.0);
    for (std::size_t i = 0; i < means.size(); ++i) {
      for (std::size_t k = first[i]; k < first[i + 1]; ++k) means[i] += values[k];
      means[i] /= static_cast<double>(first[i + 1] - first[i]);
    }
    return means;
  }
};

/// h, or h₀fᵢ: each event's own, before it is widened. Returns Abramson's law at any place where the uniform correction
/// will ask for it.
std::optional<AbramsonLaw> set_bandwidths(std::vector<Event>& events, const Placement& placement,
                                          const EstimateOptions& options, Progress* progress) {
  for (Event& event : events) placement.set_bandwidth(event, options.bandwidth);
  if (!options.adaptive) return std::nullopt;
  const auto pilot = placement.place(events, progress);
  const PilotPlaces asked(events, pilot);
  if (progress != nullptr) progress->start("pilot", 0, "");
  auto values = pilot_values(pilot, asked.places, placement.kernel(), options.threads, options.max_memory);
  if (placement.is_uniform())
    for (std::size_t i = 0; i < values.size(); ++i) values[i] /= placement.inside(asked.places[i], options.bandwidth);
  values = asked.means(values);
  const auto factors = abramson_factors(values, weights_of(events), options.trim);
  for (std::size_t i = 0; i < events.size(); ++i) placement.set_bandwidth(events[i], options.bandwidth * factors[i]);
  if (progress != nullptr) progress->finish();
  if (!placement.is_uniform()) return std::nullopt;
  return AbramsonLaw(pilot, placement.kernel(), abramson_mean(values, weights_of(events)), options.trim);
}

Metres least_bandwidth(const std::vector<Event>& events) {
  const auto narrower = [](const Event& a, const Event& b) { return a.bandwidth < b.bandwidth; };
  return std::min_element(events.begin(), events.end(), narrower)->bandwidth;
}

void describe(Report& report, const std::vector<Event>& events) {
  const auto narrower = [](const Event& a, const Event& b) { return a.drawn < b.drawn; };
  report.events_used = events.size();
  for (const Event& event : events) report.total_rate += event.weight / report.effective_years;
  report.narrowest = std::min_element(events.begin(), events.end(), narrower)->drawn;
  report.widest = std::max_element(events.begin(), events.end(), narrower)->drawn;
  double vague = 0.0, all = 0.0;
  for (const Event& event : events) {
    all += event.weight;
    if (event.spread) ++report.spread;
    if (!event.spread && event.uncertainty <= report.narrowest) continue;
    ++report.vague;
    vague += event.weight;
  }
  report.vague_share = vague / all;
}

}  // namespace

Surface estimate(const std::vector<model::Incident>& incidents, std::shared_ptr<const model::Area> study_area,
                 const EstimateOptions& options, Progress* progress) {
  check(options);
  const Placement placement(options, study_area.get(), incidents);
  Surface::Parts parts;
  parts.kernel = &placement.kernel();
  parts.minimum_events = options.minimum_events;
  parts.exact = options.exact;
  parts.threads = options.threads;
  parts.max_memory = options.max_memory;
  parts.report.effective_years = effective_years(options);
  parts.events = detail::admit(incidents, study_area.get(), options, parts.report);
  auto law = set_bandwidths(parts.events, placement, options, progress);
  describe(parts.report, parts.events);
  parts.contributions = placement.place(parts.events, progress);
  if (placement.is_uniform()) {
    placement.check_uniform(parts.events);
    parts.uniform = std::make_shared<const detail::EdgeField>(
        *study_area, placement.kernel(), placement.radius_of(options.bandwidth),
        placement.radius_of(least_bandwidth(parts.events)), std::move(law));
  }
  parts.study_area = std::move(study_area);
  if (progress != nullptr) progress->start("surface", 0, "");
  Surface surface(std::move(parts));
  if (progress != nullptr) progress->finish();
  return surface;
}

}  // namespace riskmap::density

// SPDX-License-Identifier: MIT
#include <riskmap/base/parallel.hpp>
#include <riskmap/density/detail/memory.hpp>
#include <riskmap/density/detail/placement.hpp>
#include <riskmap/density/precision.hpp>

#include <fmt/format.h>

namespace riskmap::density::detail {
namespace {

constexpr double largest_edge_factor = 10.0;

}  // namespace

Placement::Placement(const EstimateOptions& options, const model::Area* study_area,
                     const std::vector<model::Incident>& incidents)
    : m_options(options),
      m_kernel(&find_kernel(options.kernel)),
      m_study_area(study_area),
      m_incidents(&incidents) {
  if (options.edge == EdgeCorrection::none) return;
  if (study_area == nullptr)
    throw UsageError("edge", "an edge correction needs a study area", "name one, or write \"none\"");
  m_edge.emplace(*study_area, *m_kernel);
}

void Placement::set_bandwidth(Event& event, Metres bandwidth) const {
  event.bandwidth = bandwidth;
  event.spread = must_spread(bandwidth, event.uncertainty);
  event.drawn = event.spread ? bandwidth : widened(bandwidth, event.uncertainty, *m_kernel);
}

std::vector<Contribution> Placement::place(const std::vector<Event>& events) const {
  check_memory(events);
  std::vector<std::vector<Contribution>> placed(events.size());
  parallel_for(events.size(), m_options.threads,
               [&](std::size_t i) { placed[i] = place_one(events[i], static_cast<std::uint32_t>(i)); });
  std::vector<Contribution> all;
  for (const auto& parts : placed) all.insert(all.end(), parts.begin(), parts.end());
  return all;
}

std::vector<Contribution> Placement::place_one(const Event& event, std::uint32_t index) const {
  const double radius = radius_of(event.drawn);
  std::vector<geo::LonLat> places{event.where};
  if (event.spread) places = spread_places(event.where, event.uncertainty, event.bandwidth, m_study_area);
  const double share = event.weight / static_cast<double>(places.size());
  double mean_factor = 0.0;
  std::vector<Contribution> parts;
  parts.reserve(places.size());
  for (const geo::LonLat where : places) {
    const double factor = m_edge ? 1.0 / m_edge->inside(where, radius) : 1.0;
    mean_factor += factor / static_cast<double>(places.size());
    parts.push_back({where, share * factor, radius, index});
  }
  check_factor(event, mean_factor, radius);
  return parts;
}

// Of a spread event the mean counts: one of its hundreds of parts may well lie on an islet.
void Placement::check_factor(const Event& event, double factor, double radius) const {
  if (factor <= largest_edge_factor) return;
  throw DataError(name_of((*m_incidents)[event.incident]),
                  fmt::format("its edge factor is {:.1f}, beyond {:.0f}: hardly any of its kernel (radius {:.0f} km) "
                              "lies inside the study area",
                              factor, largest_edge_factor, radius / 1000.0),
                  "a smaller bandwidth, a wider study area, or \"edge\": \"none\"");
}

// Spread events are the ones that can explode: a province known no better, drawn with a narrow kernel. Each part exists
// twice while the lists are joined, and once more, three times the size, while its distances are summed.
void Placement::check_memory(const std::vector<Event>& events) const {
  double parts = 0.0;
  for (const Event& event : events)
    parts += event.spread ? static_cast<double>(spread_count(event.bandwidth, event.uncertainty)) : 1.0;
  require_memory(parts * 5.0 * sizeof(Contribution), m_options.max_memory,
                 fmt::format("{:.0f} parts of spread events", parts));
}

}  // namespace riskmap::density::detail

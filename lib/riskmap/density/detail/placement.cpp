// SPDX-License-Identifier: MIT
#include <riskmap/base/parallel.hpp>
#include <riskmap/density/detail/memory.hpp>
#include <riskmap/density/detail/placement.hpp>
#include <riskmap/density/precision.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace riskmap::density::detail {
namespace {

constexpr double largest_edge_factor = 10.0;
constexpr std::size_t chunk = 64;                               // events handed to a thread at once
constexpr double many_parts = 250000.0, parts_per_event = 4.0;  // beyond both, vague events get fewer parts each

/// A turn of its own for each event (Weyl's sequence of √2); none as long as every event has all its parts.
double turn_of(std::uint32_t index, double share) {
  return share < 1.0 ? std::fmod(0.41421356237309505 * static_cast<double>(index), 1.0) : 0.0;
}

}  // namespace

Placement::Placement(const EstimateOptions& options, const model::Area* study_area,
                     const std::vector<model::Incident>& incidents)
    : m_options(options), m_kernel(&find_kernel(options.kernel)), m_study_area(study_area), m_incidents(&incidents) {
  if (options.edge == EdgeCorrection::none) return;
  if (study_area == nullptr)
    throw UsageError("edge", "an edge correction needs a study area", "name one, or write \"none\"");
  m_edge.emplace(*study_area, *m_kernel);
}

void Placement::set_bandwidth(Event& event, Metres bandwidth) const {
  event.bandwidth = bandwidth;
  event.spread = event.known_to != nullptr || must_spread(bandwidth, event.uncertainty);
  event.drawn = event.spread ? bandwidth : widened(bandwidth, event.uncertainty, *m_kernel);
}

std::vector<Contribution> Placement::place(const std::vector<Event>& events, Progress* progress) const {
  const double share = share_of_parts(events);
  check_memory(events, share);
  // Chunks of fixed size: a list for each of a million events would cost more than the events.
  const std::size_t chunks = (events.size() + chunk - 1) / chunk;
  std::vector<std::vector<Contribution>> placed(chunks);
  if (progress != nullptr) progress->start("places", events.size(), "events");
  parallel_for(chunks, m_options.threads, [&](std::size_t i) {
    for (std::size_t k = i * chunk; k < std::min(events.size(), (i + 1) * chunk); ++k)
      place_one(events[k], static_cast<std::uint32_t>(k), share, placed[i]);
    if (progress != nullptr) progress->advance(std::min(chunk, events.size() - i * chunk));
  });
  if (progress != nullptr) progress->finish();
  std::vector<Contribution> all;
  std::size_t count = 0;
  for (const auto& parts : placed) count += parts.size();
  all.reserve(count);
  for (auto& parts : placed) {
    all.insert(all.end(), parts.begin(), parts.end());
    parts = {};
  }
  return all;
}

std::vector<geo::LonLat> Placement::places_of(const Event& event, std::uint32_t index, double share) const {
  if (!event.spread) return {event.where};
  const std::size_t wanted = parts_of(event, share);
  const double turn = turn_of(index, share);
  if (event.known_to == nullptr) return spread_places(event.where, event.uncertainty, wanted, m_study_area, turn);
  return spread_places(*event.known_to, wanted, m_study_area, turn);
}

void Placement::place_one(const Event& event, std::uint32_t index, double share_of_parts,
                          std::vector<Contribution>& parts) const {
  const double radius = radius_of(event.drawn);
  const bool corrected = m_edge && !is_uniform();
  if (!event.spread) {
    const double factor = corrected ? 1.0 / m_edge->inside(event.where, radius) : 1.0;
    parts.push_back({event.where, event.weight * factor, radius, index});
    return check_factor(event, factor, event.drawn);
  }
  const std::vector<geo::LonLat> places = places_of(event, index, share_of_parts);
  const double share = event.weight / static_cast<double>(places.size());
  double mean_factor = 0.0;
  for (const geo::LonLat where : places) {
    const double factor = corrected ? 1.0 / m_edge->inside(where, radius) : 1.0;
    mean_factor += factor / static_cast<double>(places.size());
    parts.push_back({where, share * factor, radius, index});
  }
  check_factor(event, mean_factor, event.drawn);
}

// Of a spread event the mean counts: one of its hundreds of parts may well lie on an islet.
void Placement::check_factor(const Event& event, double factor, Metres bandwidth) const {
  if (factor <= largest_edge_factor) return;
  throw DataError(name_of((*m_incidents)[event.incident]),
                  fmt::format("its edge factor is {:.1f}, beyond {:.0f}: hardly any of its kernel (radius {:.0f} km) "
                              "lies inside the study area",
                              factor, largest_edge_factor, radius_of(bandwidth) / 1000.0),
                  "a smaller bandwidth, a wider study area, or \"edge\": \"none\"");
}

void Placement::check_uniform(const std::vector<Event>& events) const {
  parallel_for(events.size(), m_options.threads, [&](std::size_t i) {
    if (!events[i].spread)
      check_factor(events[i], 1.0 / inside(events[i].where, events[i].bandwidth), events[i].bandwidth);
  });
}

std::size_t Placement::parts_of(const Event& event, double share) const {
  if (!event.spread) return 1;
  return event.known_to != nullptr ? spread_count(event.bandwidth, *event.known_to, share)
                                   : spread_count(event.bandwidth, event.uncertainty, share);
}

double Placement::share_of_parts(const std::vector<Event>& events) const {
  double wanted = 0.0;
  for (const Event& event : events)
    if (event.spread) wanted += static_cast<double>(parts_of(event, 1.0));
  const double enough = std::max(many_parts, parts_per_event * static_cast<double>(events.size()));
  return wanted > enough ? enough / wanted : 1.0;
}

// Spread events are the ones that can explode: a province known no better, drawn with a narrow kernel. Each part exists
// twice while the lists are joined, and once more, twice the size, among the sources.
void Placement::check_memory(const std::vector<Event>& events, double share) const {
  double parts = 0.0;
  for (const Event& event : events) parts += static_cast<double>(parts_of(event, share));
  require_memory(parts * 4.0 * sizeof(Contribution), m_options.max_memory,
                 fmt::format("{:.0f} parts of spread events", parts));
}

}  // namespace riskmap::density::detail

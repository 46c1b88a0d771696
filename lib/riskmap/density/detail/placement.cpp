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

Placement::Placement(const EstimateOptions& options, const model::Area* study_area)
    : m_options(options), m_kernel(&find_kernel(options.kernel)), m_study_area(study_area) {
  if (options.edge == EdgeCorrection::none) return;
  if (study_area == nullptr)
    throw UsageError("edge", "an edge correction needs a study area", "name one, or write \"none\"");
  m_edge.emplace(*study_area, *m_kernel);
}

std::vector<Contribution> Placement::place(const std::vector<Event>& events,
                                           const std::vector<Metres>& bandwidths) const {
  check_memory(events, bandwidths);
  std::vector<std::vector<Contribution>> placed(events.size());
  parallel_for(events.size(), m_options.threads,
               [&](std::size_t i) { placed[i] = place_one(events[i], static_cast<std::uint32_t>(i), bandwidths[i]); });
  std::vector<Contribution> all;
  for (const auto& parts : placed) all.insert(all.end(), parts.begin(), parts.end());
  return all;
}

Metres Placement::drawn_bandwidth(const Event& event, Metres bandwidth) const {
  return must_spread(bandwidth, event.uncertainty) ? bandwidth : widened(bandwidth, event.uncertainty, *m_kernel);
}

std::vector<Contribution> Placement::place_one(const Event& event, std::uint32_t index, Metres bandwidth) const {
  const double radius = radius_of(drawn_bandwidth(event, bandwidth));
  std::vector<geo::LonLat> places{event.where};
  if (must_spread(bandwidth, event.uncertainty))
    places = spread_places(event.where, event.uncertainty, bandwidth, m_study_area);
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
void Placement::check_factor(const Event& event, double factor, double radius) {
  if (factor <= largest_edge_factor) return;
  throw DataError(event.name,
                  fmt::format("its edge factor is {:.1f}, beyond {:.0f}: hardly any of its kernel (radius {:.0f} km) "
                              "lies inside the study area",
                              factor, largest_edge_factor, radius / 1000.0),
                  "a smaller bandwidth, a wider study area, or \"edge\": \"none\"");
}

// Spread events are the ones that can explode: a province known no better, drawn with a narrow kernel. Each part exists
// twice while the lists are joined, and once more, three times the size, while its distances are summed.
void Placement::check_memory(const std::vector<Event>& events, const std::vector<Metres>& bandwidths) const {
  double parts = 0.0;
  for (std::size_t i = 0; i < events.size(); ++i)
    parts += must_spread(bandwidths[i], events[i].uncertainty)
                 ? static_cast<double>(spread_count(bandwidths[i], events[i].uncertainty))
                 : 1.0;
  require_memory(parts * 5.0 * sizeof(Contribution), m_options.max_memory,
                 fmt::format("{:.0f} parts of spread events", parts));
}

}  // namespace riskmap::density::detail

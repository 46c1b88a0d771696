// SPDX-License-Identifier: MIT
#include <riskmap/assess/detail/event_cells.hpp>

#include <riskmap/base/parallel.hpp>

#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>

namespace riskmap::assess::detail {
namespace {

constexpr Metres always_moved{5000.0};
constexpr double parts_a_cell = 25.0, fewest_parts = 200.0, most_parts = 20000.0;

std::vector<CellShare> shares_of(const std::map<std::uint32_t, double>& amounts) {
  double sum = 0.0;
  for (const auto& [cell, amount] : amounts) sum += amount;
  std::vector<CellShare> shares;
  for (const auto& [cell, amount] : amounts) shares.push_back({cell, amount / sum});
  return shares;
}

/// Vogel's (1979) sunflower: parts of equal area, 25 to a cell's area and at least 200.
std::map<std::uint32_t, double> over_disc(const model::LandCells& cells, const model::Area* area, geo::LonLat centre,
                                          Metres radius) {
  const double golden_angle = 360.0 * (1.0 - 1.0 / std::numbers::phi);
  const double count = std::floor(
      std::clamp(parts_a_cell * std::numbers::pi * std::pow(radius / cells.side(), 2.0), fewest_parts, most_parts));
  std::map<std::uint32_t, double> amounts;
  for (double i = 0.0; i < count; ++i) {
    const double azimuth = std::remainder(i * golden_angle, 360.0);
    const geo::LonLat part = geo::travel(centre, azimuth, radius * std::sqrt((i + 0.5) / count));
    if (area != nullptr && !area->contains(part)) continue;
    if (const auto cell = cells.find(part)) amounts[static_cast<std::uint32_t>(*cell)] += 1.0;
  }
  return amounts;
}

std::map<std::uint32_t, double> over_polygon(const model::LandCells& cells, const model::Area& polygon) {
  std::map<std::uint32_t, double> amounts;
  const geo::LonLatBox box = polygon.box();
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const auto& cell = cells[i];
    if (box.intersects(cell.box) && polygon.contains(cell.place)) amounts[static_cast<std::uint32_t>(i)] = cell.area;
  }
  return amounts;
}

const std::vector<CellShare> no_shares;

std::optional<CellEvent> on_cells(const model::LandCells& cells, const model::Area* area,
                                  const model::Incident& incident, const std::vector<CellShare>& over_known) {
  CellEvent event;
  event.middle = (incident.begin + incident.end) / 2.0;
  event.amount = incident.weight;
  event.disc = over_known;
  const auto place = settled(area, incident);
  const auto cell = place ? cells.find(*place) : std::nullopt;
  if (cell) event.point.push_back({static_cast<std::uint32_t>(*cell), 1.0});
  if (event.point.empty())
    event.point = event.disc;  // its polygon meets the area, the place that stands for it does not
  if (event.point.empty()) return std::nullopt;
  if (event.disc.empty() && incident.uncertainty > Metres(0.0))
    event.disc = shares_of(over_disc(cells, area, *place, incident.uncertainty));
  if (event.disc.empty()) event.disc = event.point;
  return event;
}

}  // namespace

std::optional<geo::LonLat> settled(const model::Area* area, const model::Incident& incident) {
  if (area == nullptr || area->contains(incident.where)) return incident.where;
  const auto [place, distance] = area->nearest(incident.where);
  if (distance > std::max(incident.uncertainty, always_moved)) return std::nullopt;
  return place;
}

std::vector<std::optional<CellEvent>> on_cells(const model::LandCells& cells, const model::Area* area,
                                               const std::vector<model::Incident>& incidents, unsigned threads) {
  std::map<const model::Area*, std::vector<CellShare>> polygons;  // many events are known to the same few
  for (const auto& incident : incidents)
    if (const auto* known = incident.known_to.get(); known != nullptr && !polygons.contains(known))
      polygons[known] = shares_of(over_polygon(cells, *known));
  std::vector<std::optional<CellEvent>> events(incidents.size());
  parallel_for(incidents.size(), threads, [&](std::size_t i) {
    const auto known = polygons.find(incidents[i].known_to.get());
    events[i] = on_cells(cells, area, incidents[i], known == polygons.end() ? no_shares : known->second);
  });
  return events;
}

}  // namespace riskmap::assess::detail

// SPDX-License-Identifier: MIT
// Made-up surfaces over a rectangle of land, as a scene would hand them over, with events from a known density.
#pragma once
#include <riskmap/base/random.hpp>
#include <riskmap/map/scene.hpp>

#include <fmt/format.h>

#include <cmath>
#include <memory>
#include <vector>

namespace riskmap::test {

inline std::shared_ptr<const model::Area> rectangle_of_land(double west, double south, double east, double north) {
  model::Geometry geometry;
  geometry.kind = model::Geometry::Kind::polygon;
  geometry.polygons.push_back({{{west, south}, {east, south}, {east, north}, {west, north}, {west, south}}, {}});
  return std::make_shared<const model::Area>(std::vector<const model::Geometry*>{&geometry});
}

inline model::Incident incident_on(Days day, geo::LonLat where, double uncertainty_km = 0.0) {
  model::Incident incident;
  incident.id = fmt::format("{:.0f}", day.value());
  incident.where = where;
  incident.begin = day, incident.end = day + Days(1.0);
  incident.uncertainty = Metres(1000.0 * uncertainty_km);
  return incident;
}

/// Land of 4° × 3°, a window of 2000 days.
inline const geo::LonLatBox land{64.0, 26.0, 68.0, 29.0};
constexpr double window_days = 2000.0;

/// A surface over incidents, as a scene would estimate it.
inline map::SceneSurface scene_surface(std::vector<model::Incident> incidents, double bandwidth_km = 30.0) {
  map::SceneSurface out;
  out.incidents = std::make_shared<const std::vector<model::Incident>>(std::move(incidents));
  out.study_area = rectangle_of_land(land.min_x, land.min_y, land.max_x, land.max_y);
  out.from = out.options.from = Days(0.0);
  out.until = out.options.until = Days(window_days);
  out.options.bandwidth = Metres(1000.0 * bandwidth_km);
  out.options.edge = density::EdgeCorrection::diggle;
  out.options.threads = 1;
  out.unit = "events per 1000 km² a year";
  out.surface =
      std::make_shared<const density::Surface>(density::estimate(*out.incidents, out.study_area, out.options));
  return out;
}

/// So many events on random days at random places of the land.
inline std::vector<model::Incident> uniform_incidents(std::size_t count, std::uint64_t seed) {
  Random random(seed);
  std::vector<model::Incident> incidents;
  for (std::size_t i = 0; i < count; ++i) {
    const Days day(std::floor(window_days * random.unit()));
    incidents.push_back(
        incident_on(day, {land.min_x + land.width() * random.unit(), land.min_y + land.height() * random.unit()}, 2.0));
  }
  return incidents;
}

/// The same, but four in five within about 40 km of one of three towns.
inline std::vector<model::Incident> clustered_incidents(std::size_t count, std::uint64_t seed) {
  constexpr geo::LonLat towns[] = {{64.8, 26.7}, {66.9, 28.2}, {67.3, 26.5}};
  Random random(seed, 99);
  auto incidents = uniform_incidents(count, seed);
  for (auto& incident : incidents) {
    if (random.unit() < 0.2) continue;
    const auto town = towns[random.below(3)];
    incident.where = {town.lon + 0.4 * (random.unit() + random.unit() - 1.0),
                      town.lat + 0.4 * (random.unit() + random.unit() - 1.0)};
  }
  return incidents;
}

}  // namespace riskmap::test

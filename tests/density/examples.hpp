// SPDX-License-Identifier: MIT
#pragma once
// Small made-up inputs, and an oracle that shares no code with the room: GeographicLib's geodesics and the textbook's
// quartic.
#include <riskmap/density/estimate.hpp>
#include <riskmap/geo/geodesic.hpp>

#include <GeographicLib/Geodesic.hpp>

#include <cmath>
#include <memory>
#include <numbers>
#include <random>
#include <string>
#include <vector>

namespace riskmap::test {

/// One event of weight 1 on day 10, in the middle of its day-long interval.
inline model::Incident event_at(geo::LonLat where, double uncertainty_km = 0.0, const std::string& id = "event") {
  return {id, where, Days(10.0), Days(11.0), 1.0, Metres(1000.0 * uncertainty_km), 1};
}

/// A window of exactly one year without decay, so that λ is a count.
inline density::EstimateOptions one_year(double bandwidth_km) {
  density::EstimateOptions options;
  options.bandwidth = Metres(1000.0 * bandwidth_km);
  options.from = Days(0.0);
  options.until = Days(days_per_year);
  return options;
}

inline std::vector<model::Incident> random_events(std::size_t count, geo::LonLat middle, double degrees,
                                                  double largest_uncertainty_km, unsigned seed) {
  std::mt19937 random(seed);
  std::normal_distribution<double> spread(0.0, degrees);
  std::uniform_real_distribution<double> share(0.0, 1.0);
  std::vector<model::Incident> events;
  for (std::size_t i = 0; i < count; ++i) {
    events.push_back(event_at({middle.lon + spread(random), middle.lat + spread(random)},
                              largest_uncertainty_km * share(random), "event " + std::to_string(i)));
    events.back().begin = Days(300.0 * share(random));
    events.back().end = events.back().begin + Days(1.0 + std::floor(5.0 * share(random)));
    events.back().weight = 0.5 + share(random);
  }
  return events;
}

inline std::shared_ptr<const model::Area> area_of(model::Line outer, std::vector<model::Line> holes = {}) {
  const auto close = [](model::Line& ring) { ring.push_back(ring.front()); };
  close(outer);
  for (auto& hole : holes) close(hole);
  model::Geometry geometry;
  geometry.kind = model::Geometry::Kind::polygon;
  geometry.polygons.push_back({std::move(outer), std::move(holes)});
  return std::make_shared<const model::Area>(std::vector<const model::Geometry*>{&geometry});
}

inline std::shared_ptr<const model::Area> rectangle(double west, double south, double east, double north) {
  return area_of({{west, south}, {east, south}, {east, north}, {west, north}});
}

/// A land with a bay, a cape and a lake, straight in degrees between far corners.
inline std::shared_ptr<const model::Area> bay_and_lake() {
  return area_of({{60.0, 24.0},
                  {62.0, 24.2},
                  {62.3, 25.2},
                  {62.6, 24.1},
                  {63.0, 23.6},
                  {63.2, 24.3},
                  {65.0, 24.0},
                  {65.0, 27.0},
                  {60.0, 27.0}},
                 {{{61.0, 24.8}, {61.0, 25.2}, {61.5, 25.3}, {61.4, 24.7}}});
}

inline double exact_distance(geo::LonLat a, geo::LonLat b) {
  double distance = 0.0;
  GeographicLib::Geodesic::WGS84().Inverse(a.lat, a.lon, b.lat, b.lon, distance);
  return distance;
}

/// 3/(πH²) (1 − d²/H²)² in 1/m².
inline double quartic(double distance, double radius) {
  const double v = 1.0 - distance * distance / (radius * radius);
  return distance < radius ? 3.0 / (std::numbers::pi * radius * radius) * v * v : 0.0;
}

/// ∫_W of a quartic kernel by rings and rays: GeographicLib's direct problem tells the place and the circle's true
/// length, the area is asked.
inline double mass_by_rings(const model::Area& area, geo::LonLat centre, double radius) {
  constexpr int rings = 300, rays = 720;
  double sum = 0.0;
  for (int i = 0; i < rings; ++i)
    for (int j = 0; j < rays; ++j) {
      const double r = radius * (i + 0.5) / rings, azimuth = 360.0 * (j + 0.5) / rays;
      double lat = 0, lon = 0, back = 0, reduced_length = 0;
      GeographicLib::Geodesic::WGS84().Direct(centre.lat, centre.lon, azimuth, r, lat, lon, back, reduced_length);
      if (area.contains({lon, lat}))
        sum += quartic(r, radius) * reduced_length * radius / rings * 2.0 * std::numbers::pi / rays;
    }
  return sum;
}

}  // namespace riskmap::test

// SPDX-License-Identifier: MIT
#include <riskmap/assess/detail/exposure_region.hpp>
#include <riskmap/assess/detail/exposure_weights.hpp>
#include <riskmap/assess/exposure_rates.hpp>
#include <riskmap/geo/geodesic.hpp>
#include <riskmap/model/geometry_ops.hpp>

#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>

namespace riskmap::assess {
namespace {

using detail::Region;

constexpr double near_error = 1e-4;       // of geo::NearDistance, generously
constexpr double flat_reach = 300'000.0;  // discs on a plane: wrong by 1e-4 at most

/// The area two circles share; their centres `distance` apart and neither inside the other.
double lens(double distance, double a, double b) {
  const double x = (distance * distance + a * a - b * b) / (2.0 * distance);
  const double half = std::sqrt(std::max(0.0, a * a - x * x));
  return a * a * std::atan2(half, x) + b * b * std::atan2(half, distance - x) - distance * half;
}

/// The share of a disc of radius u that lies within the radius of a place.
double share_of_disc(const model::Incident& incident, geo::LonLat place, Metres radius) {
  const Metres u = incident.uncertainty, distance = geo::geodesic(place, incident.where).length;
  if (distance + u <= radius) return 1.0;
  if (u <= Metres(0.0) || distance >= radius + u) return 0.0;
  if ((radius + u).value() > flat_reach) {
    const auto disc = Region::disc(incident.where, u);
    return std::min(1.0, disc.within(Region::disc(place, radius)).area() / disc.area());
  }
  const double r = radius.value(), whole = std::numbers::pi * u.value() * u.value();
  if (distance + radius <= u) return std::numbers::pi * r * r / whole;
  return lens(distance.value(), u.value(), r) / whole;
}

}  // namespace

/// The districts that are all that is known of some places, each once.
struct RecordedRates::Districts {
  struct District {
    Region region;
    double area;  ///< square metres
  };
  std::map<const model::Area*, District> found;
};

RecordedRates::RecordedRates(const density::Surface& surface, const std::vector<model::Incident>& incidents)
    : m_surface(surface),
      m_incidents(incidents),
      m_next(detail::largest_weight(surface, incidents) / surface.report().effective_years) {
  auto districts = std::make_unique<Districts>();
  for (const auto& event : surface.events()) {
    const auto* area = incidents[event.incident].known_to.get();
    if (area == nullptr || districts->found.contains(area)) continue;
    Region region(area->polygons());
    const double size = region.area();
    districts->found.emplace(area, Districts::District{std::move(region), size});
  }
  m_districts = std::move(districts);
}

RecordedRates::~RecordedRates() = default;

Rate RecordedRates::within(geo::LonLat place, Metres radius) const {
  const geo::NearDistance from(place);
  const auto& events = m_surface.events();
  double sum = 0, squares = 0;
  for (std::size_t i = 0; i < events.size(); ++i) {
    const auto& incident = m_incidents[events[i].incident];
    const Metres reach = radius + incident.uncertainty;
    if (!incident.known_to && from.to(incident.where) * (1.0 - near_error) > reach) continue;
    const double part = events[i].weight * chance_within(i, place, radius) / m_surface.report().effective_years;
    sum += part;
    squares += part * part;
  }
  return gamma_interval(sum, squares, m_next);
}

double RecordedRates::chance_within(std::size_t event, geo::LonLat place, Metres radius) const {
  const auto& incident = m_incidents[m_surface.events()[event].incident];
  if (!incident.known_to) return share_of_disc(incident, place, radius);
  const auto& district = m_districts->found.at(incident.known_to.get());
  return std::min(1.0, district.region.within(Region::disc(place, radius)).area() / district.area);
}

}  // namespace riskmap::assess

// SPDX-License-Identifier: MIT
#include <riskmap/density/detail/local_plane.hpp>

namespace riskmap::density::detail {
namespace {

constexpr double semi_major = 6378137.0;
constexpr double flattening = 1.0 / 298.257223563;
constexpr double eccentricity2 = flattening * (2.0 - flattening);

double dot(const EarthPoint& direction, const EarthPoint& a, const EarthPoint& b) {
  return direction.x * (a.x - b.x) + direction.y * (a.y - b.y) + direction.z * (a.z - b.z);
}

}  // namespace

Parallel parallel_at(double lat) {
  const double sine = std::sin(lat * geo::degrees_to_radians), cosine = std::cos(lat * geo::degrees_to_radians);
  const double normal = semi_major / std::sqrt(1.0 - eccentricity2 * sine * sine);
  return {normal * cosine, normal * (1.0 - eccentricity2) * sine};
}

EarthPoint to_earth(geo::LonLat place) {
  const Parallel parallel = parallel_at(place.lat);
  const double lon = place.lon * geo::degrees_to_radians;
  return {parallel.from_axis * std::cos(lon), parallel.from_axis * std::sin(lon), parallel.height};
}

LocalPlane::LocalPlane(geo::LonLat centre) : m_centre(to_earth(centre)), m_arc(centre.lat) {
  const double lon = centre.lon * geo::degrees_to_radians, lat = centre.lat * geo::degrees_to_radians;
  m_east = {-std::sin(lon), std::cos(lon), 0.0};
  m_north = {-std::sin(lat) * std::cos(lon), -std::sin(lat) * std::sin(lon), std::cos(lat)};
}

// The chord's direction is the normal section's, which differs from the geodesic's by less than 1e-5 within 1,000 km.
LocalPlane::Point LocalPlane::to(const EarthPoint& p) const {
  const double east = dot(m_east, p, m_centre), north = dot(m_north, p, m_centre);
  const double level2 = east * east + north * north;
  if (level2 <= 0.0) return {};
  const double stretch = std::sqrt(m_arc.squared(chord_squared(p, m_centre)) / level2);
  return {east * stretch, north * stretch};
}

}  // namespace riskmap::density::detail

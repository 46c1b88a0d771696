// SPDX-License-Identifier: MIT
#include <riskmap/geo/geodesic.hpp>

#include <geodesic.h>

#include <algorithm>

namespace riskmap::geo {
namespace {

constexpr double semi_major = 6378137.0;
constexpr double flattening = 1.0 / 298.257223563;

const geod_geodesic& wgs84() {
  static const geod_geodesic ellipsoid = [] {
    geod_geodesic made;
    geod_init(&made, semi_major, flattening);
    return made;
  }();
  return ellipsoid;
}

}  // namespace

GeodesicLine geodesic(LonLat from, LonLat to) {
  double length = 0, azimuth = 0;
  geod_inverse(&wgs84(), from.lat, from.lon, to.lat, to.lon, &length, &azimuth, nullptr);
  return {Metres(length), azimuth};
}

LonLat travel(LonLat from, double azimuth_degrees, Metres distance) {
  LonLat there;
  geod_direct(&wgs84(), from.lat, from.lon, azimuth_degrees, distance.value(), &there.lat, &there.lon, nullptr);
  return there;
}

double ring_area(const LonLat* points, std::size_t count) {
  geod_polygon polygon;
  geod_polygon_init(&polygon, 0);
  for (std::size_t i = 0; i < count; ++i) geod_polygon_addpoint(&wgs84(), &polygon, points[i].lat, points[i].lon);
  double area = 0;
  geod_polygon_compute(&wgs84(), &polygon, 0, 1, &area, nullptr);
  return std::abs(area);
}

double NearDistance::reduced(double lat) { return std::atan((1.0 - flattening) * std::tan(lat * degrees_to_radians)); }

NearDistance::NearDistance(LonLat from)
    : m_lon(from.lon), m_sin(std::sin(reduced(from.lat))), m_cos(std::cos(reduced(from.lat))) {}

Metres NearDistance::to(double lon, double sin_reduced, double cos_reduced) const {
  // Haversine of the angle between the reduced latitudes' places, stable for small distances.
  const double half_lon = std::sin(0.5 * (lon - m_lon) * degrees_to_radians);
  const double cos_difference = m_cos * cos_reduced + m_sin * sin_reduced;
  const double sin_difference = sin_reduced * m_cos - cos_reduced * m_sin;
  // sin²(Δβ/2) from sin Δβ and cos Δβ without cancellation
  const double half_lat2 = sin_difference * sin_difference / (2.0 * (1.0 + cos_difference));
  const double haversine = half_lat2 + m_cos * cos_reduced * half_lon * half_lon;
  if (haversine <= 0.0) return Metres(0.0);
  const double clamped = std::min(haversine, 1.0);
  const double angle = 2.0 * std::asin(std::sqrt(clamped));
  const double sin_angle = 2.0 * std::sqrt(clamped * (1.0 - clamped));
  const double cos2_half = 1.0 - clamped;
  // Lambert's correction: P, Q = (β1 ± β2)/2
  const double sum = m_sin + sin_reduced, difference = m_sin - sin_reduced;
  const double sin2_p_cos2_q = 0.25 * sum * sum;
  const double cos2_p_sin2_q = 0.25 * difference * difference;
  const double x = cos2_half > 0 ? (angle - sin_angle) * sin2_p_cos2_q / cos2_half : 0.0;
  const double y = (angle + sin_angle) * cos2_p_sin2_q / clamped;
  return Metres(semi_major * (angle - 0.5 * flattening * (x + y)));
}

Metres gaussian_radius(double lat) {
  const double eccentricity2 = flattening * (2.0 - flattening);
  const double sine = std::sin(lat * degrees_to_radians);
  return Metres(semi_major * std::sqrt(1.0 - eccentricity2) / (1.0 - eccentricity2 * sine * sine));
}

}  // namespace riskmap::geo

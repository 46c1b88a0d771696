// SPDX-License-Identifier: MIT
#include <riskmap/geo/mercator.hpp>

#include <algorithm>

namespace riskmap::geo {
namespace {

constexpr double semi_major = 6378137.0;
constexpr double eccentricity2 = 0.0066943799901413165;  // WGS 84

// EPSG:3857 units per ground metre, mean of east-west and north-south.
double scale_at(LonLat where) {
  const double phi = where.lat * degrees_to_radians;
  const double w2 = 1.0 - eccentricity2 * std::sin(phi) * std::sin(phi);
  const double prime_vertical = semi_major / std::sqrt(w2);
  const double meridian = prime_vertical * (1.0 - eccentricity2) / w2;
  const double on_sphere = semi_major / std::cos(phi);
  return 0.5 * (on_sphere / prime_vertical + on_sphere / meridian);
}

}  // namespace

MercatorPoint to_mercator(LonLat p) {
  const double lat = std::clamp(p.lat, -mercator_latitude_limit, mercator_latitude_limit);
  return {semi_major * p.lon * degrees_to_radians, semi_major * std::asinh(std::tan(lat * degrees_to_radians))};
}

LonLat to_lonlat(MercatorPoint p) {
  return {p.x / semi_major / degrees_to_radians, std::atan(std::sinh(p.y / semi_major)) / degrees_to_radians};
}

MercatorUnits on_map(Metres distance, LonLat where) { return MercatorUnits(distance.value() * scale_at(where)); }
Metres on_ground(MercatorUnits distance, LonLat where) { return Metres(distance.value() / scale_at(where)); }

}  // namespace riskmap::geo

// SPDX-License-Identifier: MIT
#pragma once
#include <cmath>
#include <compare>

namespace riskmap::geo {

/// A place on WGS 84, in degrees; longitude first, as in GeoJSON (RFC 7946).
struct LonLat {
  double lon = 0.0;
  double lat = 0.0;
  friend bool operator==(const LonLat&, const LonLat&) = default;
};

/// Finite, longitude in [-180, 180], latitude in [-90, 90].
inline bool is_valid(LonLat p) {
  return std::isfinite(p.lon) && std::isfinite(p.lat) && std::abs(p.lon) <= 180.0 && std::abs(p.lat) <= 90.0;
}

constexpr double degrees_to_radians = 0.017453292519943295;

}  // namespace riskmap::geo

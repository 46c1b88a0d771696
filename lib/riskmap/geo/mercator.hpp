// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/base/quantity.hpp>
#include <riskmap/geo/lonlat.hpp>

namespace riskmap::geo {

/// A place on the Web Mercator plane (EPSG:3857), x east, y north, in MercatorUnits. Not metres on the ground.
struct MercatorPoint {
  double x = 0.0;
  double y = 0.0;
  friend bool operator==(const MercatorPoint&, const MercatorPoint&) = default;
};

/// Half the width of the Web Mercator world (EPSG:3857): π · 6378137.
constexpr double mercator_half = 20037508.342789244;
/// The latitude where the square world ends.
constexpr double mercator_latitude_limit = 85.0511287798066;

/// Latitudes beyond the limit are moved onto it. Inverse of each other within 1e-11 degrees (tests: 1e-10).
MercatorPoint to_mercator(LonLat p);
LonLat to_lonlat(MercatorPoint p);

/// A length on the ground drawn on the Web Mercator map at a place: the mean of the scales east-west and north-south,
/// which differ by up to 0.67 % because EPSG:3857 treats the ellipsoid as a sphere. Use geodesics where that matters.
MercatorUnits on_map(Metres distance, LonLat where);
Metres on_ground(MercatorUnits distance, LonLat where);

}  // namespace riskmap::geo

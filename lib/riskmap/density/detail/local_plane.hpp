// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/geo/geodesic.hpp>

#include <cmath>

namespace riskmap::density::detail {

/// A place on the WGS 84 ellipsoid, earth-centred: metres from the axis' plane of longitude 0 (x), 90° E (y), the
/// equator (z).
struct EarthPoint {
  double x = 0.0, y = 0.0, z = 0.0;
};
/// The distances of a parallel from the axis and from the equator's plane, metres.
struct Parallel {
  double from_axis = 0.0, height = 0.0;
};
Parallel parallel_at(double lat);
EarthPoint to_earth(geo::LonLat place);

inline double chord_squared(const EarthPoint& a, const EarthPoint& b) {
  const double x = a.x - b.x, y = a.y - b.y, z = a.z - b.z;
  return x * x + y * y + z * z;
}

/// Geodesic lengths from straight chords through the earth: s² = c² (1 + c²/12R² + c⁴/90R⁴), R the Gaussian radius at
/// one end. Against geo::geodesic the relative error is below 1e-6 up to 300 km and 2e-5 up to 1,500 km (tests hold
/// it). Arithmetic only, no libm, so the compiler runs it in vectors and every x86-64 gives the same bits: hence not
/// geo::NearDistance here.
class Arc {
 public:
  explicit Arc(double lat) {
    const double radius = geo::gaussian_radius(lat).value();
    m_second = 1.0 / (12.0 * radius * radius);
    m_fourth = 1.0 / (90.0 * radius * radius * radius * radius);
  }
  double squared(double chord2) const { return chord2 * (1.0 + chord2 * (m_second + chord2 * m_fourth)); }
  double second() const { return m_second; }  ///< 1/12R²
  double fourth() const { return m_fourth; }  ///< 1/90R⁴
  double length(double chord2) const { return std::sqrt(squared(chord2)); }
  /// The inverse, within 1e-6 of it up to 1,500 km.
  double chord_squared_of(double length) const {
    const double s2 = length * length;
    return s2 * (1.0 - s2 * (m_second - s2 * m_fourth * 0.25));
  }

 private:
  double m_second, m_fourth;
};

/// The azimuthal equidistant plane of a place: east and north in metres, true geodesic distance and direction from its
/// centre.
class LocalPlane {
 public:
  explicit LocalPlane(geo::LonLat centre);

  struct Point {
    double east = 0.0, north = 0.0;
  };
  Point to(const EarthPoint& p) const;
  double distance(const EarthPoint& p) const { return m_arc.length(chord_squared(p, m_centre)); }
  const EarthPoint& centre() const { return m_centre; }
  const Arc& arc() const { return m_arc; }

 private:
  EarthPoint m_centre, m_east, m_north;
  Arc m_arc;
};

}  // namespace riskmap::density::detail

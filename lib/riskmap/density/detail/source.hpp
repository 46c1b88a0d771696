// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/density/detail/local_plane.hpp>
#include <riskmap/density/surface.hpp>

#include <cstdint>

namespace riskmap::density::detail {

/// The longitude as the chord's formula wants it.
struct HalfLongitude {
  HalfLongitude() = default;
  HalfLongitude(double its_sine, double its_cosine) : sine(its_sine), cosine(its_cosine) {}
  explicit HalfLongitude(double lon) {
    const double half = 0.5 * lon * geo::degrees_to_radians;
    sine = std::sin(half), cosine = std::cos(half);
  }
  double sine = 0.0, cosine = 1.0;
};

/// A contribution made ready for sums: λ = Σ amount · profile(s / radius).
struct Source {
  Source(const Contribution& c, double scale, std::uint32_t place)
      : parallel(parallel_at(c.where.lat)),
        half(c.where.lon),
        where(c.where),
        amount(scale * c.amount / (c.radius * c.radius)),
        radius(c.radius),
        event(c.event),
        order(place) {}

  Parallel parallel;
  HalfLongitude half;
  geo::LonLat where;
  double amount;  ///< divided by radius²
  double radius;  ///< metres
  std::uint32_t event;
  std::uint32_t order;  ///< among the contributions
};

/// A place to which distances are asked. The squared chord is (ρ − ρ₀)² + (z − z₀)² + 4ρρ₀ sin²(Δλ/2).
struct Target {
  explicit Target(geo::LonLat place) : parallel(parallel_at(place.lat)), half(place.lon), arc(place.lat) {}
  /// \pre all of one place
  Target(const Parallel& its_parallel, const HalfLongitude& its_half, const Arc& its_arc)
      : parallel(its_parallel), half(its_half), arc(its_arc) {}
  double squared_distance(const Source& source) const {
    const double inwards = parallel.from_axis - source.parallel.from_axis,
                 up = parallel.height - source.parallel.height;
    const double sine = half.sine * source.half.cosine - half.cosine * source.half.sine;
    return arc.squared(inwards * inwards + up * up +
                       4.0 * parallel.from_axis * source.parallel.from_axis * sine * sine);
  }
  Parallel parallel;
  HalfLongitude half;
  Arc arc;
};

/// How many degrees of latitude, and of longitude at a latitude, surely hold a distance in metres.
inline double latitude_reach(double metres) { return metres / 110000.0; }
inline double longitude_reach(double metres, double lat) {
  const double highest = std::abs(lat) + latitude_reach(metres);
  if (highest >= 89.0) return 360.0;
  return std::min(360.0, 1.02 * latitude_reach(metres) / std::cos(highest * geo::degrees_to_radians));
}

}  // namespace riskmap::density::detail

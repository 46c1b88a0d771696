// SPDX-License-Identifier: MIT
#include <riskmap/assess/detail/exposure_region.hpp>
#include <riskmap/assess/detail/exposure_weights.hpp>
#include <riskmap/assess/exposure_rates.hpp>
#include <riskmap/geo/geodesic.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace riskmap::assess {
namespace {

using detail::Region;

constexpr double tolerance = 1e-3;
constexpr double square_metres_per_unit = 1e9;    // values are per 1000 km²
constexpr double coarsest = 8.0, finest = 256.0;  // pieces along the radius
constexpr double pieces_per_kernel = 3.0;         // along its support's radius, at least: none falls between two
constexpr double most_edge_factor = 10.0;         // as the estimate allows

struct Sums {
  double sum = 0, squares = 0;
};

Region land_around(const density::Surface& surface, geo::LonLat place, Metres radius) {
  const auto disc = Region::disc(place, radius);
  return surface.study_area() ? Region(surface.study_area()->polygons()).within(disc) : disc;
}

Sums integrate(const density::Surface& surface, const Region& land, Metres size) {
  const std::size_t count = surface.events().size();
  std::vector<double> here(count), total(count);
  land.for_each_piece(size, [&](geo::LonLat centroid, double area) {
    std::fill(here.begin(), here.end(), 0.0);
    surface.add_event_values(centroid, here);
    for (std::size_t i = 0; i < count; ++i) total[i] += here[i] * area / square_metres_per_unit;
  });
  Sums out;
  for (const double part : total) out.sum += part, out.squares += part * part;
  return out;
}

bool close(const Sums& a, const Sums& b) {
  return std::abs(a.sum - b.sum) <= tolerance * b.sum && std::abs(a.squares - b.squares) <= 2 * tolerance * b.squares;
}

/// The support of the narrowest kernel that reaches into the disc; infinite if none does.
double narrowest_support(const density::Surface& surface, geo::LonLat place, Metres radius) {
  const geo::NearDistance from(place);
  double narrowest = HUGE_VAL;
  for (const auto& event : surface.events()) {
    const Metres support = event.drawn / surface.kernel().bandwidth_per_radius;
    const Metres reach = radius + support + (event.spread ? event.uncertainty : Metres(0.0));
    if (event.known_to || from.to(event.where) < 1.001 * reach) narrowest = std::min(narrowest, support.value());
  }
  return narrowest;
}

Sums refined(const density::Surface& surface, const Region& land, Metres radius, double support) {
  const double wanted = std::max(coarsest, pieces_per_kernel * radius.value() / support);
  Sums before{-1, -1};
  for (double pieces = wanted; pieces <= finest; pieces *= 2) {
    const auto now = integrate(surface, land, radius / pieces);
    if (before.sum >= 0 && close(before, now)) return now;
    before = now;
  }
  throw LimitError("radius",
                   fmt::format("{:g} km is too wide for kernels of {:.3g} km", radius.value() / 1000, support / 1000),
                   "a smaller radius, or a wider bandwidth");
}

/// The part of one kernel around a place that lies in a region.
double kernel_mass(const density::Kernel& kernel, geo::LonLat place, double support, const Region& region,
                   Metres size) {
  double mass = 0;
  region.for_each_piece(size, [&](geo::LonLat centroid, double area) {
    const double u = geo::geodesic(place, centroid).length.value() / support;
    if (u < 1) mass += area * kernel.profile(u) / (support * support);
  });
  return mass;
}

}  // namespace

SurfaceRates::SurfaceRates(const density::Surface& surface, const std::vector<model::Incident>& incidents,
                           const density::EstimateOptions& options)
    : m_surface(surface), m_edge(options.edge), m_largest_weight(detail::largest_weight(surface, incidents)) {}

Metres SurfaceRates::bandwidth_at(geo::LonLat place) const {
  const auto& events = m_surface.events();
  std::vector<double> values(events.size());
  m_surface.add_event_values(place, values);
  double sum = 0, weighted = 0;
  for (std::size_t i = 0; i < events.size(); ++i) sum += values[i], weighted += values[i] * events[i].drawn.value();
  return sum > 0 ? Metres(weighted / sum) : m_surface.report().widest;
}

SurfaceRate SurfaceRates::within(geo::LonLat place, Metres radius) const {
  const auto land = land_around(m_surface, place, radius);
  SurfaceRate out{.land_area = land.area(), .bandwidth = bandwidth_at(place)};
  out.smoothed_wider = out.bandwidth > radius;
  if (!(out.land_area > 0)) return out;
  const double near = narrowest_support(m_surface, place, radius);
  const auto sums = std::isfinite(near) ? refined(m_surface, land, radius, near) : Sums{};
  const Metres support = out.bandwidth / m_surface.kernel().bandwidth_per_radius;
  const Metres size = std::min(radius, support) / 16.0;
  double mass = kernel_mass(m_surface.kernel(), place, support.value(), land, size);
  if (m_edge != density::EdgeCorrection::none) {
    const auto reach = land_around(m_surface, place, support);
    const double inside = kernel_mass(m_surface.kernel(), place, support.value(), reach, support / 16.0);
    mass *= inside > 0 ? std::min(1.0 / inside, most_edge_factor) : 0.0;
  }
  const double next = m_largest_weight * std::min(mass, 1.0) / m_surface.report().effective_years;
  out.rate = gamma_interval(sums.sum, sums.squares, next);
  return out;
}

}  // namespace riskmap::assess

// SPDX-License-Identifier: MIT
#include <riskmap/base/parallel.hpp>
#include <riskmap/density/adaptive.hpp>
#include <riskmap/density/detail/local_plane.hpp>

#include <algorithm>
#include <cmath>

namespace riskmap::density {
namespace {

/// Contributions in the order of their latitude, so that a place meets only those near it.
struct Ordered {
  double lat = 0.0;
  detail::EarthPoint where;
  double amount = 0.0, radius = 0.0;
};

std::vector<Ordered> by_latitude(const std::vector<Contribution>& contributions) {
  std::vector<Ordered> ordered;
  ordered.reserve(contributions.size());
  for (const Contribution& c : contributions)
    ordered.push_back({c.where.lat, detail::to_earth(c.where), c.amount, c.radius});
  std::stable_sort(ordered.begin(), ordered.end(), [](const Ordered& a, const Ordered& b) { return a.lat < b.lat; });
  return ordered;
}

double sum_at(geo::LonLat place, const std::vector<Ordered>& ordered, double degrees, const Kernel& kernel) {
  const detail::LocalPlane plane(place);
  const auto lower = [](const Ordered& c, double lat) { return c.lat < lat; };
  auto it = std::lower_bound(ordered.begin(), ordered.end(), place.lat - degrees, lower);
  double sum = 0.0;
  for (; it != ordered.end() && it->lat <= place.lat + degrees; ++it) {
    const double u = plane.distance(it->where) / it->radius;
    if (u < 1.0) sum += it->amount * kernel.profile(u) / (it->radius * it->radius);
  }
  return sum;
}

}  // namespace

std::vector<double> pilot_values(const std::vector<Contribution>& pilot, const std::vector<geo::LonLat>& places,
                                 const Kernel& kernel, unsigned threads) {
  constexpr double shortest_degree = 110000.0;  // metres, safely
  const std::vector<Ordered> ordered = by_latitude(pilot);
  double widest = 0.0;
  for (const Ordered& c : ordered) widest = std::max(widest, c.radius);
  std::vector<double> values(places.size());
  parallel_for(places.size(), threads,
               [&](std::size_t i) { values[i] = sum_at(places[i], ordered, widest / shortest_degree, kernel); });
  return values;
}

std::vector<double> abramson_factors(const std::vector<double>& pilot, const std::vector<double>& weights,
                                     double trim) {
  double total = 0.0, sum = 0.0;
  for (std::size_t i = 0; i < pilot.size(); ++i) {
    if (weights[i] <= 0.0 || pilot[i] <= 0.0) continue;  // 0 · log 0 is 0 here; a pilot of 0 gets the trim below
    total += weights[i];
    sum += weights[i] * -0.5 * std::log(pilot[i]);
  }
  const double mean = total > 0.0 ? std::exp(sum / total) : 1.0;
  std::vector<double> factors(pilot.size());
  for (std::size_t i = 0; i < pilot.size(); ++i) factors[i] = std::min(1.0 / (std::sqrt(pilot[i]) * mean), trim);
  return factors;
}

}  // namespace riskmap::density

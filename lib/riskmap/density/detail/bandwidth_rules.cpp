// SPDX-License-Identifier: MIT
#include <riskmap/density/detail/bandwidth_rules.hpp>
#include <riskmap/density/detail/local_plane.hpp>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace riskmap::density::detail {
namespace {

/// The direction of the mean of the places as points in space.
geo::LonLat middle_of(const std::vector<Event>& events) {
  double x = 0.0, y = 0.0, z = 0.0;
  for (const Event& event : events) {
    const double lon = event.where.lon * geo::degrees_to_radians, lat = event.where.lat * geo::degrees_to_radians;
    x += event.weight * std::cos(lat) * std::cos(lon);
    y += event.weight * std::cos(lat) * std::sin(lon);
    z += event.weight * std::sin(lat);
  }
  return {std::atan2(y, x) / geo::degrees_to_radians, std::atan2(z, std::hypot(x, y)) / geo::degrees_to_radians};
}

double weighted_deviation(const std::vector<double>& values, const std::vector<double>& weights, double total,
                          double effective_count) {
  double mean = 0.0, squares = 0.0;
  for (std::size_t i = 0; i < values.size(); ++i) mean += weights[i] / total * values[i];
  for (std::size_t i = 0; i < values.size(); ++i)
    squares += weights[i] / total * (values[i] - mean) * (values[i] - mean);
  return effective_count > 1.0 ? std::sqrt(squares * effective_count / (effective_count - 1.0)) : 0.0;
}

Spread::Axis axis_of(const std::vector<double>& values, const std::vector<double>& weights, double total,
                     double effective_count) {
  const auto [least, most] = std::minmax_element(values.begin(), values.end());
  return {.deviation = weighted_deviation(values, weights, total, effective_count),
          .interquartile = weighted_quantile(values, weights, 0.75) - weighted_quantile(values, weights, 0.25),
          .range = *most - *least};
}

/// The rate at which a kernel of a normal cluster narrows in the plane.
double narrowing(const Spread& spread) { return std::pow(spread.effective_count, -1.0 / 6.0); }

/// More than half of the events at one place have no interquartile range: then the standard deviation speaks alone.
double typical(const Spread& spread) {
  const double deviation = (spread.east.deviation + spread.north.deviation) / 2.0;
  const double interquartile = (spread.east.interquartile + spread.north.interquartile) / 2.0 / 1.34;
  return interquartile > 0.0 ? std::min(deviation, interquartile) : deviation;
}

}  // namespace

double Spread::extent(Metres least) const {
  const double n = static_cast<double>(count), longer = (n + 1.0) / std::max(n - 1.0, 1.0);
  return std::max(east.range * longer, least.value()) * std::max(north.range * longer, least.value());
}

double weighted_quantile(const std::vector<double>& values, const std::vector<double>& weights, double share) {
  std::vector<std::size_t> order(values.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return values[a] < values[b]; });
  const double others = static_cast<double>(values.size() - 1);
  const double whole = others * std::accumulate(weights.begin(), weights.end(), 0.0);
  double below = 0.0, at_previous = 0.0;
  for (std::size_t k = 0; k < order.size(); ++k) {
    const double weight = weights[order[k]], at = static_cast<double>(k) * weight + others * below;
    if (at >= share * whole) {
      if (k == 0 || at <= at_previous) return values[order[k]];
      const double t = (share * whole - at_previous) / (at - at_previous), low = values[order[k - 1]];
      return low + t * (values[order[k]] - low);
    }
    below += weight, at_previous = at;
  }
  return values[order.back()];
}

Spread spread_of(const std::vector<Event>& events) {
  const LocalPlane plane(middle_of(events));
  std::vector<double> east, north, weights;
  double total = 0.0, squares = 0.0;
  for (const Event& event : events) {
    if (!(event.weight > 0.0)) continue;
    const auto p = plane.to(to_earth(event.where));
    east.push_back(p.east), north.push_back(p.north), weights.push_back(event.weight);
    total += event.weight, squares += event.weight * event.weight;
  }
  const double effective = total * total / squares;
  return {.east = axis_of(east, weights, total, effective),
          .north = axis_of(north, weights, total, effective),
          .effective_count = effective,
          .count = weights.size()};
}

double scott(const Spread& spread) {
  return std::sqrt(spread.east.deviation * spread.north.deviation) * narrowing(spread);
}

double silverman(const Spread& spread) { return typical(spread) * narrowing(spread); }

// Terrell (1990), The maximal smoothing principle, in two dimensions: (d R(K) / V)^(1/6), R(K) = 1/4π, V = 16 Γ(5) 8 /
// (10⁴ π).
double oversmoothing(const Spread& spread) {
  constexpr double constant = 1.084571;
  return constant * silverman(spread);
}

}  // namespace riskmap::density::detail

// SPDX-License-Identifier: MIT
#include <riskmap/base/parallel.hpp>
#include <riskmap/density/detail/cross_validation.hpp>
#include <riskmap/density/detail/mass_field.hpp>
#include <riskmap/density/precision.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace riskmap::density::detail {
namespace {

constexpr double least_inside = 0.1;          // of a kernel: beyond a factor of 10 the estimate refuses
constexpr double shortest_degree = 110000.0;  // metres of latitude, safely
constexpr double square_metres_per_km2 = 1e6;

/// ln(1 − r): its series where that is as good and much cheaper.
double log_without(double r) {
  return r < 1e-3 ? -r * (1.0 + r * (0.5 + r / 3.0)) : std::log1p(-std::min(r, 1.0 - 1e-12));
}

}  // namespace

/// All kernels at one bandwidth, and what the others say at each place.
struct CrossValidation::Sum {
  double bandwidth = 0.0;
  std::vector<double> radii;        ///< of their supports, metres
  std::vector<double> amounts;      ///< ωᵢ times Diggle's factor, if that is asked for
  std::vector<double> own_factors;  ///< of the place that is foretold: 1, or with `uniform` its factor
  std::vector<double> left_out;     ///< Σ over the others, 1/m²
  bool refused = false;
};

/// The fixed estimate behind Abramson's factors.
struct CrossValidation::Pilot {
  double bandwidth = 0.0;
  Sum kernels;
  std::vector<double> values;  ///< with the place's own kernel
  std::vector<double> logs;    ///< ln values^(−1/2)
  double weighted_logs = 0.0;  ///< Σ ωᵢ logsᵢ
  double widest = 0.0;         ///< metres
};

CrossValidation::CrossValidation(std::vector<Place> places, const EstimateOptions& options,
                                 const model::Area* study_area, double extent, Metres least, Metres most,
                                 double uniform_share)
    : m_places(std::move(places)),
      m_options(options),
      m_kernel(find_kernel(options.kernel)),
      m_table(m_kernel),
      m_square(m_kernel, study_area),
      m_extent(extent),
      m_share(uniform_share),
      m_total(0.0) {
  std::stable_sort(m_places.begin(), m_places.end(),
                   [](const Place& a, const Place& b) { return a.where.lat < b.where.lat; });
  std::vector<geo::LonLat> where;
  Metres vaguest;
  for (const Place& place : m_places) {
    where.push_back(place.where);
    m_earth.push_back(to_earth(place.where));
    m_total += place.weight;
    vaguest = std::max(vaguest, place.uncertainty);
  }
  if (study_area == nullptr) return;
  m_edge.emplace(*study_area, m_kernel);
  const double narrowest = least.value() * (options.adaptive ? 0.1 : 1.0);
  const Metres widest = widened(options.adaptive ? most * options.trim : most, vaguest, m_kernel);
  m_inside.emplace(*m_edge, where, narrowest / m_kernel.bandwidth_per_radius,
                   widest.value() / m_kernel.bandwidth_per_radius, options.threads);
}

double CrossValidation::radius_of(double bandwidth, std::size_t i) const {
  return widened(Metres(bandwidth), m_places[i].uncertainty, m_kernel).value() / m_kernel.bandwidth_per_radius;
}

/// visit(j, distance²) for every other place within `reach` metres, and some beyond.
template <typename TVisit>
void CrossValidation::visit_near(std::size_t i, double reach, TVisit&& visit) const {
  const double lat = m_places[i].where.lat, degrees = reach / shortest_degree;
  const auto below = [](const Place& place, double limit) { return place.where.lat < limit; };
  const auto first = std::lower_bound(m_places.begin(), m_places.end(), lat - degrees, below) - m_places.begin();
  const Arc arc(lat);
  for (auto j = static_cast<std::size_t>(first); j < m_places.size() && m_places[j].where.lat <= lat + degrees; ++j)
    if (j != i) visit(j, arc.squared(chord_squared(m_earth[i], m_earth[j])));
}

/// From radii: amounts, own factors, and whether the estimate would refuse.
void CrossValidation::weigh(Sum& sum) const {
  const std::size_t count = m_places.size();
  sum.amounts.resize(count), sum.own_factors.assign(count, 1.0), sum.left_out.assign(count, 0.0);
  for (std::size_t i = 0; i < count; ++i) {
    sum.amounts[i] = m_places[i].weight;
    if (m_options.edge == EdgeCorrection::none) continue;
    const bool uniform = m_options.edge == EdgeCorrection::uniform;
    const double share = inside(i, uniform ? sum.bandwidth / m_kernel.bandwidth_per_radius : sum.radii[i]);
    sum.refused = sum.refused || share < least_inside;
    (uniform ? sum.own_factors : sum.amounts)[i] /= share;
  }
}

std::vector<CrossValidation::Sum> CrossValidation::fixed_sums(const std::vector<Metres>& bandwidths) const {
  const std::size_t count = m_places.size(), widths = bandwidths.size();
  std::vector<Sum> sums(widths);
  std::vector<double> inverse2(count * widths), peaks(count * widths);  // by place, then bandwidth: met together
  double widest = 0.0;
  for (std::size_t b = 0; b < widths; ++b) {
    sums[b].bandwidth = bandwidths[b].value();
    for (std::size_t i = 0; i < count; ++i) sums[b].radii.push_back(radius_of(sums[b].bandwidth, i));
    weigh(sums[b]);
    for (std::size_t i = 0; i < count; ++i) {
      inverse2[i * widths + b] = 1.0 / (sums[b].radii[i] * sums[b].radii[i]);
      peaks[i * widths + b] = sums[b].amounts[i] * inverse2[i * widths + b];
      widest = std::max(widest, sums[b].radii[i]);
    }
  }
  parallel_for(count, m_options.threads, [&](std::size_t i) {
    std::vector<double> totals(widths);
    visit_near(i, widest, [&](std::size_t j, double distance2) {
      for (std::size_t b = widths; b-- > 0;) {
        const double u2 = distance2 * inverse2[j * widths + b];
        if (u2 > 1.0) break;  // narrower ones do not reach either
        totals[b] += peaks[j * widths + b] * m_table.at(u2);
      }
    });
    for (std::size_t b = 0; b < widths; ++b) sums[b].left_out[i] = totals[b] * sums[b].own_factors[i];
  });
  return sums;
}

double CrossValidation::pilot_at(const Pilot& pilot, std::size_t i) const {
  const std::vector<double>&radii = pilot.kernels.radii, &amounts = pilot.kernels.amounts;
  double sum = amounts[i] * m_table.at(0.0) / (radii[i] * radii[i]);
  visit_near(i, pilot.widest, [&](std::size_t j, double distance2) {
    const double inverse2 = 1.0 / (radii[j] * radii[j]);
    sum += amounts[j] * m_table.at(distance2 * inverse2) * inverse2;
  });
  return sum * pilot.kernels.own_factors[i];
}

CrossValidation::Pilot CrossValidation::pilot_of(Metres bandwidth) const {
  Pilot pilot;
  pilot.bandwidth = pilot.kernels.bandwidth = bandwidth.value();
  const std::size_t count = m_places.size();
  for (std::size_t i = 0; i < count; ++i) {
    pilot.kernels.radii.push_back(radius_of(pilot.bandwidth, i));
    pilot.widest = std::max(pilot.widest, pilot.kernels.radii.back());
  }
  weigh(pilot.kernels);
  pilot.values.resize(count);
  parallel_for(count, m_options.threads, [&](std::size_t i) { pilot.values[i] = pilot_at(pilot, i); });
  for (std::size_t i = 0; i < count; ++i) {
    pilot.logs.push_back(-0.5 * std::log(pilot.values[i]));
    pilot.weighted_logs += m_places[i].weight * pilot.logs[i];
  }
  return pilot;
}

CrossValidation::Sum CrossValidation::adaptive_sum(Metres bandwidth) const {
  const Pilot pilot = pilot_of(bandwidth);
  const double mean = pilot.weighted_logs / m_total;
  Sum sum;
  sum.bandwidth = bandwidth.value();
  for (std::size_t i = 0; i < m_places.size(); ++i) {
    const double factor = std::min(std::exp(pilot.logs[i] - mean), m_options.trim);
    sum.radii.push_back(radius_of(bandwidth.value() * factor, i));
  }
  weigh(sum);
  sum.refused = sum.refused || pilot.kernels.refused;
  parallel_for(m_places.size(), m_options.threads, [&](std::size_t i) { sum.left_out[i] = left_out(pilot, sum, i); });
  return sum;
}

/// What the others say at place i when it is missing from their pilot too: f̃ⱼ loses the share r of i's kernel, and with
/// it γ changes.
double CrossValidation::left_out(const Pilot& pilot, const Sum& sum, std::size_t i) const {
  const double radius_i = pilot.kernels.radii[i], inverse2_i = 1.0 / (radius_i * radius_i);
  const double peak_i = pilot.kernels.amounts[i] * inverse2_i;
  const auto lost = [&](std::size_t j, double distance2) {
    return peak_i * m_table.at(distance2 * inverse2_i) * pilot.kernels.own_factors[j] / pilot.values[j];
  };
  double logs = pilot.weighted_logs - m_places[i].weight * pilot.logs[i];
  visit_near(i, radius_i, [&](std::size_t j, double distance2) {
    if (distance2 < radius_i * radius_i) logs -= 0.5 * m_places[j].weight * log_without(lost(j, distance2));
  });
  const double inverse_gamma2 = std::exp(-2.0 * logs / (m_total - m_places[i].weight));
  const double h2 = pilot.bandwidth * pilot.bandwidth, trim2 = m_options.trim * m_options.trim;
  const double per_radius2 = m_kernel.bandwidth_per_radius * m_kernel.bandwidth_per_radius;
  const auto factor2 = [&](double value) { return std::min(inverse_gamma2 / value, trim2); };
  double total = 0.0;
  visit_near(i, radius_of(pilot.bandwidth * m_options.trim, i) + pilot.widest, [&](std::size_t j, double distance2) {
    const double u = m_places[j].uncertainty.value(), kept = std::max(1.0 - lost(j, distance2), 1e-12);
    const double drawn2 = h2 * factor2(pilot.values[j] * kept) + 0.25 * u * u / m_kernel.variance;
    const double inverse2 = per_radius2 / drawn2;
    total += sum.amounts[j] * m_table.at(distance2 * inverse2) * inverse2;
  });
  if (m_options.edge != EdgeCorrection::uniform) return total;
  const double here = std::max(pilot.values[i] - peak_i * m_table.at(0.0) * pilot.kernels.own_factors[i], 1e-300);
  return total / inside(i, pilot.bandwidth * std::sqrt(factor2(here)) / m_kernel.bandwidth_per_radius);
}

Integrals CrossValidation::integrals_of(const Sum& sum) const {
  const bool uniform = m_options.edge == EdgeCorrection::uniform;
  std::vector<Bump> bumps;
  double mass = 0.0;
  for (std::size_t i = 0; i < m_places.size(); ++i) {
    const double share = inside(i, sum.radii[i]), weight = m_places[i].weight;
    const double amount = uniform && m_options.adaptive ? weight / share : sum.amounts[i];
    bumps.push_back({m_places[i].where, amount / m_total, sum.radii[i], share < 0.9999});
    mass += (m_options.edge == EdgeCorrection::none ? weight * share : weight) / m_total;
  }
  if (uniform && !m_options.adaptive) return corrected_integrals(bumps, sum.bandwidth / m_kernel.bandwidth_per_radius);
  return {mass, m_square.over(bumps).square};
}

Integrals CrossValidation::corrected_integrals(const std::vector<Bump>& bumps, double radius) const {
  std::vector<Bump> marked = bumps;
  for (std::size_t i = 0; i < marked.size(); ++i) marked[i].corrected = inside(i, 2.0 * radius) < 0.9999;
  MassField field(*m_edge, m_kernel, radius);
  return m_square.over(marked, [&field](geo::LonLat place) { return 1.0 / std::max(field.inside(place), 1e-3); });
}

CrossValidation::Scores CrossValidation::score(const Sum& sum) const {
  constexpr double nan = std::numeric_limits<double>::quiet_NaN();
  if (sum.refused) return {nan, nan};
  const Integrals whole = integrals_of(sum);
  const double kept = 1.0 - m_share, level = m_share / m_extent;
  double mean = 0.0, logs = 0.0;
  for (std::size_t i = 0; i < m_places.size(); ++i) {
    const double share = m_places[i].weight / m_total;
    const double f = sum.left_out[i] / (m_total - m_places[i].weight);
    mean += share * (kept * f / whole.mass + level);
    logs += share * std::log((kept * f + level) * square_metres_per_km2);
  }
  const double square = kept * kept * whole.square / (whole.mass * whole.mass) + 2.0 * kept * level + m_share * level;
  return {(square - 2.0 * mean) * square_metres_per_km2, logs - kept * whole.mass - m_share};
}

std::vector<CrossValidation::Scores> CrossValidation::scores(const std::vector<Metres>& bandwidths) const {
  std::vector<Sum> sums;
  if (m_options.adaptive)
    for (const Metres bandwidth : bandwidths) sums.push_back(adaptive_sum(bandwidth));
  else
    sums = fixed_sums(bandwidths);
  std::vector<Scores> scores(bandwidths.size());
  parallel_for(sums.size(), m_options.threads, [&](std::size_t b) { scores[b] = score(sums[b]); });
  return scores;
}

}  // namespace riskmap::density::detail

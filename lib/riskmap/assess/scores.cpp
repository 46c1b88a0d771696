// SPDX-License-Identifier: MIT
#include <riskmap/assess/scores.hpp>

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>
#include <numeric>

namespace riskmap::assess {
namespace {

constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

double ratio(double above, double below) { return below > 0.0 ? above / below : unknown; }

/// Σ hits of [first, last) until `left` of area is used up, the last cell in part. Takes what it uses from `left`.
template <typename TIterator>
double fill(TIterator first, TIterator last, std::span<const double> hits, std::span<const double> area, double& left) {
  double caught = 0.0;
  for (; first != last && left > 0.0; ++first) {
    const double part = std::min(1.0, left / area[*first]);
    caught += part * hits[*first];
    left -= part * area[*first];
  }
  return caught;
}

}  // namespace

Ranking::Ranking(std::span<const double> density, std::span<const double> area)
    : m_order(density.size()), m_area(area.begin(), area.end()) {
  assert(density.size() == area.size());
  std::iota(m_order.begin(), m_order.end(), std::size_t{0});
  std::stable_sort(m_order.begin(), m_order.end(),
                   [&](std::size_t a, std::size_t b) { return density[a] > density[b]; });
  for (std::size_t i = 0; i < m_order.size(); ++i) {
    if (i == 0 || density[m_order[i]] < density[m_order[i - 1]]) m_groups.push_back({i, i, 0.0});
    m_groups.back().last = i + 1;
    m_groups.back().area += m_area[m_order[i]];
  }
  for (const Group& group : m_groups) m_total_area += group.area;
}

std::vector<double> Ranking::flags(double flagged_area) const {
  std::vector<double> flags(m_order.size(), 0.0);
  double left = flagged_area;
  for (const Group& group : m_groups) {
    if (left <= 0.0) break;
    const double part = std::min(1.0, left / group.area);
    for (std::size_t i = group.first; i < group.last; ++i) flags[m_order[i]] = part;
    left -= part * group.area;
  }
  return flags;
}

double Ranking::hits(std::span<const double> hits, double flagged_area) const {
  return hits_at(capture_curve(hits), flagged_area);
}

double Ranking::adverse_hits(std::span<const double> hits, double flagged_area) const {
  const auto poorer = [&](std::size_t a, std::size_t b) { return hits[a] * m_area[b] < hits[b] * m_area[a]; };
  double caught = 0.0, left = flagged_area;
  for (const Group& group : m_groups) {
    if (left <= 0.0) break;
    std::vector<std::size_t> cells(m_order.begin() + static_cast<std::ptrdiff_t>(group.first),
                                   m_order.begin() + static_cast<std::ptrdiff_t>(group.last));
    if (left < group.area) std::stable_sort(cells.begin(), cells.end(), poorer);
    caught += fill(cells.begin(), cells.end(), hits, m_area, left);
  }
  return caught;
}

std::vector<CapturePoint> Ranking::capture_curve(std::span<const double> hits) const {
  std::vector<CapturePoint> curve = {{}};
  for (const Group& group : m_groups) {
    CapturePoint corner = curve.back();
    corner.area += group.area;
    for (std::size_t i = group.first; i < group.last; ++i) corner.hits += hits[m_order[i]];
    curve.push_back(corner);
  }
  return curve;
}

double most_hits(std::span<const double> hits, std::span<const double> area, double flagged_area) {
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < hits.size(); ++i)
    if (hits[i] > 0.0) order.push_back(i);
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return hits[a] * area[b] > hits[b] * area[a]; });
  return fill(order.begin(), order.end(), hits, area, flagged_area);
}

double hits_at(const std::vector<CapturePoint>& curve, double area) {
  const auto after = std::lower_bound(curve.begin(), curve.end(), area,
                                      [](const CapturePoint& point, double wanted) { return point.area < wanted; });
  if (after == curve.begin()) return curve.front().hits;
  if (after == curve.end()) return curve.back().hits;
  const CapturePoint &a = *(after - 1), &b = *after;
  return a.hits + (b.hits - a.hits) * (area - a.area) / (b.area - a.area);
}

double hit_rate(double hits, double total) { return ratio(hits, total); }

double prediction_accuracy_index(double hits, double total, double flagged, double area) {
  return ratio(ratio(hits, total), ratio(flagged, area));
}

double prediction_efficiency_index(double hits, double most) { return ratio(hits, most); }

double recapture_rate_index(double trained_hits, double trained_total, double hits, double total) {
  return ratio(ratio(hits, trained_hits), ratio(total, trained_total));
}

double search_efficiency_rate(double hits, double flagged_km2) { return ratio(hits, flagged_km2); }

ScoreRange central_range(std::vector<double> values) {
  std::erase_if(values, [](double value) { return std::isnan(value); });
  if (values.empty()) return {unknown, unknown};
  std::sort(values.begin(), values.end());
  const auto at = [&](double share) {
    const double place = share * static_cast<double>(values.size() - 1);
    const auto below = static_cast<std::size_t>(place);
    const std::size_t above = std::min(below + 1, values.size() - 1);
    return values[below] + (values[above] - values[below]) * (place - static_cast<double>(below));
  };
  return {at(0.05), at(0.95)};
}

}  // namespace riskmap::assess

// SPDX-License-Identifier: MIT
#pragma once
#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

namespace riskmap::geo {
namespace detail {

template <typename TPoint>
double squared_distance(const TPoint& p, const TPoint& a, const TPoint& b) {
  const double dx = b.x - a.x, dy = b.y - a.y;
  const double length2 = dx * dx + dy * dy;
  const double t = length2 > 0 ? std::clamp(((p.x - a.x) * dx + (p.y - a.y) * dy) / length2, 0.0, 1.0) : 0.0;
  const double ex = p.x - a.x - t * dx, ey = p.y - a.y - t * dy;
  return ex * ex + ey * ey;
}

/// Of the points between two the one farthest from the way between them, if it is farther than `least2`, squared; else
/// the first of the two.
template <typename TPoint>
std::size_t farthest(const std::vector<TPoint>& points, std::size_t first, std::size_t last, std::size_t to,
                     double least2) {
  std::size_t found = first;
  for (std::size_t i = first + 1; i < last; ++i) {
    if (const double d = squared_distance(points[i], points[first], points[to]); d > least2) least2 = d, found = i;
  }
  return found;
}

}  // namespace detail

/// The points of a line on a plane that are left when it may move by `tolerance` (Douglas & Peucker 1973); a ring, its
/// first point repeated at the end, is cut at the point farthest from its start, which stays too. Points have x and y.
/// The same points for the same numbers on any machine. O(n log n) as a rule, O(n²) at worst.
template <typename TPoint>
std::vector<TPoint> simplified(const std::vector<TPoint>& points, double tolerance) {
  if (points.size() < 3) return points;
  std::vector<bool> keep(points.size(), false);
  keep.front() = keep.back() = true;
  const std::size_t end = points.size() - 1;
  std::vector<std::pair<std::size_t, std::size_t>> open{{0, end}};  // instead of recursion
  if (points.front().x == points.back().x && points.front().y == points.back().y) {
    const auto far = detail::farthest(points, 0, end, 0, -1);
    keep[far] = true;
    open = {{0, far}, {far, end}};
  }
  while (!open.empty()) {
    const auto [first, last] = open.back();
    open.pop_back();
    const auto split = detail::farthest(points, first, last, last, tolerance * tolerance);
    if (split == first) continue;
    keep[split] = true;
    open.emplace_back(first, split);
    open.emplace_back(split, last);
  }
  std::vector<TPoint> out;
  for (std::size_t i = 0; i < points.size(); ++i) {
    if (keep[i]) out.push_back(points[i]);
  }
  return out;
}

}  // namespace riskmap::geo

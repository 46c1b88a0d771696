// SPDX-License-Identifier: MIT
#include <riskmap/style/detail/distance.hpp>

#include <algorithm>
#include <array>
#include <optional>
#include <queue>

namespace riskmap::style {
namespace {

constexpr double endless = std::numeric_limits<double>::infinity();

// A run of points, both ends in it.
struct Run {
  std::size_t first, last;
  std::size_t size() const { return last - first + 1; }
};

struct Pair {
  double at_least;
  Run a, b;
  // The reference takes the farthest pair first.
  friend bool operator<(const Pair& x, const Pair& y) { return x.at_least < y.at_least; }
};

// What is short enough to be measured as it is.
std::size_t longest(bool is_line) { return is_line ? 50 : 100; }

std::array<std::optional<Run>, 2> halves(Run run, bool is_line) {
  const auto half = run.size() / 2;
  if (is_line) {
    if (run.size() == 2) return {run, std::nullopt};
    return {Run{run.first, run.first + half}, Run{run.first + half, run.last}};
  }
  if (run.size() == 1) return {run, std::nullopt};
  return {Run{run.first, run.first + half - 1}, Run{run.first + half, run.last}};
}

PlaneBox box_of(const PlaneLine& points, Run run) {
  PlaneBox box;
  for (auto i = run.first; i <= run.last; ++i) box.add(points[i]);
  return box;
}

double between_boxes(const PlaneBox& a, const PlaneBox& b, const CheapRuler& ruler) {
  if (!a.is_valid() || !b.is_valid()) return std::numeric_limits<double>::quiet_NaN();
  const double dx = std::max({0.0, b.min_x - a.max_x, a.min_x - b.max_x});
  const double dy = std::max({0.0, b.min_y - a.max_y, a.min_y - b.max_y});
  return ruler.distance({0, 0}, {dx, dy});
}

double between_segments(PlanePoint p1, PlanePoint p2, PlanePoint q1, PlanePoint q2, const CheapRuler& ruler) {
  if (do_cross(p1, p2, q1, q2)) return 0;
  const PlaneLine p{p1, p2}, q{q1, q2};
  return std::min({ruler.distance(p1, q), ruler.distance(p2, q), ruler.distance(q1, p), ruler.distance(q2, p)});
}

// From a segment to the edges of rings, each closed if it is not.
double to_edges(PlanePoint p1, PlanePoint p2, const PlaneRings& rings, const CheapRuler& ruler) {
  double least = endless;
  for (const auto& ring : rings) {
    for (std::size_t i = 0; i < ring.size(); ++i) {
      const auto& before = ring[i == 0 ? ring.size() - 1 : i - 1];
      least = std::min(least, between_segments(p1, p2, before, ring[i], ruler));
      if (least == 0) return 0;
    }
  }
  return least;
}

double point_to_polygon(PlanePoint point, const PlaneRings& polygon, const CheapRuler& ruler) {
  if (is_within(point, polygon, true)) return 0;
  double least = endless;
  for (const auto& ring : polygon) {
    least = std::min({least, ruler.distance(point, {ring.back(), ring.front()}), ruler.distance(point, ring)});
    if (least == 0) break;
  }
  return least;
}

double line_to_polygon(const PlaneLine& line, Run run, const PlaneRings& polygon, const CheapRuler& ruler) {
  for (auto i = run.first; i <= run.last; ++i) {
    if (is_within(line[i], polygon, true)) return 0;
  }
  double least = endless;
  for (auto i = run.first; i < run.last && least > 0; ++i)
    least = std::min(least, to_edges(line[i], line[i + 1], polygon, ruler));
  return least;
}

double line_to_line(const PlaneLine& a, Run run_a, const PlaneLine& b, Run run_b, const CheapRuler& ruler) {
  double least = endless;
  for (auto i = run_a.first; i < run_a.last; ++i) {
    for (auto j = run_b.first; j < run_b.last; ++j) {
      least = std::min(least, between_segments(a[i], a[i + 1], b[j], b[j + 1], ruler));
      if (least == 0) return 0;
    }
  }
  return least;
}

double points_to_line(const PlaneLine& points, Run run, const PlaneLine& line, Run run_of_line,
                      const CheapRuler& ruler) {
  const PlaneLine part(line.begin() + static_cast<std::ptrdiff_t>(run_of_line.first),
                       line.begin() + static_cast<std::ptrdiff_t>(run_of_line.last) + 1);
  double least = endless;
  for (auto i = run.first; i <= run.last && least > 0; ++i) least = std::min(least, ruler.distance(points[i], part));
  return least;
}

double points_to_points(const PlaneLine& a, Run run_a, const PlaneLine& b, Run run_b, const CheapRuler& ruler) {
  double least = endless;
  for (auto i = run_a.first; i <= run_a.last; ++i) {
    for (auto j = run_b.first; j <= run_b.last && least > 0; ++j) least = std::min(least, ruler.distance(a[i], b[j]));
  }
  return least;
}

double measure(const PointSet& a, Run run_a, const PointSet& b, Run run_b, const CheapRuler& ruler) {
  if (a.is_line && b.is_line) return line_to_line(a.points, run_a, b.points, run_b, ruler);
  if (a.is_line) return points_to_line(b.points, run_b, a.points, run_a, ruler);
  if (b.is_line) return points_to_line(a.points, run_a, b.points, run_b, ruler);
  return points_to_points(a.points, run_a, b.points, run_b, ruler);
}

double measure(const PointSet& a, Run run, const PlaneRings& polygon, const CheapRuler& ruler) {
  if (a.is_line) return line_to_polygon(a.points, run, polygon, ruler);
  double least = endless;
  for (auto i = run.first; i <= run.last && least > 0; ++i)
    least = std::min(least, point_to_polygon(a.points[i], polygon, ruler));
  return least;
}

bool any_point_within(const PlaneRings& a, const PlaneRings& b) {
  return std::any_of(a.begin(), a.end(), [&](const PlaneLine& ring) {
    return std::any_of(ring.begin(), ring.end(), [&](PlanePoint point) { return is_within(point, b, true); });
  });
}

}  // namespace

double distance_between(const PointSet& a, const PointSet& b, const CheapRuler& ruler, double known) {
  double least = std::min(known, ruler.distance(a.points[0], b.points[0]));
  std::priority_queue<Pair> queue;
  queue.push({0, {0, a.points.size() - 1}, {0, b.points.size() - 1}});
  while (!queue.empty() && least > 0) {
    const auto pair = queue.top();
    queue.pop();
    if (pair.at_least >= least) continue;
    if (pair.a.size() <= longest(a.is_line) && pair.b.size() <= longest(b.is_line)) {
      least = std::min(least, measure(a, pair.a, b, pair.b, ruler));
      continue;
    }
    for (const auto& half_a : halves(pair.a, a.is_line)) {
      for (const auto& half_b : halves(pair.b, b.is_line)) {
        if (!half_a || !half_b) continue;
        const double bound = between_boxes(box_of(a.points, *half_a), box_of(b.points, *half_b), ruler);
        if (bound < least) queue.push({bound, *half_a, *half_b});
      }
    }
  }
  return least;
}

double distance_between(const PointSet& a, const PlaneRings& polygon, const CheapRuler& ruler, double known) {
  double least = std::min(known, ruler.distance(a.points[0], polygon[0][0]));
  const auto box = style::box_of(polygon);
  std::priority_queue<Pair> queue;
  queue.push({0, {0, a.points.size() - 1}, {0, 0}});
  while (!queue.empty() && least > 0) {
    const auto pair = queue.top();
    queue.pop();
    if (pair.at_least >= least) continue;
    if (pair.a.size() <= longest(a.is_line)) {
      least = std::min(least, measure(a, pair.a, polygon, ruler));
      continue;
    }
    for (const auto& half : halves(pair.a, a.is_line)) {
      if (!half) continue;
      const double bound = between_boxes(box_of(a.points, *half), box, ruler);
      if (bound < least) queue.push({bound, *half, {0, 0}});
    }
  }
  return least;
}

double distance_between(const PlaneRings& a, const PlaneRings& b, const CheapRuler& ruler, double known) {
  const auto box_a = style::box_of(a), box_b = style::box_of(b);
  if (known != endless && between_boxes(box_a, box_b, ruler) >= known) return known;
  if (is_inside(box_a, box_b) ? any_point_within(a, b) : any_point_within(b, a)) return 0;
  double least = known;
  for (const auto& ring : a) {
    for (std::size_t i = 0; i < ring.size() && least > 0; ++i)
      least = std::min(least, to_edges(ring[i == 0 ? ring.size() - 1 : i - 1], ring[i], b, ruler));
  }
  return least;
}

}  // namespace riskmap::style

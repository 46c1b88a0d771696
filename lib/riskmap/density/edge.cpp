// SPDX-License-Identifier: MIT
#include <riskmap/density/edge.hpp>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace riskmap::density {
namespace {

using detail::EarthPoint;
using detail::LocalPlane;
using Point = LocalPlane::Point;

constexpr double piece_length = 10000.0;  // a straight line in degrees bends by 2 m over it
constexpr std::size_t run_length = 32;

double cross(Point a, Point b) { return a.east * b.north - a.north * b.east; }
double dot(Point a, Point b) { return a.east * b.east + a.north * b.north; }
Point between(Point a, Point b, double t) {
  return {a.east + t * (b.east - a.east), a.north + t * (b.north - a.north)};
}

/// Positive if the ring turns left (in degrees: the sign is all that is asked).
double turn(const model::Line& ring) {
  double twice_area = 0.0;
  for (std::size_t i = 0; i + 1 < ring.size(); ++i)
    twice_area += (ring[i].lon - ring[0].lon) * (ring[i + 1].lat - ring[0].lat) -
                  (ring[i + 1].lon - ring[0].lon) * (ring[i].lat - ring[0].lat);
  return twice_area;
}

/// The ring's points with enough between them, straight in degrees as the area itself is.
std::vector<EarthPoint> densified(const model::Line& ring) {
  std::vector<EarthPoint> points;
  for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
    const geo::LonLat a = ring[i], b = ring[i + 1];
    const EarthPoint from = detail::to_earth(a);
    const double pieces = std::ceil(std::sqrt(detail::chord_squared(from, detail::to_earth(b))) / piece_length);
    points.push_back(from);
    for (double k = 1.0; k < pieces; ++k)
      points.push_back(detail::to_earth({a.lon + (b.lon - a.lon) * k / pieces, a.lat + (b.lat - a.lat) * k / pieces}));
  }
  if (!points.empty()) points.push_back(points.front());
  return points;
}

}  // namespace

/// What is asked of each run, for one kernel.
struct EdgeMass::Reach {
  double radius, curvature, whole;
};

EdgeMass::EdgeMass(const model::Area& area, const Kernel& kernel) : m_mass(kernel) {
  for (const model::Polygon& polygon : area.polygons()) {
    add_ring(polygon.outer, false);
    for (const model::Line& hole : polygon.holes) add_ring(hole, true);
  }
}

void EdgeMass::add_ring(const model::Line& ring, bool hole) {
  std::vector<EarthPoint> points = densified(ring);
  if ((turn(ring) < 0.0) != hole) std::reverse(points.begin(), points.end());
  for (std::size_t i = 0; i + 1 < points.size(); i += run_length) {
    const auto first = points.begin() + static_cast<std::ptrdiff_t>(i);
    const std::size_t count = std::min(run_length + 1, points.size() - i);
    Run run;
    run.points.assign(first, first + static_cast<std::ptrdiff_t>(count));
    enclose(run);
    m_runs.push_back(std::move(run));
  }
}

void EdgeMass::enclose(Run& run) {
  for (const EarthPoint& p : run.points) {
    const double share = 1.0 / static_cast<double>(run.points.size());
    run.middle.x += share * p.x, run.middle.y += share * p.y, run.middle.z += share * p.z;
  }
  double reach2 = 0.0;
  for (const EarthPoint& p : run.points) reach2 = std::max(reach2, detail::chord_squared(p, run.middle));
  run.reach = std::sqrt(reach2);
}

double EdgeMass::inside(geo::LonLat centre, double radius) const {
  const LocalPlane plane(centre);
  const double ratio = radius / geo::gaussian_radius(centre.lat).value();
  const Reach reach{radius, ratio * ratio, m_mass.whole(ratio * ratio)};
  double sum = 0.0;
  for (const Run& run : m_runs) sum += swept_mass(run, plane, reach);
  return std::clamp(sum / (2.0 * std::numbers::pi), 0.0, reach.whole);
}

double EdgeMass::swept_mass(const Run& run, const LocalPlane& plane, const Reach& reach) const {
  // From outside the ball the run is seen under less than half a turn, so its ends tell the angle it sweeps.
  const double away = std::sqrt(detail::chord_squared(run.middle, plane.centre()));
  Point a = plane.to(run.points.front());
  if (away > reach.radius + 1.02 * run.reach) {
    const Point b = plane.to(run.points.back());
    return reach.whole * std::atan2(cross(a, b), dot(a, b));
  }
  double sum = 0.0;
  for (std::size_t i = 1; i < run.points.size(); ++i) {
    const Point b = plane.to(run.points[i]);
    sum += piece_mass(a, b, reach);
    a = b;
  }
  return sum;
}

// ∫ M dθ along a straight piece, cut where it crosses the kernel's rim: M bends there, and beyond it is constant.
double EdgeMass::piece_mass(Point a, Point b, const Reach& reach) const {
  const Point step{b.east - a.east, b.north - a.north};
  const double length2 = dot(step, step);
  if (length2 <= 0.0) return 0.0;
  const auto beyond = [&](Point from, Point to) { return reach.whole * std::atan2(cross(from, to), dot(from, to)); };
  const double half = dot(a, step), rest = dot(a, a) - reach.radius * reach.radius;
  const double discriminant = half * half - length2 * rest;
  if (discriminant <= 0.0) return beyond(a, b);
  const double root = std::sqrt(discriminant);
  const double enters = std::clamp((-half - root) / length2, 0.0, 1.0),
               leaves = std::clamp((-half + root) / length2, 0.0, 1.0);
  if (enters >= leaves) return beyond(a, b);
  const Point in = between(a, b, enters), out = between(a, b, leaves);
  double sum = near_mass(in, out, reach);
  if (enters > 0.0) sum += beyond(a, in);
  if (leaves < 1.0) sum += beyond(out, b);
  return sum;
}

// M dθ = (M / r²) (a × b) dt: M / r² is smooth in t, a polynomial for the compact kernels, so few points are plenty.
// Short pieces, the most of a digitised coast, need two (the error falls with the fourth power of length / radius).
double EdgeMass::near_mass(Point a, Point b, const Reach& reach) const {
  struct Node {
    double at, weight;
  };
  static constexpr Node two[] = {{0.21132486540518713, 0.5}, {0.7886751345948129, 0.5}};
  static constexpr Node five[] = {{0.046910077030668, 0.11846344252809454},
                                  {0.23076534494715845, 0.23931433524968324},
                                  {0.5, 0.28444444444444444},
                                  {0.76923465505284155, 0.23931433524968324},
                                  {0.953089922969332, 0.11846344252809454}};
  const double inverse2 = 1.0 / (reach.radius * reach.radius);
  const Point step{b.east - a.east, b.north - a.north};
  const double relative = std::sqrt(dot(step, step) * inverse2);
  const auto sum_over = [&](const auto& nodes, Point from, Point to) {
    double sum = 0.0;
    for (const Node& node : nodes) {
      const Point p = between(from, to, node.at);
      sum += node.weight * m_mass.per_square(dot(p, p) * inverse2, reach.curvature);
    }
    return sum * cross(from, to) * inverse2;
  };
  if (relative < 1.0 / 24.0) return sum_over(two, a, b);
  const double parts = std::ceil(2.0 * relative);  // half a radius each
  double sum = 0.0;
  for (double k = 0.0; k < parts; ++k)
    sum += sum_over(five, between(a, b, k / parts), between(a, b, (k + 1.0) / parts));
  return sum;
}

}  // namespace riskmap::density

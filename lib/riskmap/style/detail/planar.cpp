// SPDX-License-Identifier: MIT
#include <riskmap/style/detail/planar.hpp>

#include <algorithm>
#include <cmath>
#include <optional>

namespace riskmap::style {
namespace {

PlanePoint operator-(PlanePoint a, PlanePoint b) { return {a.x - b.x, a.y - b.y}; }
double cross(PlanePoint a, PlanePoint b) { return a.x * b.y - a.y * b.x; }

bool lies_on(PlanePoint p, PlanePoint a, PlanePoint b) {
  const auto from = p - a, to = p - b;
  return cross(from, to) == 0 && from.x * to.x <= 0 && from.y * to.y <= 0;
}

// True if a ray from p to the right meets the edge.
bool ray_meets(PlanePoint p, PlanePoint a, PlanePoint b) {
  return (a.y > p.y) != (b.y > p.y) && p.x < (b.x - a.x) * (p.y - a.y) / (b.y - a.y) + a.x;
}

bool lie_on_two_sides(PlanePoint p1, PlanePoint p2, PlanePoint q1, PlanePoint q2) {
  const double first = cross(p1 - q1, q2 - q1), second = cross(p2 - q1, q2 - q1);
  return (first > 0 && second < 0) || (first < 0 && second > 0);
}

bool crosses(PlanePoint a, PlanePoint b, const PlaneRings& rings) {
  for (const auto& ring : rings) {
    for (std::size_t i = 1; i < ring.size(); ++i) {
      if (do_cross(a, b, ring[i - 1], ring[i])) return true;
    }
  }
  return false;
}

double doubled_area(const PlaneLine& ring) {
  double sum = 0;
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const auto& before = ring[i == 0 ? ring.size() - 1 : i - 1];
    sum += (before.x - ring[i].x) * (ring[i].y + before.y);
  }
  return sum;
}

}  // namespace

void PlaneBox::add(PlanePoint p) {
  min_x = std::min(min_x, p.x);
  min_y = std::min(min_y, p.y);
  max_x = std::max(max_x, p.x);
  max_y = std::max(max_y, p.y);
}

bool PlaneBox::is_valid() const {
  constexpr double endless = std::numeric_limits<double>::infinity();
  return min_x != -endless && min_y != -endless && max_x != endless && max_y != endless;
}

PlaneBox box_of(const PlaneRings& rings) {
  PlaneBox box;
  for (const auto& ring : rings) {
    for (const auto& point : ring) box.add(point);
  }
  return box;
}

bool is_inside(const PlaneBox& inner, const PlaneBox& outer) {
  return !(inner.min_x <= outer.min_x || inner.max_x >= outer.max_x || inner.min_y <= outer.min_y ||
           inner.max_y >= outer.max_y);
}

bool do_cross(PlanePoint a, PlanePoint b, PlanePoint c, PlanePoint d) {
  if (cross(d - c, b - a) == 0) return false;
  return lie_on_two_sides(a, b, c, d) && lie_on_two_sides(c, d, a, b);
}

bool is_within(PlanePoint point, const PlaneRings& rings, bool on_edge) {
  bool inside = false;
  for (const auto& ring : rings) {
    for (std::size_t i = 1; i < ring.size(); ++i) {
      if (lies_on(point, ring[i - 1], ring[i])) return on_edge;
      if (ray_meets(point, ring[i - 1], ring[i])) inside = !inside;
    }
  }
  return inside;
}

bool is_within(const PlaneLine& line, const PlaneRings& rings) {
  if (!std::all_of(line.begin(), line.end(), [&](PlanePoint p) { return is_within(p, rings); })) return false;
  for (std::size_t i = 1; i < line.size(); ++i) {
    if (crosses(line[i - 1], line[i], rings)) return false;
  }
  return true;
}

std::vector<PlaneRings> classify_rings(const PlaneRings& rings) {
  if (rings.size() <= 1) return {rings};
  std::vector<PlaneRings> polygons;
  std::optional<bool> outer_turns;
  for (const auto& ring : rings) {
    const double area = doubled_area(ring);
    if (area == 0) continue;
    if (!outer_turns) outer_turns = area < 0;
    if (*outer_turns == (area < 0)) polygons.emplace_back();
    polygons.back().push_back(ring);
  }
  return polygons;
}

}  // namespace riskmap::style

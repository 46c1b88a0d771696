// SPDX-License-Identifier: MIT
#include <riskmap/render/detail/pixel_geometry.hpp>

#include <riskmap/geo/simplify.hpp>

#include <cairo.h>

#include <algorithm>
#include <cmath>

namespace riskmap::render::detail {
namespace {

constexpr double tolerance = 0.25;      // px: invisible (4 levels on line pixels), 0.5 is not
constexpr std::size_t run_length = 32;  // segments under one box
constexpr double farthest = 4e6;        // px from the view: Cairo's coordinates end at 2^23

double round_256(double value) { return std::round(value * 256.0) / 256.0; }

void add_boxes(PixelLine& line) {
  double length = 0;
  for (std::size_t i = 0; i < line.points.size(); ++i) {
    const auto& p = line.points[i];
    if (i > 0) length += std::hypot(p.x - line.points[i - 1].x, p.y - line.points[i - 1].y);
    line.along.push_back(length);
    line.box.extend(p.x, p.y);
  }
  for (std::size_t i = 0; i + 1 < line.points.size(); i += run_length) {
    geo::PixelBox box;
    for (std::size_t k = i; k <= std::min(i + run_length, line.points.size() - 1); ++k)
      box.extend(line.points[k].x, line.points[k].y);
    line.runs.push_back(box);
  }
}

// Twice the area, positive if the ring runs clockwise on the screen.
double signed_area(const std::vector<PixelPoint>& ring) {
  double sum = 0;
  for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
    // From the first point, so that large world coordinates do not cancel.
    const double ax = ring[i].x - ring[0].x, ay = ring[i].y - ring[0].y;
    const double bx = ring[i + 1].x - ring[0].x, by = ring[i + 1].y - ring[0].y;
    sum += ax * by - bx * ay;
  }
  return sum;
}

bool is_ring(const PixelLine& line) {
  const auto &first = line.points.front(), &last = line.points.back();
  return line.points.size() > 2 && first.x == last.x && first.y == last.y;
}

PixelPoint offset_of(PixelPoint p, const View& view) {
  return {p.x - static_cast<double>(view.left), p.y - static_cast<double>(view.top)};
}

bool is_far(PixelPoint p, const geo::PixelBox& box) { return !box.grown(farthest).contains(p.x, p.y); }

// `p` moved towards `to` until it is no farther from the view than Cairo can count. Both are offsets from its corner.
PixelPoint brought_near(PixelPoint p, PixelPoint to) {
  double t = 0;  // share of the way
  const auto at_most = [&t](double from, double wanted) {
    if (std::abs(from) <= farthest || from == wanted) return;
    t = std::max(t, (from - std::copysign(farthest, from)) / (from - wanted));
  };
  at_most(p.x, to.x);
  at_most(p.y, to.y);
  return t > 0 ? PixelPoint{p.x + t * (to.x - p.x), p.y + t * (to.y - p.y)} : p;
}

bool touches(PixelPoint a, PixelPoint b, const geo::PixelBox& box) {
  return std::min(a.x, b.x) <= box.max_x && std::max(a.x, b.x) >= box.min_x && std::min(a.y, b.y) <= box.max_y &&
         std::max(a.y, b.y) >= box.min_y;
}

// One side of the box: keeps the points on its inner side, cuts the segments that cross it.
template <typename TInside, typename TCut>
void clip_side(const std::vector<PixelPoint>& in, std::vector<PixelPoint>& out, TInside inside, TCut cut) {
  out.clear();
  if (in.empty()) return;
  PixelPoint before = in.back();
  bool before_inside = inside(before);
  for (const auto& p : in) {
    const bool is_inside = inside(p);
    if (is_inside != before_inside) out.push_back(cut(before, p));
    if (is_inside) out.push_back(p);
    before = p;
    before_inside = is_inside;
  }
}

void clip_ring(const PixelLine& ring, const geo::PixelBox& box, std::vector<PixelPoint>& out) {
  std::vector<PixelPoint> a(ring.points.begin(), ring.points.end() - 1), b;
  const auto at_x = [](double x) {
    return [x](PixelPoint p, PixelPoint q) { return PixelPoint{x, p.y + (q.y - p.y) * (x - p.x) / (q.x - p.x)}; };
  };
  const auto at_y = [](double y) {
    return [y](PixelPoint p, PixelPoint q) { return PixelPoint{p.x + (q.x - p.x) * (y - p.y) / (q.y - p.y), y}; };
  };
  clip_side(
      a, b, [&](PixelPoint p) { return p.x >= box.min_x; }, at_x(box.min_x));
  clip_side(
      b, a, [&](PixelPoint p) { return p.x <= box.max_x; }, at_x(box.max_x));
  clip_side(
      a, b, [&](PixelPoint p) { return p.y >= box.min_y; }, at_y(box.min_y));
  clip_side(
      b, out, [&](PixelPoint p) { return p.y <= box.max_y; }, at_y(box.max_y));
}

bool inside(const geo::PixelBox& inner, const geo::PixelBox& outer) {
  return inner.min_x >= outer.min_x && inner.max_x <= outer.max_x && inner.min_y >= outer.min_y &&
         inner.max_y <= outer.max_y;
}

}  // namespace

namespace {

PixelPoint to_world(geo::MercatorPoint p, double scale) {
  return {round_256((p.x + geo::mercator_half) * scale), round_256((geo::mercator_half - p.y) * scale)};
}

double scale_of(double world_size) { return world_size / (2 * geo::mercator_half); }

}  // namespace

PixelPoint to_world(geo::LonLat place, double world_size) {
  return to_world(geo::to_mercator(place), scale_of(world_size));
}

std::vector<PixelPoint> project(std::span<const geo::MercatorPoint> line, double world_size) {
  const double scale = scale_of(world_size);
  std::vector<PixelPoint> points;
  points.reserve(line.size());
  for (const auto& place : line) {
    const auto p = to_world(place, scale);
    if (points.empty() || p.x != points.back().x || p.y != points.back().y) points.push_back(p);
  }
  return geo::simplified(points, tolerance);
}

PixelLine make_line(std::vector<PixelPoint> points) {
  PixelLine out;
  out.points = std::move(points);
  add_boxes(out);
  return out;
}

PixelLine project_line(const model::Line& line, double world_size) {
  std::vector<geo::MercatorPoint> plane;
  plane.reserve(line.size());
  for (const auto& place : line) plane.push_back(geo::to_mercator(place));
  return make_line(project(plane, world_size));
}

bool add_ring(PixelPolygon& polygon, std::vector<PixelPoint> ring, bool clockwise) {
  if (ring.size() < 3) return false;
  if ((signed_area(ring) > 0) != clockwise) std::reverse(ring.begin(), ring.end());
  auto line = make_line(std::move(ring));
  const bool visible =
      line.points.size() >= 4 || (line.points.size() == 3 && line.box.width() * line.box.height() > 0.2);
  if (!visible || std::max(line.box.width(), line.box.height()) <= 0.2) return false;
  polygon.box.extend(line.box);
  polygon.rings.push_back(std::move(line));
  return true;
}

PixelPolygon project_polygon(const model::Polygon& polygon, double world_size) {
  PixelPolygon out;
  if (!add_ring(out, project_line(polygon.outer, world_size).points, true)) return out;
  for (const auto& hole : polygon.holes) add_ring(out, project_line(hole, world_size).points, false);
  return out;
}

std::vector<PointRun> runs_in(const PixelLine& line, const geo::PixelBox& box) {
  std::vector<PointRun> out;
  if (!line.box.intersects(box)) return out;
  bool open = false;
  for (std::size_t run = 0; run < line.runs.size(); ++run) {
    if (!line.runs[run].intersects(box)) {
      open = false;
      continue;
    }
    const std::size_t end = std::min((run + 1) * run_length, line.points.size() - 1);
    for (std::size_t i = run * run_length; i < end; ++i) {
      if (!touches(line.points[i], line.points[i + 1], box)) {
        open = false;
      } else if (open && !is_far(line.points[i], box)) {
        out.back().last = i + 1;
      } else {
        out.push_back({i, i + 1});
        open = true;
      }
    }
  }
  return out;
}

double trace_run(cairo_t* context, const PixelLine& line, const PointRun& run, const View& view) {
  const auto offset = [&](std::size_t i) { return offset_of(line.points[i], view); };
  const auto start = offset(run.first), from = brought_near(start, offset(run.first + 1));
  cairo_move_to(context, from.x, from.y);
  for (std::size_t i = run.first + 1; i < run.last; ++i) cairo_line_to(context, offset(i).x, offset(i).y);
  const auto end = brought_near(offset(run.last), offset(run.last - 1));
  cairo_line_to(context, end.x, end.y);
  return line.along[run.first] + std::hypot(from.x - start.x, from.y - start.y);
}

void trace_line(cairo_t* context, const PixelLine& line, const geo::PixelBox& box, const View& view) {
  auto runs = runs_in(line, box);
  if (runs.empty()) return;
  const bool through_start = is_ring(line) && runs.front().first == 0 && runs.back().last + 1 == line.points.size() &&
                             !is_far(line.points.front(), box);
  if (through_start && runs.size() == 1) {
    trace_run(context, line, runs.front(), view);
    return cairo_close_path(context);
  }
  if (through_start) {
    trace_run(context, line, runs.back(), view);
    for (std::size_t i = 1; i <= runs.front().last; ++i) {
      const auto p = brought_near(offset_of(line.points[i], view), offset_of(line.points[i - 1], view));
      cairo_line_to(context, p.x, p.y);
    }
    runs.erase(runs.begin());
    runs.pop_back();
  }
  for (const auto& run : runs) trace_run(context, line, run, view);
}

void trace_polygon(cairo_t* context, const PixelPolygon& polygon, const geo::PixelBox& box, const View& view) {
  const double left = static_cast<double>(view.left), top = static_cast<double>(view.top);
  std::vector<PixelPoint> clipped;
  for (const auto& ring : polygon.rings) {
    if (!ring.box.intersects(box) || ring.points.size() < 3) continue;
    if (inside(ring.box, box)) {
      clipped.assign(ring.points.begin(), ring.points.end() - 1);
    } else {
      clip_ring(ring, box, clipped);
    }
    if (clipped.size() < 3) continue;
    cairo_move_to(context, clipped[0].x - left, clipped[0].y - top);
    for (std::size_t i = 1; i < clipped.size(); ++i) cairo_line_to(context, clipped[i].x - left, clipped[i].y - top);
    cairo_close_path(context);
  }
}

}  // namespace riskmap::render::detail

// SPDX-License-Identifier: MIT
#include <riskmap/output/detail/grid_geometry.hpp>

#include <riskmap/geo/mercator.hpp>
#include <riskmap/geo/simplify.hpp>

#include <cmath>

namespace riskmap::output::detail {
namespace {

constexpr double tolerance = 0.5;  // units

struct Place {
  double x = 0, y = 0;
  friend bool operator==(const Place&, const Place&) = default;
};

Place project(geo::LonLat place, double world_size) {
  const auto p = geo::to_mercator(place);
  const double scale = world_size / (2 * geo::mercator_half);
  const auto fine = [](double value) { return std::round(value * 16) / 16; };
  return {fine((p.x + geo::mercator_half) * scale), fine((geo::mercator_half - p.y) * scale)};
}

GridPoint rounded(const Place& p) { return {std::llround(p.x), std::llround(p.y)}; }

BoxTree index_runs(const GridLine& points) {
  std::vector<geo::PixelBox> boxes((std::max<std::size_t>(points.size(), 2) - 2) / BoxTree::fan + 1);
  for (std::size_t i = 0; i + 1 < points.size(); ++i) {
    auto& box = boxes[i / BoxTree::fan];
    for (const auto& p : {points[i], points[i + 1]}) box.extend(static_cast<double>(p.x), static_cast<double>(p.y));
  }
  return BoxTree(std::move(boxes));
}

void append(GridLine& line, const GridPoint& point) {
  if (line.empty() || line.back() != point) line.push_back(point);
}

struct Segment {
  Place from, to;
};

Place as_place(const GridPoint& p) { return {static_cast<double>(p.x), static_cast<double>(p.y)}; }

/// What of a segment lies in the box; false if nothing does.
bool clip_segment(Segment& segment, const geo::PixelBox& box) {
  double first = 0, last = 1;
  const double dx = segment.to.x - segment.from.x, dy = segment.to.y - segment.from.y;
  const auto side = [&](double step, double room) {  // inside where step · t <= room
    if (step == 0) return room >= 0;
    const double t = room / step;
    if (step < 0)
      first = std::max(first, t);
    else
      last = std::min(last, t);
    return first <= last;
  };
  const bool crosses = side(-dx, segment.from.x - box.min_x) && side(dx, box.max_x - segment.from.x) &&
                       side(-dy, segment.from.y - box.min_y) && side(dy, box.max_y - segment.from.y);
  if (!crosses) return false;
  const Segment whole = segment;
  if (first > 0) segment.from = {whole.from.x + first * dx, whole.from.y + first * dy};
  if (last < 1) segment.to = {whole.from.x + last * dx, whole.from.y + last * dy};
  return true;
}

/// The ring's points where it comes near the box; of runs that lie wholly beyond one side their ends alone, which clip
/// to the same.
std::vector<Place> thinned_ring(const IndexedLine& ring, const geo::PixelBox& box) {
  std::vector<Place> out;
  const auto& points = ring.points;
  const auto beyond = [&](const geo::PixelBox& run) { return !run.intersects(box); };
  const auto add = [&](std::size_t i) { out.push_back(as_place(points[i])); };
  const auto last_of = [&](std::size_t run) { return std::min((run + 1) * BoxTree::fan, points.size() - 1); };
  add(0);
  ring.runs.visit(
      beyond, [&](std::size_t, std::size_t end) { add(last_of(end - 1)); },
      [&](std::size_t run) {
        for (std::size_t i = run * BoxTree::fan + 1; i <= last_of(run); ++i) add(i);
      });
  return out;
}

/// One side of Sutherland & Hodgman; `depth` is positive inside.
template <typename TDepth>
std::vector<Place> clip_side(const std::vector<Place>& ring, TDepth&& depth) {
  std::vector<Place> out;
  for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
    const auto &a = ring[i], &b = ring[i + 1];
    const double da = depth(a), db = depth(b);
    if (da >= 0) out.push_back(a);
    if ((da < 0) != (db < 0)) {
      const double t = da / (da - db);
      out.push_back({a.x + t * (b.x - a.x), a.y + t * (b.y - a.y)});
    }
  }
  if (!out.empty()) out.push_back(Place(out.front()));
  return out;
}

// Points on a straight way to and fro, or between their neighbours on the box's edge, say nothing.
void drop_idle_points(GridLine& ring) {
  const auto idle = [](const GridPoint& a, const GridPoint& b, const GridPoint& c) {
    return (a.x == b.x && b.x == c.x) || (a.y == b.y && b.y == c.y);
  };
  GridLine out;
  for (const auto& point : ring) {
    append(out, point);
    while (out.size() >= 3 && idle(out[out.size() - 3], out[out.size() - 2], out.back())) {
      out.erase(out.end() - 2);
      if (out[out.size() - 2] == out.back()) out.pop_back();
    }
  }
  ring = std::move(out);
}

}  // namespace

GridPoint to_grid(geo::LonLat place, double world_size) { return rounded(project(place, world_size)); }

IndexedLine to_grid(const model::Line& line, double world_size) {
  IndexedLine out;
  if (line.empty()) return out;
  std::vector<Place> places;
  places.reserve(line.size());
  for (const auto& place : line) places.push_back(project(place, world_size));
  for (const auto& place : geo::simplified(places, tolerance)) append(out.points, rounded(place));
  out.runs = index_runs(out.points);
  return out;
}

std::vector<GridLine> clip_line(const IndexedLine& line, const geo::PixelBox& box) {
  std::vector<GridLine> out;
  bool on = false;  // the last segment ended inside
  const auto add = [&](std::size_t i) {
    Segment segment{as_place(line.points[i]), as_place(line.points[i + 1])};
    const auto end = segment.to;
    if (!clip_segment(segment, box)) {
      on = false;
      return;
    }
    if (!on) out.emplace_back();
    append(out.back(), rounded(segment.from));
    append(out.back(), rounded(segment.to));
    on = segment.to == end;
  };
  line.runs.visit([&](const geo::PixelBox& run) { return !run.intersects(box); },
                  [&](std::size_t, std::size_t) { on = false; },
                  [&](std::size_t run) {
                    const auto last = std::min((run + 1) * BoxTree::fan, line.points.size() - 1);
                    for (std::size_t i = run * BoxTree::fan; i < last; ++i) add(i);
                  });
  std::erase_if(out, [](const GridLine& part) { return part.size() < 2; });
  return out;
}

GridLine clip_ring(const IndexedLine& ring, const geo::PixelBox& box) {
  if (ring.points.size() < 4 || !ring.runs.box().intersects(box)) return {};
  auto places = thinned_ring(ring, box);
  places = clip_side(places, [&](const Place& p) { return p.x - box.min_x; });
  places = clip_side(places, [&](const Place& p) { return box.max_x - p.x; });
  places = clip_side(places, [&](const Place& p) { return p.y - box.min_y; });
  places = clip_side(places, [&](const Place& p) { return box.max_y - p.y; });
  GridLine out;
  for (const auto& place : places) append(out, rounded(place));
  drop_idle_points(out);
  if (out.size() < 4 || doubled_area(out) == 0) return {};
  return out;
}

std::int64_t doubled_area(const GridLine& ring) {
  std::int64_t sum = 0;
  // From the first point, so that the products stay small.
  for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
    const auto ax = ring[i].x - ring[0].x, ay = ring[i].y - ring[0].y;
    const auto bx = ring[i + 1].x - ring[0].x, by = ring[i + 1].y - ring[0].y;
    sum += ax * by - bx * ay;
  }
  return sum;
}

}  // namespace riskmap::output::detail

// SPDX-License-Identifier: MIT
#include <riskmap/render/detail/line_ink.hpp>

#include <algorithm>
#include <cmath>

namespace riskmap::render::detail {
namespace {

constexpr double least_length = 1.0 / 256;  // px between two points, so that none divides by nothing
constexpr double arc_error = 1.0 / 16;      // px of a chord from its arc
constexpr double turning_back = -0.99999;   // cosine of the turn

struct Vector {
  double x = 0, y = 0;
};
Vector operator+(Vector a, Vector b) { return {a.x + b.x, a.y + b.y}; }
Vector operator*(double k, Vector a) { return {k * a.x, k * a.y}; }
double dot(Vector a, Vector b) { return a.x * b.x + a.y * b.y; }
double length(Vector a) { return std::sqrt(dot(a, a)); }
Vector right_of(Vector direction) { return {-direction.y, direction.x}; }  // y runs down

/// Walks along a line and leaves the points beside it.
class Aside {
 public:
  Aside(double offset, const Pen& pen) : m_offset(offset), m_pen(pen) {}

  /// The points that follow lie beside that place of the line.
  void come_to(double along) { m_along = along; }

  void at(PixelPoint p, Vector normal) {
    const double x = std::round((p.x + m_offset * normal.x) * per_pixel) / per_pixel;
    const double y = std::round((p.y + m_offset * normal.y) * per_pixel) / per_pixel;
    if (!m_points.empty() && m_points.back().x == x && m_points.back().y == y) return;
    m_lengths.push_back(m_points.empty() ? m_along : std::max(m_along, m_lengths.back() + least_length));
    m_points.push_back({x, y});
  }

  void corner(PixelPoint p, Vector before, double length_before, Vector after, double length_after) {
    const auto n0 = right_of(before), n1 = right_of(after);
    const double cosine = dot(before, after), turn = before.x * after.y - before.y * after.x;
    if (cosine > turning_back) {
      const auto tip = 1 / (1 + cosine) * (n0 + n1);
      const bool inner = turn * m_offset > 0;  // it turns to the side it is moved to
      const double stretch = length(tip);
      const double back = std::abs(m_offset) * std::abs(dot(tip, before));
      if (inner ? back <= length_before && back <= length_after
                : stretch <= (m_pen.join == Stroke::Join::miter ? m_pen.miter_limit : 1.05))
        return at(p, tip);
      at(p, n0);
      if (!inner && m_pen.join == Stroke::Join::round) arc(p, n0, n1);
    } else {
      at(p, n0);
    }
    at(p, n1);
  }

  /// Lengths are those of the line itself, so that dashes and gradients keep to it as MapLibre's do.
  PixelLine take(bool ring) {
    if (ring && (m_points.front().x != m_points.back().x || m_points.front().y != m_points.back().y)) {
      m_points.push_back(m_points.front());
      m_lengths.push_back(m_lengths.back() + least_length);
    }
    auto out = make_line(std::move(m_points));
    out.along = std::move(m_lengths);
    return out;
  }

 private:
  // The points between two normals, both left out: halved until chords are near enough.
  void arc(PixelPoint p, Vector from, Vector to) {
    const double half_cosine = std::sqrt(std::max(0.0, (1 + dot(from, to)) / 2));
    if (std::abs(m_offset) * (1 - half_cosine) <= arc_error) return;
    const auto sum = from + to;
    const auto middle = 1 / length(sum) * sum;
    arc(p, from, middle);
    at(p, middle);
    arc(p, middle, to);
  }

  double m_offset;
  const Pen& m_pen;
  double m_along = 0;
  std::vector<PixelPoint> m_points;
  std::vector<double> m_lengths;
};

}  // namespace

PixelLine moved_aside(const PixelLine& line, double offset, const Pen& pen) {
  if (offset == 0 || line.points.size() < 2) return line;
  const auto& points = line.points;
  const std::size_t count = points.size() - 1;
  std::vector<Vector> ways;
  std::vector<double> lengths;
  for (std::size_t i = 0; i < count; ++i) {
    const Vector way{points[i + 1].x - points[i].x, points[i + 1].y - points[i].y};
    lengths.push_back(length(way));
    ways.push_back(1 / lengths.back() * way);
  }
  const bool ring = count > 2 && points.front().x == points.back().x && points.front().y == points.back().y;
  Aside aside(offset, pen);
  if (!ring) aside.at(points.front(), right_of(ways.front()));
  for (std::size_t i = 1; i < count; ++i) {
    aside.come_to(line.along[i]);
    aside.corner(points[i], ways[i - 1], lengths[i - 1], ways[i], lengths[i]);
  }
  aside.come_to(line.along.back());
  if (ring)
    aside.corner(points.front(), ways.back(), lengths.back(), ways.front(), lengths.front());
  else
    aside.at(points.back(), right_of(ways.back()));
  return aside.take(ring);
}

}  // namespace riskmap::render::detail

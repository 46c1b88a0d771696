// SPDX-License-Identifier: MIT
#include <riskmap/render/detail/pen.hpp>

#include <cmath>

namespace riskmap::render::detail {
namespace {

constexpr double arc_error = 256.0 / 16;   // of a chord from its arc, 1/256 px
constexpr double tip_error = 256.0 / 32;   // of a slight corner's point from a rounded or cut one
constexpr double thin = 256;               // half a width
constexpr double turning_back = -0.99999;  // cosine of the turn
constexpr double slight_corner = 1.05;     // a miter's length, in widths

struct Vector {
  double x = 0, y = 0;
  Vector operator-() const { return {-x, -y}; }
};
Vector operator+(Vector a, Vector b) { return {a.x + b.x, a.y + b.y}; }
Vector operator*(double k, Vector a) { return {k * a.x, k * a.y}; }
double dot(Vector a, Vector b) { return a.x * b.x + a.y * b.y; }
double cross(Vector a, Vector b) { return a.x * b.y - a.y * b.x; }
Vector unit(Vector a) { return 1 / std::sqrt(dot(a, a)) * a; }
Vector left_of(Vector direction) { return {direction.y, -direction.x}; }  // y runs down

FixedPoint moved(FixedPoint p, Vector by) { return {p.x + nearest(by.x), p.y + nearest(by.y)}; }

struct Segment {
  Vector direction;  // unit
  double length = 0;
};

Segment segment(FixedPoint a, FixedPoint b) {
  const Vector way{static_cast<double>(b.x - a.x), static_cast<double>(b.y - a.y)};
  const double length = std::sqrt(dot(way, way));
  return {1 / length * way, length};
}

// The left side of a line walked from its first point to its last.
class Side {
 public:
  enum class Way : bool { there, back };  ///< the two sides of a line are walked there and back
  Side(const Pen& pen, Rings& out) : m_pen(pen), m_radius(pen.width * per_pixel / 2), m_out(out) {}

  void turn_back() { m_way = Way::back; }
  void at(FixedPoint p, Vector normal) { m_out.add(moved(p, m_radius * normal)); }

  // The points between two normals, both left out, clockwise: halved until chords are near enough.
  void arc(FixedPoint p, Vector from, Vector to) {
    const double half_cosine = std::sqrt(std::max(0.0, (1 + dot(from, to)) / 2));
    if (m_radius * (1 - half_cosine) <= arc_error) return;
    const auto middle = unit(from + to);
    arc(p, from, middle);
    at(p, middle);
    arc(p, middle, to);
  }

  void half_circle(FixedPoint p, Vector from, Vector forward) {
    arc(p, from, forward);
    at(p, forward);
    arc(p, forward, -from);
  }

  // Past a corner, from the end of one segment to the start of the next.
  void corner(FixedPoint p, const Segment& before, const Segment& after) {
    const auto n0 = left_of(before.direction), n1 = left_of(after.direction);
    const double cosine = dot(before.direction, after.direction);
    const double turn = cross(before.direction, after.direction);
    const bool outer = turn > 0 || (turn == 0 && m_way == Way::there);
    if (cosine > turning_back) {
      const auto tip = 1 / (1 + cosine) * (n0 + n1);
      if (!outer) return inner(p, before, after, tip);
      const double miter = 1 / std::sqrt((1 + cosine) / 2);  // its length, in widths
      if (m_radius * (miter - 1) <= tip_error || miter <= sharpest_miter()) return at(p, tip);
    }
    at(p, n0);
    if (m_pen.join == Stroke::Join::round) {
      if (cosine > turning_back)
        arc(p, n0, n1);
      else if (outer)
        half_circle(p, n0, before.direction);
    }
    at(p, n1);
  }

  void cap(FixedPoint p, Vector direction) {
    const auto normal = left_of(direction);
    if (m_pen.cap == Stroke::Cap::square) {
      at(p, normal + direction);
      at(p, direction + -normal);
      return;
    }
    at(p, normal);
    if (m_pen.cap == Stroke::Cap::round) half_circle(p, normal, direction);
    at(p, -normal);
  }

 private:
  // Where both sides meet. If the segments are too short for that, the sides overlap: of a thick line over the corner
  // itself, so that nothing is left out; of a thin one by the short way, so that a pixel's shares do not add up to more
  // than they are.
  void inner(FixedPoint p, const Segment& before, const Segment& after, Vector tip) {
    const double back = m_radius * std::abs(dot(tip, before.direction));
    if (2 * back <= before.length && 2 * back <= after.length) return at(p, tip);
    at(p, left_of(before.direction));
    if (m_radius > thin) m_out.add(p);
    at(p, left_of(after.direction));
  }

  // MapLibre mitres slight corners whatever their join.
  double sharpest_miter() const {
    if (m_pen.join == Stroke::Join::miter) return m_pen.miter_limit;
    return m_pen.join == Stroke::Join::round ? m_pen.round_limit : slight_corner;
  }

  const Pen& m_pen;
  Way m_way = Way::there;
  double m_radius;
  Rings& m_out;
};

// Valid until the thread asks again.
std::span<const Segment> segments_of(std::span<const FixedPoint> line) {
  thread_local std::vector<Segment> segments;
  segments.clear();
  for (std::size_t i = 0; i + 1 < line.size(); ++i) segments.push_back(segment(line[i], line[i + 1]));
  return segments;
}

}  // namespace

void Pen::outline(std::span<const FixedPoint> line, Rings& out) const {
  if (line.size() < 2) return;
  Side side(*this, out);
  const auto segments = segments_of(line);
  const auto turned = [](const Segment& s) { return Segment{-s.direction, s.length}; };
  const std::size_t count = segments.size();
  const auto forward = [&] {
    for (std::size_t i = 1; i < count; ++i) side.corner(line[i], segments[i - 1], segments[i]);
  };
  const auto backward = [&] {
    side.turn_back();
    for (std::size_t i = count - 1; i > 0; --i) side.corner(line[i], turned(segments[i]), turned(segments[i - 1]));
  };
  if (line.front() == line.back() && count > 1) {
    forward();
    side.corner(line.front(), segments.back(), segments.front());
    out.close();
    backward();
    side.corner(line.front(), turned(segments.front()), turned(segments.back()));
  } else {
    forward();
    side.cap(line.back(), segments.back().direction);
    backward();
    side.cap(line.front(), -segments.front().direction);
  }
  out.close();
}

void Pen::grown(std::span<const FixedPoint> ring, Rings& out) const {
  const auto segments = segments_of(ring);
  if (segments.empty()) return;
  Side side(*this, out);
  for (std::size_t i = 1; i < segments.size(); ++i) side.corner(ring[i], segments[i - 1], segments[i]);
  side.corner(ring.front(), segments.back(), segments.front());
  out.close();
}

void Pen::corner(FixedPoint before, FixedPoint at, FixedPoint after, Rings& out) const {
  auto in = segment(before, at), on = segment(at, after);
  if (cross(in.direction, on.direction) < 0) {
    std::swap(in, on);
    in.direction = -in.direction;
    on.direction = -on.direction;
  }
  out.add(at);
  Side side(*this, out);
  side.at(at, left_of(in.direction));
  side.corner(at, in, on);
  side.at(at, left_of(on.direction));
  out.close();
}

double Pen::reach() const {
  const double factor = join == Stroke::Join::miter ? std::max(1.0, miter_limit) : 1.0;
  return width / 2 * (cap == Stroke::Cap::square ? std::max(factor, 1.5) : factor) + 1;
}

}  // namespace riskmap::render::detail

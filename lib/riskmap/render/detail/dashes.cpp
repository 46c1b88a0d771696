// SPDX-License-Identifier: MIT
#include <riskmap/render/detail/dashes.hpp>

#include <algorithm>
#include <cmath>
#include <limits>

namespace riskmap::render::detail {
namespace {

// The part of a segment, as shares of its length, that lies in the box (Liang & Barsky 1984); first > last if none.
std::pair<double, double> part_in(PixelPoint a, PixelPoint b, const geo::PixelBox& box) {
  double first = 0, last = 1;
  const auto keep = [&](double from, double way, double low, double high) {
    if (way == 0) {
      if (from < low || from > high) last = -1;
      return;
    }
    const double t0 = (low - from) / way, t1 = (high - from) / way;
    first = std::max(first, std::min(t0, t1));
    last = std::min(last, std::max(t0, t1));
  };
  keep(a.x, b.x - a.x, box.min_x, box.max_x);
  keep(a.y, b.y - a.y, box.min_y, box.max_y);
  return {first, last};
}

FixedPoint point_at(const PixelLine& line, std::size_t segment, double along) {
  const auto &a = line.points[segment], &b = line.points[segment + 1];
  const double t = (along - line.along[segment]) / (line.along[segment + 1] - line.along[segment]);
  const auto from = to_fixed(a);
  return {from.x + std::llround(t * (b.x - a.x) * per_pixel), from.y + std::llround(t * (b.y - a.y) * per_pixel)};
}

// The line from `start` to `end` of its length. \pre start lies in `segment` or before it
void cut(const PixelLine& line, std::size_t segment, double start, double end, std::vector<FixedPoint>& out) {
  out.clear();
  const auto add = [&out](FixedPoint p) {
    if (out.empty() || out.back() != p) out.push_back(p);
  };
  while (segment > 0 && line.along[segment] > start) --segment;
  add(point_at(line, segment, start));
  for (++segment; segment + 1 < line.points.size() && line.along[segment] < end; ++segment)
    add(to_fixed(line.points[segment]));
  add(point_at(line, segment - 1, std::min(end, line.along.back())));
}

}  // namespace

Dashes::Dashes(const std::vector<double>& lengths) {
  for (std::size_t i = 0; i < lengths.size(); ++i) {
    if (i % 2 == 0 && lengths[i] > 0) add({m_period, lengths[i]});
    m_period += lengths[i];
  }
  // The last and the first dash of an odd number are one.
  if (lengths.size() % 2 == 0 || m_dashes.size() < 2) return;
  m_dashes.front().start -= m_dashes.back().length;
  m_dashes.front().length += m_dashes.back().length;
  m_dashes.pop_back();
}

// A gap of no length parts nothing.
void Dashes::add(Dash dash) {
  if (!m_dashes.empty() && m_dashes.back().start + m_dashes.back().length >= dash.start)
    m_dashes.back().length += dash.length;
  else
    m_dashes.push_back(dash);
}

void Dashes::along(const PixelLine& line, const geo::PixelBox& box, const Pen& pen, Rings& out) const {
  thread_local std::vector<FixedPoint> points;
  double made = -std::numeric_limits<double>::infinity();  // where the last dash that was made starts
  for (const auto& run : runs_in(line, box)) {
    for (auto i = run.first; i < run.last; ++i) {
      const auto [first, last] = part_in(line.points[i], line.points[i + 1], box.grown(1));
      if (first > last) continue;
      const double length = line.along[i + 1] - line.along[i];
      const double from = line.along[i] + first * length, to = line.along[i] + last * length;
      for (double n = std::floor(from / m_period); n * m_period + m_dashes.front().start < to; ++n) {
        for (const auto& dash : m_dashes) {
          const double start = n * m_period + dash.start, end = start + dash.length;
          if (end < from || start > to || start <= made || start >= line.along.back()) continue;
          made = start;
          cut(line, i, std::max(0.0, start), end, points);
          pen.outline(points, out);
        }
      }
    }
  }
}

}  // namespace riskmap::render::detail

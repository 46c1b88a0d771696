// SPDX-License-Identifier: MIT
#include <riskmap/model/detail/edge_index.hpp>

#include <algorithm>
#include <cmath>
#include <limits>

namespace riskmap::model::detail {
namespace {

using geo::LonLat;

template <typename TAction>
void for_each_edge(const std::vector<Polygon>& polygons, TAction&& action) {
  const auto ring = [&](const Line& line) {
    for (std::size_t i = 1; i < line.size(); ++i) action(line[i - 1], line[i]);
  };
  for (const auto& polygon : polygons) {
    ring(polygon.outer);
    for (const auto& hole : polygon.holes) ring(hole);
  }
}

/// The place of the edge a–b nearest to `p`, where x counts `scale` times as much as y.
LonLat nearest_on(LonLat a, LonLat b, LonLat p, double scale) {
  const double dx = (b.lon - a.lon) * scale, dy = b.lat - a.lat;
  const double length2 = dx * dx + dy * dy;
  if (length2 <= 0) return a;
  const double t = std::clamp(((p.lon - a.lon) * scale * dx + (p.lat - a.lat) * dy) / length2, 0.0, 1.0);
  return {a.lon + t * (b.lon - a.lon), a.lat + t * (b.lat - a.lat)};
}

/// The segment a–b and the box have a place in common (Liang & Barsky 1984).
bool meets(LonLat a, LonLat b, const geo::LonLatBox& box) {
  double from = 0, to = 1;
  const auto clip = [&](double start, double step, double low, double high) {
    if (step == 0) return start >= low && start <= high;
    const double one = (low - start) / step, other = (high - start) / step;
    from = std::max(from, std::min(one, other));
    to = std::min(to, std::max(one, other));
    return from <= to;
  };
  return clip(a.lon, b.lon - a.lon, box.min_x, box.max_x) && clip(a.lat, b.lat - a.lat, box.min_y, box.max_y);
}

}  // namespace

EdgeIndex::EdgeIndex(const std::vector<Polygon>& polygons) {
  double south = std::numeric_limits<double>::infinity(), north = -south, rise = 0;
  std::size_t count = 0;
  for_each_edge(polygons, [&](LonLat a, LonLat b) {
    south = std::min({south, a.lat, b.lat}), north = std::max({north, a.lat, b.lat});
    rise += std::abs(b.lat - a.lat);
    ++count;
  });
  if (count == 0) {
    m_starts = {0, 0};
    return;
  }
  const double height = north - south;
  const double wanted = rise > 0 ? height * static_cast<double>(count) / rise : 1.0;
  const auto rows = static_cast<std::size_t>(std::clamp(wanted, 1.0, static_cast<double>(count)));
  m_south = south;
  m_row_height = height > 0 ? height / static_cast<double>(rows) : 1.0;
  m_starts.assign(rows + 1, 0);
  const auto rows_of = [&](LonLat a, LonLat b) {
    return std::pair{row_of(std::min(a.lat, b.lat)), row_of(std::max(a.lat, b.lat))};
  };
  for_each_edge(polygons, [&](LonLat a, LonLat b) {
    const auto [first, last] = rows_of(a, b);
    for (std::size_t row = first; row <= last; ++row) ++m_starts[row + 1];
  });
  for (std::size_t row = 0; row < rows; ++row) m_starts[row + 1] += m_starts[row];
  m_edges.resize(m_starts.back());
  auto next = m_starts;
  for_each_edge(polygons, [&](LonLat a, LonLat b) {
    const auto [first, last] = rows_of(a, b);
    for (std::size_t row = first; row <= last; ++row) m_edges[next[row]++] = {a, b};
  });
}

std::size_t EdgeIndex::row_of(double lat) const {
  const double row = std::floor((lat - m_south) / m_row_height);
  return static_cast<std::size_t>(std::clamp(row, 0.0, static_cast<double>(m_starts.size() - 2)));
}

bool EdgeIndex::contains(LonLat place) const {
  const std::size_t row = row_of(place.lat);
  bool inside = false;
  for (std::size_t i = m_starts[row]; i < m_starts[row + 1]; ++i) {
    const auto& [a, b] = m_edges[i];
    if ((a.lat > place.lat) == (b.lat > place.lat)) continue;
    if (place.lon < a.lon + (b.lon - a.lon) * (place.lat - a.lat) / (b.lat - a.lat)) inside = !inside;
  }
  return inside;
}

bool EdgeIndex::crosses(const geo::LonLatBox& box) const {
  const std::size_t last = row_of(box.max_y);
  for (std::size_t row = row_of(box.min_y); row <= last; ++row) {
    for (std::size_t i = m_starts[row]; i < m_starts[row + 1]; ++i) {
      if (meets(m_edges[i].a, m_edges[i].b, box)) return true;
    }
  }
  return false;
}

double EdgeIndex::gap(std::size_t row, double lat) const {
  const double bottom = m_south + m_row_height * static_cast<double>(row);
  return std::max({0.0, bottom - lat, lat - bottom - m_row_height});
}

void EdgeIndex::look_into(std::size_t row, LonLat place, Best& best) const {
  const double middle = m_south + m_row_height * (static_cast<double>(row) + 0.5);
  const double scale = std::cos(0.5 * (place.lat + middle) * geo::degrees_to_radians);
  for (std::size_t i = m_starts[row]; i < m_starts[row + 1]; ++i) {
    const LonLat there = nearest_on(m_edges[i].a, m_edges[i].b, place, scale);
    const double dx = (there.lon - place.lon) * scale, dy = there.lat - place.lat;
    const double distance2 = dx * dx + dy * dy;
    if (distance2 < best.distance2) best = {distance2, there};
  }
}

LonLat EdgeIndex::nearest(LonLat place) const {
  Best best{std::numeric_limits<double>::infinity(), place};
  const std::size_t middle = row_of(place.lat), rows = m_starts.size() - 1;
  const auto worth = [&](std::size_t row) { return gap(row, place.lat) * gap(row, place.lat) < best.distance2; };
  look_into(middle, place, best);
  bool up = true, down = true;
  for (std::size_t step = 1; up || down; ++step) {
    up = up && middle + step < rows && worth(middle + step);
    down = down && step <= middle && worth(middle - step);
    if (up) look_into(middle + step, place, best);
    if (down) look_into(middle - step, place, best);
  }
  return best.where;
}

}  // namespace riskmap::model::detail

// SPDX-License-Identifier: MIT
#include <riskmap/density/detail/level_rings.hpp>

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <cstdint>

namespace riskmap::density::detail {
namespace {

using EdgeKey = std::uint64_t;  // of the edge east of a node: twice its index; of the one south of it: one more

constexpr double fineness = 1.0 / 1024.0;  // of an edge

struct Crossing {
  EdgeKey edge;
  geo::LonLat place;
};

double settled(double degrees) { return std::round(degrees * 1e7) / 1e7; }

/// An edge, walked from its lower node to its higher one.
class Edge {
 public:
  Edge(const NodeField& field, std::size_t low, std::size_t high, bool at_rim)
      : m_field(field), m_low(point(low)), m_high(point(high)), m_at_rim(at_rim) {}

  geo::MercatorPoint at(double share) const {
    return {m_low.x + share * (m_high.x - m_low.x), m_low.y + share * (m_high.y - m_low.y)};
  }

  /// Where the field reaches `level`, beyond `from`, where it is below.
  double crossing(double level, double from) const {
    if (m_at_rim) return 0.5 * (from + 1.0);  // outside whatever is asked for: any place does
    double low = from, high = 1.0;
    while (high - low > fineness) {
      const double middle = 0.5 * (low + high);
      (m_field.value_at(at(middle)) < level ? low : high) = middle;
    }
    return 0.5 * (low + high);
  }

 private:
  geo::MercatorPoint point(std::size_t node) const {
    return m_field.grid.node(node % m_field.grid.columns, node / m_field.grid.columns);
  }

  const NodeField& m_field;
  geo::MercatorPoint m_low, m_high;
  bool m_at_rim;
};

class LevelTracer {
 public:
  LevelTracer(const NodeField& field, const std::vector<double>& levels)
      : m_field(field), m_levels(levels), m_columns(field.grid.columns), m_rows(field.grid.rows) {
    assert(m_columns >= 3 && m_rows >= 3 && field.values.size() == field.grid.size());
    m_crossings.resize(levels.size());
    for (std::size_t node = 0; node < field.grid.size(); ++node) {
      if (node % m_columns + 1 < m_columns) cross(node, node + 1, 2 * node);
      if (node / m_columns + 1 < m_rows) cross(node, node + m_columns, 2 * node + 1);
    }
  }

  model::Outline rings(std::size_t level) const {
    const auto pieces = segments(m_levels[level]);
    std::vector<bool> walked(pieces.size(), false);
    model::Outline rings;
    for (std::size_t first = 0; first < pieces.size(); ++first) {
      if (walked[first]) continue;
      model::Line ring;
      for (std::size_t i = first; !walked[i]; i = find(pieces, pieces[i].to)) {
        walked[i] = true;
        ring.push_back(place(level, pieces[i].from));
      }
      ring.push_back(ring.front());
      rings.push_back(std::move(ring));
    }
    return rings;
  }

 private:
  struct Segment {
    EdgeKey from, to;
  };

  bool at_rim(std::size_t node) const {
    const std::size_t column = node % m_columns, row = node / m_columns;
    return column == 0 || row == 0 || column + 1 == m_columns || row + 1 == m_rows;
  }

  double value(std::size_t node) const { return at_rim(node) ? -1.0 : static_cast<double>(m_field.values[node]); }

  /// All levels between two nodes, upwards, each beyond the one before: so they never change places.
  void cross(std::size_t a, std::size_t b, EdgeKey key) {
    const double at_a = value(a), at_b = value(b);
    const auto [below, above] = std::minmax(at_a, at_b);
    auto level = std::upper_bound(m_levels.begin(), m_levels.end(), below);
    if (level == m_levels.end() || *level > above) return;
    const Edge edge(m_field, at_a < at_b ? a : b, at_a < at_b ? b : a, at_rim(a) || at_rim(b));
    double share = 0.0;
    for (; level != m_levels.end() && *level <= above; ++level) {
      share = edge.crossing(*level, share);
      const auto found = geo::to_lonlat(edge.at(std::clamp(share, fineness, 1.0 - fineness)));
      m_crossings[static_cast<std::size_t>(level - m_levels.begin())].push_back(
          {key, {settled(found.lon), settled(found.lat)}});
    }
  }

  geo::LonLat place(std::size_t level, EdgeKey edge) const {
    const auto& list = m_crossings[level];  // its keys ascend, as the edges were walked
    const auto found =
        std::lower_bound(list.begin(), list.end(), edge, [](const Crossing& c, EdgeKey key) { return c.edge < key; });
    assert(found != list.end() && found->edge == edge);
    return found->place;
  }

  static std::size_t find(const std::vector<Segment>& segments, EdgeKey from) {
    const auto found = std::lower_bound(segments.begin(), segments.end(), from,
                                        [](const Segment& s, EdgeKey key) { return s.from < key; });
    assert(found != segments.end() && found->from == from);
    return static_cast<std::size_t>(found - segments.begin());
  }

  /// Each crossing begins one segment and ends one.
  std::vector<Segment> segments(double level) const {
    std::vector<Segment> found;
    for (std::size_t row = 0; row + 1 < m_rows; ++row) {
      for (std::size_t column = 0; column + 1 < m_columns; ++column) add_cell(row * m_columns + column, level, found);
    }
    std::sort(found.begin(), found.end(), [](const Segment& a, const Segment& b) { return a.from < b.from; });
    return found;
  }

  /// Corners and edges clockwise from the north-west; edge i leads from corner i to the next.
  void add_cell(std::size_t node, double level, std::vector<Segment>& found) const {
    const std::array<std::size_t, 4> corners{node, node + 1, node + m_columns + 1, node + m_columns};
    std::array<double, 4> values{};
    std::array<bool, 4> high{};
    for (std::size_t i = 0; i < 4; ++i) values[i] = value(corners[i]), high[i] = values[i] >= level;
    const auto count = std::count(high.begin(), high.end(), true);
    if (count == 0 || count == 4) return;
    const std::array<EdgeKey, 4> edges{2 * node, 2 * (node + 1) + 1, 2 * (node + m_columns), 2 * node + 1};
    const bool saddle = count == 2 && high[0] == high[2];
    const bool joined = saddle && values[0] + values[1] + values[2] + values[3] >= 4.0 * level;
    for (std::size_t i = 0; i < 4; ++i) {
      if (joined && !high[i]) found.push_back({edges[i], edges[(i + 3) % 4]});
      if (joined || !high[i] || high[(i + 3) % 4]) continue;
      std::size_t last = i;  // of the run of high corners
      while (high[(last + 1) % 4]) ++last;
      found.push_back({edges[(i + 3) % 4], edges[last % 4]});
    }
  }

  const NodeField& m_field;
  const std::vector<double>& m_levels;
  std::size_t m_columns, m_rows;
  std::vector<std::vector<Crossing>> m_crossings;  // by level
};

}  // namespace

std::vector<model::Outline> level_rings(const NodeField& field, const std::vector<double>& levels) {
  assert(std::is_sorted(levels.begin(), levels.end()) && (levels.empty() || levels.front() > 0));
  const LevelTracer tracer(field, levels);
  std::vector<model::Outline> outlines;
  for (std::size_t i = 0; i < levels.size(); ++i) outlines.push_back(tracer.rings(i));
  return outlines;
}

}  // namespace riskmap::density::detail

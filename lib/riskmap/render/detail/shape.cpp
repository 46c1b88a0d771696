// SPDX-License-Identifier: MIT
#include <riskmap/render/detail/shape.hpp>

#include <riskmap/geo/box_index.hpp>

#include <algorithm>
#include <tuple>

namespace riskmap::render::detail {
namespace {

constexpr std::uint32_t leaf_edges = 32;
constexpr std::size_t branches = 8;

using RingRange = std::pair<std::uint32_t, std::uint32_t>;  // first and last point, which are the same place

std::uint64_t point_digest(FixedPoint p) {
  return mixed(mixed(0x6A09E667F3BCC908U, static_cast<std::uint64_t>(p.x)), static_cast<std::uint64_t>(p.y));
}

std::uint64_t edge_digest(FixedPoint a, FixedPoint b) { return a == b ? 0 : mixed(point_digest(a), point_digest(b)); }

__extension__ using Wide = __int128;

// a · b > c · d
bool is_more(std::int64_t a, std::int64_t b, std::int64_t c, std::int64_t d) {
  const auto is_small = [](std::int64_t v) { return v < (1LL << 31U) && v > -(1LL << 31U); };
  if (is_small(a) && is_small(b) && is_small(c) && is_small(d)) return a * b > c * d;
  return static_cast<Wide>(a) * b > static_cast<Wide>(c) * d;
}

// Where a segment lies that has a part in the view's rows: right of it or left in all of these, or across it.
enum class Side : unsigned char { right, left, across };
Side side_of(FixedPoint a, FixedPoint b, FixedPoint low, FixedPoint high) {
  if (std::min(a.x, b.x) >= high.x) return Side::right;
  if (std::max(a.x, b.x) <= low.x) return Side::left;
  if (a.y > b.y) std::swap(a, b);
  // The corners' sides of the line through both, walked down.
  const auto is_west = [&](std::int64_t x, std::int64_t y) { return is_more(b.x - a.x, y - a.y, b.y - a.y, x - a.x); };
  const int count = is_west(low.x, low.y) + is_west(high.x, low.y) + is_west(low.x, high.y) + is_west(high.x, high.y);
  return count == 4 ? Side::right : count == 0 ? Side::left : Side::across;
}

std::size_t reach_of(std::size_t count) {
  std::size_t reach = 1;
  while (reach < count) reach *= branches;
  return reach;
}

// Rings near one another stand next to one another, so that few boxes cross a view.
void sort_along_curve(std::vector<RingRange>& rings, const std::vector<FixedPoint>& points) {
  geo::PixelBox box;
  const auto x_of = [&](const RingRange& ring) { return static_cast<double>(points[ring.first].x); };
  const auto y_of = [&](const RingRange& ring) { return static_cast<double>(points[ring.first].y); };
  for (const auto& ring : rings) box.extend(x_of(ring), y_of(ring));
  std::vector<std::pair<std::uint32_t, RingRange>> order;
  order.reserve(rings.size());
  for (const auto& ring : rings) order.emplace_back(geo::curve_place(x_of(ring), y_of(ring), box), ring);
  std::sort(order.begin(), order.end());
  std::transform(order.begin(), order.end(), rings.begin(), [](const auto& entry) { return entry.second; });
}

// Counts what lies left of a view and needs no columns.
Rasteriser& left_rows() {
  thread_local Rasteriser rasteriser;
  return rasteriser;
}

}  // namespace

void Rings::close() {
  const std::size_t first = ends.empty() ? 0 : ends.back();
  if (points.size() < first + 3) return points.resize(first);
  if (points[first] != points.back()) points.push_back(points[first]);
  ends.push_back(static_cast<std::uint32_t>(points.size()));
}

void Rings::add_to(Rasteriser& rasteriser) const {
  for (std::size_t i = 0; i < ends.size(); ++i) add_edges(rasteriser, ring(i));
}

void add_edges(Rasteriser& rasteriser, std::span<const FixedPoint> points) {
  for (std::size_t i = 1; i < points.size(); ++i) rasteriser.line(points[i - 1], points[i]);
}

Shape::Shape(Rings rings) : m_points(std::move(rings.points)) {
  if (rings.ends.empty()) return;
  std::vector<RingRange> ranges;
  std::uint32_t first = 0;
  for (const auto end : rings.ends) {
    ranges.emplace_back(first, end - 1);
    first = end;
  }
  if (ranges.size() > branches) sort_along_curve(ranges, m_points);
  m_nodes.reserve(m_points.size() / 12 + ranges.size());
  add_rings(ranges, reach_of(ranges.size()));
}

// Puts a node before its children, of which `child(i, part)` adds those from i on, and makes its box of theirs.
template <typename TChild>
void Shape::add_parent(std::size_t count, std::size_t reach, TChild&& child) {
  const auto at = m_nodes.size();
  m_nodes.emplace_back();
  const auto part = reach / branches;
  FixedPoint low{INT64_MAX, INT64_MAX}, high{INT64_MIN, INT64_MIN};
  for (std::size_t i = 0; i < count; i += part) {
    const auto place = m_nodes.size();
    child(i, part);
    const auto& node = m_nodes[place];
    low = {std::min(low.x, node.low.x), std::min(low.y, node.low.y)};
    high = {std::max(high.x, node.high.x), std::max(high.y, node.high.y)};
    m_nodes[at].digest += node.digest;
  }
  auto& node = m_nodes[at];
  node.low = low;
  node.high = high;
  node.next = static_cast<std::uint32_t>(m_nodes.size());
  node.leaf = false;
}

void Shape::add_rings(std::span<const RingRange> rings, std::size_t reach) {
  if (rings.size() == 1) return add_ring(rings[0].first, rings[0].second);
  add_parent(rings.size(), reach, [&](std::size_t i, std::size_t part) {
    add_rings(rings.subspan(i, std::min(part, rings.size() - i)), part);
  });
}

void Shape::add_ring(std::uint32_t first, std::uint32_t last) {
  std::vector<std::uint32_t> ends;
  for (auto i = first; i < last;) ends.push_back(i = std::min(i + leaf_edges, last));
  add_chunks(ends, first, reach_of(ends.size()));
}

void Shape::add_chunks(std::span<const std::uint32_t> ends, std::uint32_t first, std::size_t reach) {
  if (ends.size() == 1) return add_leaf(first, ends.front());
  const auto at = m_nodes.size();
  add_parent(ends.size(), reach, [&](std::size_t i, std::size_t part) {
    add_chunks(ends.subspan(i, std::min(part, ends.size() - i)), i == 0 ? first : ends[i - 1], part);
  });
  m_nodes[at].first = first;
  m_nodes[at].last = ends.back();
}

void Shape::add_leaf(std::uint32_t first, std::uint32_t last) {
  Node node;
  node.first = first;
  node.last = last;
  node.low = node.high = m_points[first];
  for (auto i = first; i <= last; ++i) {
    const auto p = m_points[i];
    node.low = {std::min(node.low.x, p.x), std::min(node.low.y, p.y)};
    node.high = {std::max(node.high.x, p.x), std::max(node.high.y, p.y)};
    if (i > first) node.digest += edge_digest(m_points[i - 1], p);
  }
  m_nodes.push_back(node);
  m_nodes.back().next = static_cast<std::uint32_t>(m_nodes.size());
}

std::vector<FixedPoint> to_fixed(const PixelLine& line) {
  std::vector<FixedPoint> out;
  out.reserve(line.points.size());
  for (const auto& p : line.points) out.push_back(to_fixed(p));
  return out;
}

Shape make_shape(std::span<const PixelPolygon> polygons) {
  Rings rings;
  for (const auto& polygon : polygons) {
    for (const auto& ring : polygon.rings) {
      for (const auto& p : ring.points) rings.add(to_fixed(p));
      rings.close();
    }
  }
  return Shape(std::move(rings));
}

geo::PixelBox Shape::box() const {
  geo::PixelBox box;
  if (empty()) return box;
  for (const auto p : {m_nodes[0].low, m_nodes[0].high})
    box.extend(static_cast<double>(p.x) / per_pixel, static_cast<double>(p.y) / per_pixel);
  return box;
}

template <typename TInside, typename TLeaf, typename TChain>
void Shape::walk(const View& view, FixedPoint shift, TInside&& inside, TLeaf&& leaf, TChain&& chain) const {
  const FixedPoint low{view.left * per_pixel - shift.x, view.top * per_pixel - shift.y},
      high{low.x + view.width * per_pixel, low.y + view.height * per_pixel};
  for (std::size_t i = 0; i < m_nodes.size();) {
    const auto& node = m_nodes[i];
    if (node.high.y <= low.y || node.low.y >= high.y || node.low.x >= high.x) {
      i = node.next;
    } else if (node.high.x <= low.x) {
      chain(m_points[node.first].y + shift.y, m_points[node.last].y + shift.y);
      i = node.next;
    } else if (node.low.x > low.x && node.low.y > low.y && node.high.x < high.x && node.high.y < high.y &&
               inside(node)) {
      i = node.next;
    } else {
      if (node.leaf) leaf(node, low, high);
      ++i;
    }
  }
}

template <typename TCross>
void Shape::look(const View& view, FixedPoint shift, TCross&& cross) const {
  auto& left = left_rows();
  left.reset(view.left, view.top, 1, view.height);
  const auto chain = [&](std::int64_t from, std::int64_t to) { left.left_chain(from, to); };
  const auto inside = [&](const Node& node) {
    cross(node.digest);
    return true;
  };
  const auto leaf = [&](const Node& node, FixedPoint low, FixedPoint high) {
    for (auto i = node.first; i < node.last; ++i) {
      const auto &a = m_points[i], &b = m_points[i + 1];
      if (std::max(a.y, b.y) <= low.y || std::min(a.y, b.y) >= high.y) continue;
      const auto side = side_of(a, b, low, high);
      if (side == Side::left) chain(a.y + shift.y, b.y + shift.y);
      if (side == Side::across) cross(edge_digest(a, b));
    }
  };
  walk(view, shift, inside, leaf, chain);
}

Cover Shape::cover(const View& view, FixedPoint shift) const {
  bool crossed = false;
  look(view, shift, [&](std::uint64_t) { crossed = true; });
  // Without an edge in the view the area left of it is the same for all rows.
  bool inside = false;
  left_rows().take_left_changes([&](int row, std::int64_t) { inside = inside || row == 0; });
  return crossed ? Cover::part : inside ? Cover::all : Cover::none;
}

void Shape::add_to(Rasteriser& rasteriser, const View& view, FixedPoint shift) const {
  walk(
      view, shift, [](const Node&) { return false; },
      [&](const Node& node, FixedPoint, FixedPoint) {
        auto from = m_points[node.first];
        from = {from.x + shift.x, from.y + shift.y};
        for (auto i = node.first + 1; i <= node.last; ++i) {
          const FixedPoint to{m_points[i].x + shift.x, m_points[i].y + shift.y};
          rasteriser.line(from, to);
          from = to;
        }
      },
      [&](std::int64_t from, std::int64_t to) { rasteriser.left_chain(from, to); });
}

bool Shape::add_to(Digest& digest, const View& view, FixedPoint shift) const {
  // A sum, because the order of edges does not matter.
  std::uint64_t sum = 0, changes = 0;
  bool crossed = false;
  look(view, shift, [&](std::uint64_t edges) {
    sum += edges;
    crossed = true;
  });
  if (crossed)
    digest.add(sum)
        .add(static_cast<std::uint64_t>(view.left * per_pixel - shift.x))
        .add(static_cast<std::uint64_t>(view.top * per_pixel - shift.y));
  left_rows().take_left_changes([&](int row, std::int64_t area) {
    digest.add(static_cast<std::uint64_t>(row)).add(static_cast<std::uint64_t>(area));
    ++changes;
  });
  const bool drawn = crossed || changes > 0;
  if (drawn) digest.add(2 * changes + (crossed ? 1 : 0));
  return drawn;
}

}  // namespace riskmap::render::detail

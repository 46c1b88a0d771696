// SPDX-License-Identifier: MIT
#include <riskmap/render/detail/outlines.hpp>

#include <riskmap/model/geometry_ops.hpp>
#include <riskmap/render/detail/shape.hpp>

#include <algorithm>
#include <bit>
#include <limits>

namespace riskmap::render::detail {
namespace {

constexpr std::uint32_t none = std::numeric_limits<std::uint32_t>::max();

/// The places of all rings, each with a number; a place where not just two sides meet is a node.
class Vertices {
 public:
  explicit Vertices(std::size_t at_most) : m_slots(std::bit_ceil(2 * at_most + 1), none) {}

  std::uint32_t number(geo::LonLat place) {
    const auto mask = m_slots.size() - 1;
    const auto bits = mixed(std::bit_cast<std::uint64_t>(place.lon), std::bit_cast<std::uint64_t>(place.lat));
    for (auto slot = static_cast<std::size_t>(bits >> 16U) & mask;; slot = (slot + 1) & mask) {
      if (m_slots[slot] == none) {
        m_slots[slot] = static_cast<std::uint32_t>(m_vertices.size());
        m_vertices.push_back({place, {none, none}, false});
        return m_slots[slot];
      }
      const auto& there = m_vertices[m_slots[slot]].place;
      if (there.lon == place.lon && there.lat == place.lat) return m_slots[slot];
    }
  }

  void add_side(std::uint32_t a, std::uint32_t b) {
    add_neighbour(m_vertices[a], b);
    add_neighbour(m_vertices[b], a);
  }
  bool is_node(std::uint32_t number) const {
    const auto& vertex = m_vertices[number];
    return vertex.many || vertex.neighbours[1] == none;
  }
  geo::LonLat place(std::uint32_t number) const { return m_vertices[number].place; }

 private:
  struct Vertex {
    geo::LonLat place;
    std::uint32_t neighbours[2];
    bool many;
  };
  static void add_neighbour(Vertex& vertex, std::uint32_t other) {
    for (auto& neighbour : vertex.neighbours) {
      if (neighbour == other) return;
      if (neighbour == none) {
        neighbour = other;
        return;
      }
    }
    vertex.many = true;
  }
  std::vector<std::uint32_t> m_slots;
  std::vector<Vertex> m_vertices;
};

template <typename TVisit>
void for_rings(const model::Geometry& geometry, TVisit&& visit) {
  for (const auto& polygon : geometry.polygons) {
    visit(polygon.outer);
    for (const auto& hole : polygon.holes) visit(hole);
  }
}

bool lies_in(const geo::LonLatBox& inner, const geo::LonLatBox& outer) {
  return inner.min_x >= outer.min_x && inner.max_x <= outer.max_x && inner.min_y >= outer.min_y &&
         inner.max_y <= outer.max_y;
}

// The part of a ring on one side of a meridian or parallel (Sutherland & Hodgman 1974).
model::Line clipped(const model::Line& ring, double geo::LonLat::*coordinate, double limit, bool keep_larger) {
  model::Line out;
  const auto other = coordinate == &geo::LonLat::lon ? &geo::LonLat::lat : &geo::LonLat::lon;
  const auto is_in = [&](const geo::LonLat& p) {
    return keep_larger ? p.*coordinate >= limit : p.*coordinate <= limit;
  };
  for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
    const auto &a = ring[i], &b = ring[i + 1];
    if (is_in(a)) out.push_back(a);
    if (is_in(a) == is_in(b)) continue;
    geo::LonLat crossing;
    crossing.*coordinate = limit;
    crossing.*other = a.*other + (limit - a.*coordinate) / (b.*coordinate - a.*coordinate) * (b.*other - a.*other);
    out.push_back(crossing);
  }
  if (!out.empty()) out.push_back(out.front());
  return out;
}

model::Line clipped(model::Line ring, const geo::LonLatBox& box) {
  ring = clipped(ring, &geo::LonLat::lon, box.min_x, true);
  ring = clipped(ring, &geo::LonLat::lon, box.max_x, false);
  ring = clipped(ring, &geo::LonLat::lat, box.min_y, true);
  return clipped(ring, &geo::LonLat::lat, box.max_y, false);
}

model::Geometry clipped(const model::Geometry& geometry, const geo::LonLatBox& box) {
  model::Geometry out;
  out.kind = geometry.kind;
  for (const auto& polygon : geometry.polygons) {
    model::Polygon part;
    part.outer = clipped(polygon.outer, box);
    if (part.outer.size() < 4) continue;
    for (const auto& hole : polygon.holes) {
      if (auto ring = clipped(hole, box); ring.size() >= 4) part.holes.push_back(std::move(ring));
    }
    out.polygons.push_back(std::move(part));
  }
  return out;
}

std::size_t count_points(const model::FeatureLayer& layer) {
  std::size_t count = 0;
  for (const auto& feature : layer.features)
    for_rings(feature.geometry, [&](const model::Line& ring) { count += ring.size(); });
  return count;
}

}  // namespace

class Outlines::Builder {
 public:
  Builder(Outlines& out, const model::FeatureLayer& layer) : m_out(out), m_vertices(count_points(layer)) {
    for (const auto& feature : layer.features) for_rings(feature.geometry, [&](const auto& ring) { number(ring); });
    std::size_t next = 0;
    for (const auto& feature : layer.features) {
      out.m_first_ring.push_back(static_cast<std::uint32_t>(out.m_rings.size()));
      for (const auto& line : feature.geometry.lines) add_line(line);
      for_rings(feature.geometry, [&](const auto&) { add_ring(m_rings[next++]); });
    }
    out.m_first_ring.push_back(static_cast<std::uint32_t>(out.m_rings.size()));
  }

 private:
  using Numbers = std::vector<std::uint32_t>;

  // The ring as numbers, without its closing point and without repeats.
  void number(const model::Line& ring) {
    Numbers numbers;
    numbers.reserve(ring.size());
    for (const auto& place : ring) {
      const auto n = m_vertices.number(place);
      if (numbers.empty() || numbers.back() != n) numbers.push_back(n);
    }
    while (numbers.size() > 1 && numbers.back() == numbers.front()) numbers.pop_back();
    if (numbers.size() < 3) numbers.clear();
    for (std::size_t i = 0; i < numbers.size(); ++i) m_vertices.add_side(numbers[i], numbers[(i + 1) % numbers.size()]);
    m_rings.push_back(std::move(numbers));
  }

  void end_ring(std::size_t first_use) {
    m_out.m_rings.push_back({static_cast<std::uint32_t>(first_use), static_cast<std::uint32_t>(m_out.m_uses.size())});
  }

  std::uint32_t new_arc() {
    const auto at = static_cast<std::uint32_t>(m_out.m_points.size());
    m_out.m_arcs.push_back({at, at});
    return static_cast<std::uint32_t>(m_out.m_arcs.size() - 1);
  }
  void add_point(geo::LonLat place) {
    m_out.m_points.push_back(geo::to_mercator(place));
    m_out.m_arcs.back().last = static_cast<std::uint32_t>(m_out.m_points.size());
  }

  void add_line(const model::Line& line) {
    const auto first_use = m_out.m_uses.size();
    m_out.m_uses.push_back({new_arc(), false});
    for (const auto& place : line) add_point(place);
    end_ring(first_use);
  }

  void add_ring(Numbers ring) {
    const auto first_use = m_out.m_uses.size();
    if (!ring.empty()) {
      const auto node = std::find_if(ring.begin(), ring.end(), [&](auto n) { return m_vertices.is_node(n); });
      // A ring that meets no other, or is one with another all around, starts at its lowest number.
      std::rotate(ring.begin(), node != ring.end() ? node : std::min_element(ring.begin(), ring.end()), ring.end());
      ring.push_back(ring.front());
      std::size_t start = 0;
      for (std::size_t i = 1; i < ring.size(); ++i) {
        if (i + 1 < ring.size() && !m_vertices.is_node(ring[i])) continue;
        add_arc(std::span(ring).subspan(start, i - start + 1));
        start = i;
      }
    }
    end_ring(first_use);
  }

  static std::uint64_t key(std::uint32_t from, std::uint32_t to) { return (std::uint64_t{from} << 32U) | to; }

  void add_arc(std::span<const std::uint32_t> numbers) {
    const auto [found, is_new] = m_known.try_emplace(key(numbers[0], numbers[1]), Use{none, false});
    if (is_new) {
      found->second = {new_arc(), false};
      for (const auto n : numbers) add_point(m_vertices.place(n));
      m_known.try_emplace(key(numbers.back(), numbers[numbers.size() - 2]), Use{found->second.arc, true});
    }
    m_out.m_uses.push_back(m_known.at(key(numbers[0], numbers[1])));
  }

  Outlines& m_out;
  Vertices m_vertices;
  std::vector<Numbers> m_rings;
  std::unordered_map<std::uint64_t, Use> m_known;  // by the first side, from either end
};

Outlines::Outlines(const model::FeatureLayer& layer) : m_features(layer.features.data()) { Builder(*this, layer); }

std::size_t Outlines::ring_count(const model::Feature& feature) const {
  const auto i = static_cast<std::size_t>(&feature - m_features);
  return m_first_ring[i + 1] - m_first_ring[i];
}

std::span<const Outlines::Use> Outlines::ring(const model::Feature& feature, std::size_t number) const {
  const auto& range = m_rings[m_first_ring[static_cast<std::size_t>(&feature - m_features)] + number];
  return std::span(m_uses).subspan(range.first, range.last - range.first);
}

std::span<const geo::MercatorPoint> Outlines::arc(std::uint32_t number) const {
  const auto& range = m_arcs[number];
  return std::span(m_points).subspan(range.first, range.last - range.first);
}

const Outlines& OutlineStore::of(const model::FeatureLayer& layer) {
  auto& entry = [&]() -> Entry& {
    const std::scoped_lock guard(m_lock);
    return m_layers[&layer];
  }();
  std::call_once(entry.once, [&] { entry.outlines = std::make_unique<const Outlines>(layer); });
  return *entry.outlines;
}

std::optional<geo::LonLat> OutlineStore::label_point(const model::Feature& feature) {
  {
    const std::scoped_lock guard(m_lock);
    if (const auto found = m_label_points.find(&feature); found != m_label_points.end()) return found->second;
  }
  auto point = std::optional<geo::LonLat>();
  if (!m_bounds.empty() && !lies_in(feature.geometry.box(), m_bounds))
    point = model::label_point(clipped(feature.geometry, m_bounds));
  if (!point) point = model::label_point(feature.geometry);
  const std::scoped_lock guard(m_lock);
  return m_label_points.emplace(&feature, point).first->second;
}

}  // namespace riskmap::render::detail

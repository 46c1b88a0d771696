// SPDX-License-Identifier: MIT
#include <riskmap/render/detail/zoom_outlines.hpp>

#include <algorithm>

namespace riskmap::render::detail {

ZoomOutlines::Arcs& ZoomOutlines::arcs_of(const model::FeatureLayer& layer) {
  const auto [found, added] = m_arcs.try_emplace(&layer);
  auto& arcs = found->second;
  if (added) {
    arcs.outlines = &m_store.of(layer);
    arcs.points.resize(arcs.outlines->arc_count());
  }
  return arcs;
}

const std::vector<PixelPoint>& ZoomOutlines::points(Arcs& arcs, std::uint32_t arc) const {
  auto& points = arcs.points[arc];
  if (!points) points = project(arcs.outlines->arc(arc), m_world_size);
  return *points;
}

// The arc's points after those there are; where it begins where they end, that point stands once.
void ZoomOutlines::append(Arcs& arcs, Outlines::Use use, std::vector<PixelPoint>& out) const {
  const auto& more = points(arcs, use.arc);
  const auto add = [&out](PixelPoint p) {
    if (out.empty() || out.back().x != p.x || out.back().y != p.y) out.push_back(p);
  };
  if (use.backward)
    std::for_each(more.rbegin(), more.rend(), add);
  else
    std::for_each(more.begin(), more.end(), add);
}

std::vector<PixelPolygon> ZoomOutlines::polygons(const model::FeatureLayer& layer, const model::Feature& feature) {
  auto& arcs = arcs_of(layer);
  std::size_t next = 0;
  const auto ring = [&] {
    std::vector<PixelPoint> out;
    for (const auto use : arcs.outlines->ring(feature, next++)) append(arcs, use, out);
    return out;
  };
  std::vector<PixelPolygon> out;
  for (const auto& polygon : feature.geometry.polygons) {
    PixelPolygon projected;
    const bool visible = add_ring(projected, ring(), true);
    for (std::size_t i = 0; i < polygon.holes.size(); ++i) {
      auto hole = ring();
      if (visible) add_ring(projected, std::move(hole), false);
    }
    if (visible) out.push_back(std::move(projected));
  }
  return out;
}

ZoomOutlines::Lines::Lines(ZoomOutlines& zoom, const model::FeatureLayer& layer)
    : m_zoom(zoom), m_layer(layer), m_drawn(zoom.arcs_of(layer).outlines->arc_count(), 0) {}

void ZoomOutlines::Lines::clear() {
  ++m_set;
  lines.clear();
  corners.clear();
}

void ZoomOutlines::Lines::add(const model::Feature& feature) {
  const auto& outlines = *m_zoom.arcs_of(m_layer).outlines;
  for (std::size_t i = 0; i < outlines.ring_count(feature); ++i) add_ring(outlines.ring(feature, i));
}

void ZoomOutlines::Lines::add_ring(std::span<const Outlines::Use> ring) {
  const auto is_drawn = [&](std::size_t i) { return m_drawn[ring[i % ring.size()].arc] == m_set; };
  std::size_t first = 0;
  while (first < ring.size() && !is_drawn(first)) ++first;
  if (first == ring.size()) return add_stretch(ring, 0, ring.size());
  // Stretches between arcs that are there already, all around from one of those.
  for (std::size_t i = first + 1; i < first + ring.size();) {
    std::size_t count = 0;
    while (i + count < first + ring.size() && !is_drawn(i + count)) ++count;
    if (count > 0) add_stretch(ring, i % ring.size(), count);
    i += count + 1;
  }
}

void ZoomOutlines::Lines::add_stretch(std::span<const Outlines::Use> ring, std::size_t first, std::size_t count) {
  auto& arcs = m_zoom.arcs_of(m_layer);
  std::vector<PixelPoint> points;
  for (std::size_t i = first; i < first + count; ++i) {
    const auto use = ring[i % ring.size()];
    m_drawn[use.arc] = m_set;
    m_zoom.append(arcs, use, points);
  }
  if (points.size() < 2) return;
  if (count < ring.size()) {
    const auto add_corner = [&](PixelPoint before, PixelPoint at, PixelPoint after) {
      corners.push_back({to_fixed(before), to_fixed(at), to_fixed(after)});
    };
    std::vector<PixelPoint> next;
    m_zoom.append(arcs, ring[(first + ring.size() - 1) % ring.size()], next);
    if (next.size() >= 2) add_corner(next[next.size() - 2], points[0], points[1]);
    next.clear();
    m_zoom.append(arcs, ring[(first + count) % ring.size()], next);
    if (next.size() >= 2) add_corner(points[points.size() - 2], points.back(), next[1]);
  }
  lines.push_back(make_line(std::move(points)));
}

}  // namespace riskmap::render::detail

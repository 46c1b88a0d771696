// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/base/digest.hpp>
#include <riskmap/render/detail/pixel_geometry.hpp>
#include <riskmap/render/detail/rasteriser.hpp>

#include <cstdint>
#include <span>
#include <vector>

namespace riskmap::render::detail {

/// Closed rings one after another.
struct Rings {
  std::vector<FixedPoint> points;
  std::vector<std::uint32_t> ends;  ///< one past each ring's last point

  void add(FixedPoint p) {
    auto& added = points.emplace_back();
    added.x = p.x, added.y = p.y;  // not as a pair, which would take a detour over memory
  }
  /// Ends the ring of the points added since the last; closes it if need be. One of fewer than three points is nothing.
  void close();
  void clear() { points.clear(), ends.clear(); }
  void add_to(Rasteriser& rasteriser) const;
  /// With its first point again at the end.
  std::span<const FixedPoint> ring(std::size_t number) const {
    const std::size_t first = number == 0 ? 0 : ends[number - 1];
    return std::span(points).subspan(first, ends[number] - first);
  }
};

/// The edges from each point to the next.
void add_edges(Rasteriser& rasteriser, std::span<const FixedPoint> points);

enum class Cover : unsigned char { none, part, all };

/// Closed rings of one zoom (those of areas, or what a pen leaves along a line), ready to be drawn in any view: a tree
/// of boxes over chunks of their edges finds what crosses a view, and what lies left of it counts as one edge.
/// Immutable once made; a view costs what crosses it and the logarithm of the rest. The order of the rings does not
/// matter.
class Shape {
 public:
  Shape() = default;
  explicit Shape(Rings rings);

  bool empty() const { return m_nodes.empty(); }
  geo::PixelBox box() const;  ///< world pixels
  /// How much of a view it covers by the non-zero rule; `part` if an edge may come into the view.
  Cover cover(const View& view, FixedPoint shift = {}) const;
  /// Adds all edges that count in the rasteriser's view. `shift` moves the shape.
  void add_to(Rasteriser& rasteriser, const View& view, FixedPoint shift = {}) const;
  /// Adds what the pixels of add_to() depend on: the edges that come into the view, and what lies left of it; for a
  /// view inside the shape the same wherever the view is. Adds nothing and answers false where nothing is drawn.
  bool add_to(Digest& digest, const View& view, FixedPoint shift = {}) const;

 private:
  struct Node {
    FixedPoint low, high;
    std::uint32_t first = 0, last = 0;  // points; edges lie between neighbours. Of whole rings: the same point
    std::uint32_t next = 0;             // the node after this one's children
    bool leaf = true;
    std::uint64_t digest = 0;  // of its edges, whose order does not matter
  };
  template <typename TChild>
  void add_parent(std::size_t count, std::size_t reach, TChild&& child);
  void add_chunks(std::span<const std::uint32_t> ends, std::uint32_t first, std::size_t reach);
  void add_leaf(std::uint32_t first, std::uint32_t last);
  void add_ring(std::uint32_t first, std::uint32_t last);
  void add_rings(std::span<const std::pair<std::uint32_t, std::uint32_t>> rings, std::size_t reach);
  template <typename TInside, typename TLeaf, typename TChain>
  void walk(const View& view, FixedPoint shift, TInside&& inside, TLeaf&& leaf, TChain&& chain) const;

  /// Calls cross(digest) for edges, or several at once, that come into the view; puts what lies left of it on
  /// left_rows().
  template <typename TCross>
  void look(const View& view, FixedPoint shift, TCross&& cross) const;

  std::vector<FixedPoint> m_points;
  std::vector<Node> m_nodes;  // parents before children
};

std::vector<FixedPoint> to_fixed(const PixelLine& line);
Shape make_shape(std::span<const PixelPolygon> polygons);

/// A 64-bit mixture for prepared items: not secret, but no two that differ are alike by accident.
inline std::uint64_t mixed(std::uint64_t digest, std::uint64_t value) {
  digest = (digest ^ value) * 0x9E3779B97F4A7C15U;
  return digest ^ (digest >> 29U);
}

}  // namespace riskmap::render::detail

// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/render/detail/outlines.hpp>
#include <riskmap/render/detail/pixel_geometry.hpp>
#include <riskmap/render/detail/rasteriser.hpp>

#include <map>
#include <optional>
#include <vector>

namespace riskmap::render::detail {

/// A map's outlines while one zoom is prepared: each arc is projected and simplified once, whatever draws it, so that
/// neighbours meet and lines lie on the edges of areas. Not shared between threads.
class ZoomOutlines {
 public:
  ZoomOutlines(OutlineStore& store, double world_size) : m_store(store), m_world_size(world_size) {}
  OutlineStore& store() { return m_store; }

  /// The feature's polygons; rings that simplify away are dropped.
  std::vector<PixelPolygon> polygons(const model::FeatureLayer& layer, const model::Feature& feature);

  /// Where a line goes on from a stretch that was drawn before: a corner to be joined.
  struct Corner {
    FixedPoint before, at, after;
  };
  /// The lines of a set of features, and the rings of their polygons: what is shared stands once.
  class Lines {
   public:
    Lines(ZoomOutlines& zoom, const model::FeatureLayer& layer);
    void add(const model::Feature& feature);
    /// Forgets all features, to begin another set.
    void clear();
    std::vector<PixelLine> lines;
    std::vector<Corner> corners;

   private:
    void add_ring(std::span<const Outlines::Use> ring);
    void add_stretch(std::span<const Outlines::Use> ring, std::size_t first, std::size_t count);
    ZoomOutlines& m_zoom;
    const model::FeatureLayer& m_layer;
    std::uint32_t m_set = 1;
    std::vector<std::uint32_t> m_drawn;  // the last set each arc was in
  };

 private:
  struct Arcs {
    const Outlines* outlines;
    std::vector<std::optional<std::vector<PixelPoint>>> points;
  };
  Arcs& arcs_of(const model::FeatureLayer& layer);
  const std::vector<PixelPoint>& points(Arcs& arcs, std::uint32_t arc) const;
  void append(Arcs& arcs, Outlines::Use use, std::vector<PixelPoint>& out) const;

  OutlineStore& m_store;
  double m_world_size;
  std::map<const model::FeatureLayer*, Arcs> m_arcs;
};

}  // namespace riskmap::render::detail

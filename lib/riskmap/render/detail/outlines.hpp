// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/geo/box.hpp>
#include <riskmap/geo/mercator.hpp>
#include <riskmap/model/feature.hpp>

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <unordered_map>
#include <vector>

namespace riskmap::render::detail {

/// The lines and rings of a layer's features as arcs on the Mercator plane, made once for all zooms. Where rings run
/// along the very same points they share an arc, from one place where they part to the next, so that a border is one
/// line and neighbours that are simplified still meet. Lines are arcs of their own.
class Outlines {
 public:
  explicit Outlines(const model::FeatureLayer& layer);

  struct Use {
    std::uint32_t arc;
    bool backward;
  };
  /// The arcs of each ring (outer rings and holes in the order of the feature's polygons) or line, one after another.
  /// Those of no extent have none. \pre the feature is one of the layer
  std::size_t ring_count(const model::Feature& feature) const;
  std::span<const Use> ring(const model::Feature& feature, std::size_t number) const;
  std::size_t arc_count() const { return m_arcs.size(); }
  std::span<const geo::MercatorPoint> arc(std::uint32_t number) const;

 private:
  class Builder;
  struct Range {
    std::uint32_t first, last;
  };
  const model::Feature* m_features;
  std::vector<std::uint32_t> m_first_ring;  // of each feature, and one past the last
  std::vector<Range> m_rings;               // in m_uses
  std::vector<Use> m_uses;
  std::vector<Range> m_arcs;  // in m_points
  std::vector<geo::MercatorPoint> m_points;
};

/// What of a map's geometry does not depend on the zoom, made on first use. Shared between threads.
class OutlineStore {
 public:
  OutlineStore() = default;
  explicit OutlineStore(const geo::LonLatBox& bounds) : m_bounds(bounds) {}
  const Outlines& of(const model::FeatureLayer& layer);
  /// model::label_point of a feature that outlives this, or of its part inside the bounds if there is one.
  std::optional<geo::LonLat> label_point(const model::Feature& feature);

 private:
  struct Entry {
    std::once_flag once;
    std::unique_ptr<const Outlines> outlines;
  };
  geo::LonLatBox m_bounds;  // empty: none
  std::mutex m_lock;
  std::map<const model::FeatureLayer*, Entry> m_layers;
  std::unordered_map<const model::Feature*, std::optional<geo::LonLat>> m_label_points;
};

}  // namespace riskmap::render::detail

// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/density/adaptive.hpp>
#include <riskmap/density/detail/block_cache.hpp>
#include <riskmap/density/detail/lattice.hpp>
#include <riskmap/density/edge.hpp>

#include <memory>
#include <optional>
#include <vector>

namespace riskmap::density::detail {

/// The uniform edge correction e(x) = 1 / ∫_W K_{H(x)}(v − x) dv, H the bandwidth, or Abramson's at x. Asked at a place
/// it is exact (EdgeMass); drawn, the integral is interpolated (bicubic Catmull–Rom) between nodes a sixteenth of the
/// narrowest radius apart, made when they are looked at: within 1e-4. The integral is taken as at least 1e-3.
/// Thread-safe. Cost: one or two EdgeMass a node.
class EdgeField {
 public:
  /// \pre area and kernel outlive this; `narrowest` is the smallest radius of support in use, metres
  EdgeField(const model::Area& area, const Kernel& kernel, double radius, double narrowest,
            std::optional<AbramsonLaw> law);

  double factor(geo::LonLat place) const;
  /// out[i] *= e at the cells' centres; what lies beyond the study area's box and a little more becomes 0.
  void multiply(const geo::MercatorBox& box, std::size_t width, std::size_t height, float* out) const;

 private:
  static constexpr std::size_t side = 8;
  double inside(geo::LonLat place) const;
  double node(std::size_t column, std::size_t row) const;
  double between_nodes(double column, double row) const;

  EdgeMass m_mass;
  double m_radius;
  std::optional<AbramsonLaw> m_law;
  Lattice m_lattice;
  mutable BlockCache<std::vector<float>> m_blocks;
};

}  // namespace riskmap::density::detail

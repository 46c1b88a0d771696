// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/density/detail/block_cache.hpp>
#include <riskmap/density/detail/digest_grid.hpp>
#include <riskmap/density/detail/level.hpp>
#include <riskmap/density/detail/profile_table.hpp>
#include <riskmap/density/detail/source_index.hpp>

namespace riskmap::density::detail {

/// Nodes summed exactly, source by source, in blocks made when they are looked at: memory and time follow what is
/// drawn, so a small bandwidth may meet a large area. Cost: π (radius / step)² nanoseconds a source, once.
class ScatteredLevel final : public Level {
 public:
  /// \pre profile outlives this. `step` in metres; at most `max_bytes` of blocks are kept.
  ScatteredLevel(std::vector<Source> sources, double step, const ProfileTable& profile, std::size_t max_bytes);
  std::uint64_t digest(const geo::LonLatBox&) const override {
    return stirred(stirred(0, lattice().lon_step), lattice().lat_step);
  }
  double beyond_kernel() const override;

 private:
  static constexpr std::size_t side = 64;
  std::shared_ptr<const Coefficients> block(std::size_t column, std::size_t row) const override;
  std::shared_ptr<const Coefficients> make(std::size_t column, std::size_t row) const;

  SourceIndex m_sources;
  const ProfileTable& m_profile;
  mutable BlockCache<Coefficients> m_blocks;
};

/// What sources reach: longitudes may pass ±180.
geo::LonLatBox reached_by(const std::vector<Source>& sources);

}  // namespace riskmap::density::detail

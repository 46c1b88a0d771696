// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/density/detail/digest_grid.hpp>
#include <riskmap/density/detail/heap.hpp>
#include <riskmap/density/detail/level.hpp>
#include <riskmap/density/detail/profile_table.hpp>
#include <riskmap/density/detail/wide_loops.hpp>

#include <mutex>

namespace riskmap::density::detail {

/// A heap of contributions put on nodes and filtered with the kernel: O(contributions + nodes · nodes under a kernel).
///
/// Each point is spread over 4 × 4 nodes with cubic B-spline weights, and the spline's filter is applied to the sums:
/// that is the transpose of interpolation, so a point off the nodes acts as the kernel interpolated there, to fourth
/// order. Then for each pair of rows the kernel's weights are worked out from the chord's exact geometry, and the
/// filter's width follows the ground. What remains is a jump at the kernel's rim, which averages out as points
/// are added. The sums' order does not depend on threads.
class BinnedLevel final : public Level {
 public:
  /// λ = Σ scale · amount · K. \pre `heap` holds something; `box` holds its places and what they reach; `step` in
  /// metres
  BinnedLevel(const Heap& heap, const geo::LonLatBox& box, double step, double scale, const ProfileTable& profile,
              unsigned threads);

  /// The same in one pass over a heap of one radius that nobody has looked through yet.
  struct AtOnce {
    std::unique_ptr<const BinnedLevel> level;  ///< null if a place or a radius lies outside the bounds
    double amount = 0.0;                       ///< the largest there is, held or not
  };
  /// \pre `box` holds the bounds' places and what they reach
  static AtOnce if_within(const Bounds& bounds, const Heap& heap, const geo::LonLatBox& box, double step, double scale,
                          const ProfileTable& profile, unsigned threads);

  /// The multiplications a filter over this box takes.
  static double work(const geo::LonLatBox& box, double step, const Ladder& ladder);
  static double bytes(const geo::LonLatBox& box, double step, const Ladder& ladder, std::size_t points);

  double at(geo::LonLat place) const override;
  std::uint64_t digest(const geo::LonLatBox& box) const override;
  double beyond_kernel() const override { return 0.0; }

 private:
  std::shared_ptr<const Coefficients> block(std::size_t, std::size_t) const override { return m_coefficients; }

  explicit BinnedLevel(const Lattice& lattice) : Level(lattice) {}
  void filter(const std::vector<std::vector<std::vector<double>>>& sums, const Ladder& ladder, double scale,
              const ProfileTable& profile, unsigned threads);

  std::shared_ptr<const Coefficients> m_coefficients;
  mutable std::once_flag m_digest_once;
  mutable DigestGrid m_digest;  ///< of the coefficients
};

}  // namespace riskmap::density::detail

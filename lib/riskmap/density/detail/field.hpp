// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/base/progress.hpp>
#include <riskmap/density/detail/heap.hpp>
#include <riskmap/density/detail/level.hpp>
#include <riskmap/density/detail/node_rule.hpp>
#include <riskmap/density/detail/profile_table.hpp>
#include <riskmap/density/detail/source_index.hpp>

#include <memory>
#include <span>
#include <vector>

namespace riskmap::density::detail {

struct FieldOptions {
  double scale = 1.0;  ///< λ = scale · Σ amount · K
  unsigned threads = 0;
  std::size_t max_memory = std::size_t{2} << 30U;
};

/// Σ amount · K at many places: how a surface is drawn. A pure function of position.
///
/// Contributions that stand out of the sum are summed directly at every cell; there are seldom more than a few
/// hundred of them in reach. What is left is a heap of low kernels, smooth as a whole, and goes to levels of nodes, one
/// for each octave of the step it needs: summed exactly in blocks on demand, or, in long lists, binned and filtered.
/// All choices are made here, once, from the list alone; a long list of one radius is read but once.
///
/// Error against exact sums: below 1e-4 of the largest value. Kernels that jump or bend at the rim (uniform,
/// Epanechnikov) are always summed directly in lists of up to 20,000; in longer ones those lower than a five-hundredth
/// of the largest value are not, and the error is up to 7e-3 (uniform, 10⁴ to 10⁵ overlapping; 7e-4 at 10⁶) and 2e-4
/// (Epanechnikov).
/// Cost of building: O(contributions + nodes); of a cell: half a nanosecond a level and 1 ns for each direct kernel in
/// reach.
class Field {
 public:
  /// \pre the list is not empty and outlives this; places, radii and amounts are finite, radii above 0
  /// \throws LimitError when the nodes of a long list would not fit max_memory
  Field(std::span<const Contribution> list, const Kernel& kernel, const FieldOptions& options);

  /// Values at the centres of width × height equal cells of a box, row-major from the north-west; never negative, and
  /// what is below a millionth of the largest value in levels of nodes is 0.
  void sample(const geo::MercatorBox& box, std::size_t width, std::size_t height, float* out) const;
  /// The same at one place.
  double at(geo::LonLat place) const;

  /// A digest of what sample() depends on in a box beside the contributions within reach of it: nodes, choices of
  /// nodes, what is left out.
  std::uint64_t digest(const geo::LonLatBox& box) const;
  /// How far beyond its kernel a contribution may change a value, metres.
  double beyond_kernel() const;

  std::size_t direct_count() const { return m_direct.sources().size(); }
  std::size_t level_count() const { return m_levels.size(); }

 private:
  struct Need;
  struct Impression;
  struct Extent;

  void build_short(std::span<const Contribution> list, const FieldOptions& options);
  std::vector<Need> needs_of(const std::vector<Source>& sources, const std::vector<std::size_t>& parts,
                             double largest) const;
  void add_scattered(std::vector<Need> needs, std::vector<Source>& direct, const FieldOptions& options);
  void build_long(std::span<const Contribution> list, const FieldOptions& options);
  bool build_at_once(std::span<const Contribution> list, const Impression& impression, const FieldOptions& options);
  void add_heap(Heap heap, const Extent& extent, const FieldOptions& options, std::vector<Source>& direct);
  double highest_in_heap(const Impression& impression, double nodes, const FieldOptions& options) const;
  static std::size_t divide(const Heap& heap, double largest_amount, const FieldOptions& options,
                            std::vector<Source>& direct);
  void add_in_chunks(const Heap& heap, double nodes, const FieldOptions& options, std::vector<Source>& direct);
  void add_one_by_one(std::span<const Contribution> list, double step, const FieldOptions& options,
                      std::vector<Source>& direct);

  std::unique_ptr<const ProfileTable> m_profile;
  NodeRule m_rule;
  SourceIndex m_direct;
  std::vector<std::unique_ptr<const Level>> m_levels;
  double m_floor = 0.0;         ///< of the levels' sum
  std::uint64_t m_choices = 0;  ///< a digest of what decides which contributions are summed where
};

}  // namespace riskmap::density::detail

// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/density/detail/block_cache.hpp>
#include <riskmap/density/detail/cells.hpp>
#include <riskmap/density/detail/margin_fill.hpp>
#include <riskmap/density/detail/source_index.hpp>
#include <riskmap/geo/grid.hpp>
#include <riskmap/model/geometry_ops.hpp>

#include <vector>

namespace riskmap::density::detail {

struct CoverageOptions {
  unsigned minimum_events = 1;
  std::size_t events = 0;     ///< how many there are
  std::size_t max_bytes = 0;  ///< of blocks kept
};

/// How far places are from being covered: by one event (nearest) and by `minimum_events` of them (enough), as margins
/// distance − radius in metres, parts of one event taken as one, clipped at ± cap(). Kept on its own nodes, a twentieth
/// of the narrowest radius apart, in blocks made when they are looked at. Thread-safe.
/// Cost: 1 ns a cell, and once about 1 µs for each node within the cap of a rim; cells wider than nodes come without
/// nodes and are of the right sign alone (± 1 m), 1 µs for each near a rim.
class Coverage {
 public:
  /// \pre index outlives this
  Coverage(const SourceIndex& index, const std::vector<Contribution>& contributions, const model::Area* study_area,
           const CoverageOptions& options);

  void sample(const geo::MercatorBox& box, std::size_t width, std::size_t height, float* nearest, float* enough) const;
  /// The same where a cell may not be covered by enough events: `open` is told of each row's columns, and nothing is
  /// written beyond. A nanosecond for each of these cells, and some microseconds.
  void sample_open(const geo::MercatorBox& box, std::size_t width, std::size_t height, float* nearest, float* enough,
                   std::vector<ColumnSpan>& open) const;
  const geo::Grid& grid() const { return m_grid; }
  double cap() const { return m_margins.cap; }

 private:
  static constexpr std::size_t side = 64;
  struct Margins {
    std::vector<float> nearest, enough;  ///< of a block that is the same all over: one number
  };
  class Between;

  Between& between(const Cells& cells) const;
  bool is_coarse(const geo::MercatorBox& box, std::size_t width, std::size_t height) const;
  void write_coarse(const Cells& cells, float* nearest, float* enough) const;
  std::shared_ptr<const Margins> block(std::size_t column, std::size_t row) const;
  double node_x(std::int64_t column) const { return m_grid.step * static_cast<double>(m_west + column); }
  double node_y(std::int64_t row) const { return m_grid.step * static_cast<double>(m_north - row); }

  ReachTree m_tree;
  geo::Grid m_grid;
  std::int64_t m_west, m_north;  ///< of node (0, 0), in steps: a node is the same place in any grid of that step
  MarginOptions m_margins;       ///< wanted: one more than there are events if there never are enough
  mutable BlockCache<Margins> m_blocks;
};

}  // namespace riskmap::density::detail

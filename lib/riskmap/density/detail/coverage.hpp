// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/density/detail/block_cache.hpp>
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
/// Cost: nodes far from any rim come eight by eight, so about 1 µs a node near rims and 0.1 µs elsewhere.
class Coverage {
 public:
  /// \pre index outlives this
  Coverage(const SourceIndex& index, const std::vector<Contribution>& contributions, const model::Area* study_area,
           const CoverageOptions& options);

  void sample(const geo::MercatorBox& box, std::size_t width, std::size_t height, float* nearest, float* enough) const;
  const geo::Grid& grid() const { return m_grid; }
  double cap() const { return m_cap; }

 private:
  static constexpr std::size_t side = 64;
  struct Margins {
    std::vector<float> nearest, enough;
  };
  /// Equally spaced points on the Mercator plane, rows going south, whose margins are asked.
  struct Points {
    geo::MercatorPoint first;
    double step_x, step_y;
    std::size_t columns, rows;
    geo::MercatorPoint at(double column, double row) const {
      return {first.x + step_x * column, first.y - step_y * row};
    }
  };
  class Group;

  std::shared_ptr<const Margins> block(std::size_t column, std::size_t row) const;
  void fill(const Points& points, float* nearest, float* enough) const;
  void sample_between_nodes(const Points& cells, float* nearest, float* enough) const;
  Margins gathered(std::size_t west, std::size_t north, std::size_t columns, std::size_t rows) const;

  const SourceIndex& m_index;
  geo::Grid m_grid;
  double m_cap;
  std::size_t m_wanted;  ///< events that are enough; one more than there are if there never are
  mutable BlockCache<Margins> m_blocks;
};

}  // namespace riskmap::density::detail

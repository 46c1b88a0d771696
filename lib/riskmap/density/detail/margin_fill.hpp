// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/density/detail/meridians.hpp>
#include <riskmap/density/detail/reach_tree.hpp>
#include <riskmap/density/numbers.hpp>

#include <array>
#include <utility>
#include <vector>

namespace riskmap::density::detail {

/// What is asked of the sources: margins clipped at ± cap metres, of the nearest event and of the `wanted`-th.
struct MarginOptions {
  double cap = 0.0;
  std::size_t wanted = 1;
};

/// The margins at the crossings of some meridians and parallels. Regions of crossings that some events surely cover,
/// or none reaches, are filled at once; others are divided, until their points are measured one by one. The result
/// depends on each point's place and on the set of sources alone. Not shared between threads.
class MarginFill {
 public:
  /// \pre all outlive this
  MarginFill(const ReachTree& tree, const Meridians& meridians, const Parallels& parallels,
             const MarginOptions& options);

  /// Row-major, as many as there are cells.
  void write(float* nearest, float* enough);

 private:
  struct Region {
    std::size_t first_column, first_row, last_column, last_row;  ///< last: one behind
    std::size_t columns() const { return last_column - first_column; }
    std::size_t rows() const { return last_row - first_row; }
    /// Along the longer side.
    std::array<Region, 2> halves() const;
  };
  /// What is known of a region: sources that may matter to parts of it, and events that cover all of it deeply.
  struct Known {
    std::vector<std::uint32_t> nodes, deep;
  };
  struct Margin {
    double value;
    std::uint32_t event;
  };

  Region whole() const { return {0, 0, m_meridians.size(), m_parallels.size()}; }
  Ball ball_around(const Region& region) const;
  void look(const Region& region, const Known& parent, Known& known);
  bool is_deep(const ReachTree::Node& node, const ReachTree::Range& range, double radius) const;
  static bool is_beyond(const ReachTree::Node& node, double nearest2, double radius, double margin);
  static double lowered(double limit, const ReachTree::Node& node, double farthest2, double radius);
  bool is_covered(const Ball& ball) const;
  bool add_deep(std::uint32_t event, std::vector<std::uint32_t>& deep) const;
  bool add_deep(const ReachTree::Node& node, std::vector<std::uint32_t>& deep) const;
  bool add_deep_sources(const ReachTree::Node& leaf, const ReachTree::Range& range, const Ball& ball,
                        std::vector<std::uint32_t>& deep) const;
  bool is_settled(const Known& known) const { return known.nodes.empty() || known.deep.size() >= m_options.wanted; }
  State state_of(const Known& known) const;
  void divide(const Region& region, const Known& known, std::size_t depth);
  void fill(const Region& region, State state);
  void measure(const Region& region, const Known& known);
  void measure_at(std::size_t column, std::size_t row, const Known& known);
  double limit_of_smallest() const;
  void queue(std::uint32_t number, const Ball& point);
  void look_through(std::uint32_t number, const Target& target);
  void find_smallest(const Target& target, const Ball& point, const Known& known);
  bool add_margin(const Target& target, const Source& source);

  const ReachTree& m_tree;
  const Meridians& m_meridians;
  const Parallels& m_parallels;
  MarginOptions m_options;
  std::vector<Known> m_known;                             ///< by depth
  std::vector<std::uint32_t> m_waiting;                   ///< nodes to be looked at
  std::vector<double> m_nearest2;                         ///< of nodes that were kept
  std::vector<std::pair<double, std::uint32_t>> m_queue;  ///< nodes of a point, with the least margin they may have
  std::uint32_t m_cover = 0;  ///< the node that covered a region last: it may well cover the next
  std::vector<Margin> m_smallest;
  std::uint32_t m_near = 0;  ///< the leaf that held the nearest event last: the next may not be far from it
  float *m_nearest = nullptr, *m_enough = nullptr;
};

}  // namespace riskmap::density::detail

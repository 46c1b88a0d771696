// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/geo/box.hpp>

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

namespace riskmap::output::detail {

/// Boxes over a sequence, sixteen to a box, level upon level: what crosses a box is found without looking at the rest,
/// as long as neighbours in the sequence are neighbours on the ground.
class BoxTree {
 public:
  static constexpr std::size_t fan = 16;

  BoxTree() = default;
  explicit BoxTree(std::vector<geo::PixelBox> leaves) {
    m_levels.push_back(std::move(leaves));
    while (m_levels.back().size() > 1) {
      const auto& below = m_levels.back();
      std::vector<geo::PixelBox> level((below.size() + fan - 1) / fan);
      for (std::size_t i = 0; i < below.size(); ++i) level[i / fan].extend(below[i]);
      m_levels.push_back(std::move(level));
    }
  }

  std::size_t size() const { return m_levels.empty() ? 0 : m_levels.front().size(); }
  geo::PixelBox box() const { return size() == 0 ? geo::PixelBox{} : m_levels.back().front(); }

  /// Goes through the leaves in order. `far(box)` tells which boxes need not be opened; those are handed to
  /// `pass(first, last)` as the leaves [first, last) they stand for, all others to `leaf(i)`.
  template <typename TFar, typename TPass, typename TLeaf>
  void visit(TFar&& far, TPass&& pass, TLeaf&& leaf) const {
    if (size() > 0) visit(m_levels.size() - 1, 0, far, pass, leaf);
  }

 private:
  template <typename TFar, typename TPass, typename TLeaf>
  void visit(std::size_t level, std::size_t i, TFar& far, TPass& pass, TLeaf& leaf) const {
    std::size_t share = 1;
    for (std::size_t k = 0; k < level; ++k) share *= fan;
    if (far(m_levels[level][i])) return pass(i * share, std::min((i + 1) * share, size()));
    if (level == 0) return leaf(i);
    const auto end = std::min((i + 1) * fan, m_levels[level - 1].size());
    for (std::size_t child = i * fan; child < end; ++child) visit(level - 1, child, far, pass, leaf);
  }

  std::vector<std::vector<geo::PixelBox>> m_levels;  // leaves first
};

}  // namespace riskmap::output::detail

// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/geo/box.hpp>

#include <cstdint>
#include <vector>

namespace riskmap::render::detail {

/// Finds the boxes that touch a box: a tree packed along a space-filling curve (Kamel & Faloutsos 1993, with Morton's
/// curve), immutable. Empty boxes are never found.
class BoxIndex {
 public:
  BoxIndex() = default;
  explicit BoxIndex(const std::vector<geo::PixelBox>& boxes);
  /// Their numbers in rising order, into a list that is cleared first.
  void find(const geo::PixelBox& box, std::vector<std::uint32_t>& out) const;
  bool any(const geo::PixelBox& box) const;

 private:
  struct Node {
    geo::PixelBox box;
    std::uint32_t next = 0;    // the node after this one's children
    std::uint32_t number = 0;  // of a leaf's box
  };
  void add(const std::vector<std::uint32_t>& order, const std::vector<geo::PixelBox>& boxes, std::size_t first,
           std::size_t last);
  template <typename TVisit>
  void walk(const geo::PixelBox& box, TVisit&& visit) const;
  std::vector<Node> m_nodes;  // parents before children
};

}  // namespace riskmap::render::detail

// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/geo/box.hpp>

#include <cstdint>
#include <vector>

namespace riskmap::geo {

/// Where a cell of a 2^16 × 2^16 grid over `box` lies along a curve that keeps neighbours together (Morton 1966).
std::uint32_t curve_place(double x, double y, const PixelBox& box);

/// Finds the boxes that touch a box: a tree packed along a space-filling curve (Kamel & Faloutsos 1993, with Morton's
/// curve), immutable. Empty boxes are never found.
class BoxIndex {
 public:
  BoxIndex() = default;
  explicit BoxIndex(const std::vector<PixelBox>& boxes);
  /// Their numbers in rising order, into a list that is cleared first.
  void find(const PixelBox& box, std::vector<std::uint32_t>& out) const;
  bool any(const PixelBox& box) const;

 private:
  struct Node {
    PixelBox box;
    std::uint32_t next = 0;    // the node after this one's children
    std::uint32_t number = 0;  // of a leaf's box
  };
  void add(const std::vector<std::uint32_t>& order, const std::vector<PixelBox>& boxes, std::size_t first,
           std::size_t last);
  template <typename TVisit>
  void walk(const PixelBox& box, TVisit&& visit) const;
  std::vector<Node> m_nodes;  // parents before children
};

}  // namespace riskmap::geo

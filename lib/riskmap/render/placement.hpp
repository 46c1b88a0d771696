// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/geo/box.hpp>

#include <cstdint>
#include <unordered_map>
#include <vector>

namespace riskmap::render {

/// The boxes that labels of one zoom already take, in world pixels. Labels are planned once per zoom for the whole map,
/// upper layers first, in a layer those that cross an edge of a 4096-px block first: the outcome does not depend on any
/// tile.
class Placement {
 public:
  static constexpr double block = 4096.0;

  bool is_free(const geo::PixelBox& box) const;
  void take(const geo::PixelBox& box);
  static bool crosses_block_edge(const geo::PixelBox& box);

 private:
  static constexpr double cell = 128.0;
  template <typename TVisit>
  static void for_cells(const geo::PixelBox& box, TVisit&& visit);
  std::unordered_map<std::uint64_t, std::vector<std::uint32_t>> m_cells;
  std::vector<geo::PixelBox> m_boxes;
};

}  // namespace riskmap::render

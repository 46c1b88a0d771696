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

  /// What a symbol puts up with, as `text-overlap` says: `cooperative` ones may lie over all but those that say never.
  enum class Overlap : unsigned char { never, cooperative, always };

  /// `margin`: how much of the box on each side is room to be kept free, not ink; marks may come into that.
  bool is_free(const geo::PixelBox& box, Overlap overlap = Overlap::never, double margin = 0) const;
  void take(const geo::PixelBox& box, Overlap overlap);
  /// The place of a mark (`riskmap:avoid`): a name stands close to the dot it belongs to.
  void take(const geo::PixelBox& box) { add({box, Overlap::never, true}); }
  static bool crosses_block_edge(const geo::PixelBox& box);

 private:
  static constexpr double cell = 128.0;
  template <typename TVisit>
  static bool for_cells(const geo::PixelBox& box, TVisit&& visit);
  std::unordered_map<std::uint64_t, std::vector<std::uint32_t>> m_cells;
  struct Taken {
    geo::PixelBox box;
    Overlap overlap;
    bool mark;
  };
  void add(const Taken& taken);
  std::vector<Taken> m_boxes;
};

}  // namespace riskmap::render

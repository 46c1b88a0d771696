// SPDX-License-Identifier: MIT
#include <riskmap/render/placement.hpp>

#include <cmath>

namespace riskmap::render {

template <typename TVisit>
void Placement::for_cells(const geo::PixelBox& box, TVisit&& visit) {
  const auto index = [](double v) { return static_cast<std::int64_t>(std::floor(v / cell)); };
  for (auto y = index(box.min_y); y <= index(box.max_y); ++y) {
    for (auto x = index(box.min_x); x <= index(box.max_x); ++x) {
      visit((static_cast<std::uint64_t>(y) << 32U) ^ (static_cast<std::uint64_t>(x) & 0xFFFFFFFFU));
    }
  }
}

bool Placement::is_free(const geo::PixelBox& box) const {
  bool free = true;
  for_cells(box, [&](std::uint64_t key) {
    const auto found = m_cells.find(key);
    if (!free || found == m_cells.end()) return;
    for (const auto index : found->second) {
      const auto& other = m_boxes[index];
      if (box.min_x < other.max_x && other.min_x < box.max_x && box.min_y < other.max_y && other.min_y < box.max_y)
        free = false;
    }
  });
  return free;
}

void Placement::take(const geo::PixelBox& box) {
  const auto index = static_cast<std::uint32_t>(m_boxes.size());
  m_boxes.push_back(box);
  for_cells(box, [&](std::uint64_t key) { m_cells[key].push_back(index); });
}

bool Placement::crosses_block_edge(const geo::PixelBox& box) {
  return std::floor(box.min_x / block) != std::floor(box.max_x / block) ||
         std::floor(box.min_y / block) != std::floor(box.max_y / block);
}

}  // namespace riskmap::render

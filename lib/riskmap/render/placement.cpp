// SPDX-License-Identifier: MIT
#include <riskmap/render/placement.hpp>

#include <algorithm>
#include <cmath>

namespace riskmap::render {

// Until visit() answers false.
template <typename TVisit>
bool Placement::for_cells(const geo::PixelBox& box, TVisit&& visit) {
  const auto index = [](double v) { return static_cast<std::int64_t>(std::floor(v / cell)); };
  for (auto y = index(box.min_y); y <= index(box.max_y); ++y) {
    for (auto x = index(box.min_x); x <= index(box.max_x); ++x) {
      if (!visit((static_cast<std::uint64_t>(y) << 32U) ^ (static_cast<std::uint64_t>(x) & 0xFFFFFFFFU))) return false;
    }
  }
  return true;
}

bool Placement::is_free(const geo::PixelBox& box, Overlap overlap, double margin) const {
  if (overlap == Overlap::always) return true;
  return for_cells(box, [&](std::uint64_t key) {
    const auto found = m_cells.find(key);
    if (found == m_cells.end()) return true;
    return std::none_of(found->second.begin(), found->second.end(), [&](std::uint32_t index) {
      const auto& other = m_boxes[index];
      if (overlap == Overlap::cooperative && other.overlap != Overlap::never) return false;
      const double less = other.mark ? margin : 0;
      return box.min_x + less < other.box.max_x && other.box.min_x < box.max_x - less &&
             box.min_y + less < other.box.max_y && other.box.min_y < box.max_y - less;
    });
  });
}

void Placement::take(const geo::PixelBox& box, Overlap overlap) {
  if (!box.empty()) add({box, overlap, false});
}

void Placement::add(const Taken& taken) {
  const auto index = static_cast<std::uint32_t>(m_boxes.size());
  m_boxes.push_back(taken);
  for_cells(taken.box, [&](std::uint64_t key) {
    m_cells[key].push_back(index);
    return true;
  });
}

bool Placement::crosses_block_edge(const geo::PixelBox& box) {
  return std::floor(box.min_x / block) != std::floor(box.max_x / block) ||
         std::floor(box.min_y / block) != std::floor(box.max_y / block);
}

}  // namespace riskmap::render

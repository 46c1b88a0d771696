// SPDX-License-Identifier: MIT
#include <riskmap/geo/box_index.hpp>

#include <algorithm>
#include <limits>
#include <utility>

namespace riskmap::geo {
namespace {

constexpr std::size_t branches = 8;
constexpr std::uint32_t parent = std::numeric_limits<std::uint32_t>::max();

std::uint32_t spread(std::uint32_t v) {  // 16 bits to every second of 32
  v = (v | (v << 8U)) & 0x00FF00FFU;
  v = (v | (v << 4U)) & 0x0F0F0F0FU;
  v = (v | (v << 2U)) & 0x33333333U;
  return (v | (v << 1U)) & 0x55555555U;
}

}  // namespace

std::uint32_t curve_place(double x, double y, const PixelBox& box) {
  const auto cell = [](double value, double low, double size) {
    return size > 0 ? static_cast<std::uint32_t>((value - low) / size * 65535.0) : 0U;
  };
  return spread(cell(x, box.min_x, box.width())) | (spread(cell(y, box.min_y, box.height())) << 1U);
}

BoxIndex::BoxIndex(const std::vector<PixelBox>& boxes) {
  PixelBox all;
  for (const auto& box : boxes) all.extend(box);
  std::vector<std::pair<std::uint32_t, std::uint32_t>> places;
  for (std::uint32_t i = 0; i < boxes.size(); ++i) {
    const auto& box = boxes[i];
    if (!box.empty())
      places.emplace_back(curve_place((box.min_x + box.max_x) / 2, (box.min_y + box.max_y) / 2, all), i);
  }
  std::sort(places.begin(), places.end());
  std::vector<std::uint32_t> order(places.size());
  std::transform(places.begin(), places.end(), order.begin(), [](const auto& place) { return place.second; });
  m_nodes.reserve(order.size() + order.size() / 4 + 1);
  if (!order.empty()) add(order, boxes, 0, order.size());
}

void BoxIndex::add(const std::vector<std::uint32_t>& order, const std::vector<PixelBox>& boxes, std::size_t first,
                   std::size_t last) {
  const auto at = m_nodes.size();
  if (last - first == 1) {
    const auto number = order[first];
    m_nodes.push_back({boxes[number], static_cast<std::uint32_t>(at + 1), number});
    return;
  }
  m_nodes.push_back({{}, 0, parent});
  std::size_t part = 1;
  while (part * branches < last - first) part *= branches;
  for (auto i = first; i < last; i += part) {
    const auto child = m_nodes.size();
    add(order, boxes, i, std::min(i + part, last));
    m_nodes[at].box.extend(m_nodes[child].box);
  }
  m_nodes[at].next = static_cast<std::uint32_t>(m_nodes.size());
}

template <typename TVisit>
void BoxIndex::walk(const PixelBox& box, TVisit&& visit) const {
  for (std::size_t i = 0; i < m_nodes.size();) {
    const auto& node = m_nodes[i];
    if (!node.box.intersects(box)) {
      i = node.next;
      continue;
    }
    if (node.number != parent && !visit(node.number)) return;
    ++i;
  }
}

void BoxIndex::find(const PixelBox& box, std::vector<std::uint32_t>& out) const {
  out.clear();
  walk(box, [&](std::uint32_t number) {
    out.push_back(number);
    return true;
  });
  std::sort(out.begin(), out.end());
}

bool BoxIndex::any(const PixelBox& box) const {
  bool found = false;
  walk(box, [&](std::uint32_t) {
    found = true;
    return false;
  });
  return found;
}

}  // namespace riskmap::geo

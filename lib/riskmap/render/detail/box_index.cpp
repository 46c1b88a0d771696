// SPDX-License-Identifier: MIT
#include <riskmap/render/detail/box_index.hpp>

#include <riskmap/render/detail/shape.hpp>

#include <algorithm>
#include <limits>
#include <utility>

namespace riskmap::render::detail {
namespace {

constexpr std::size_t branches = 8;
constexpr std::uint32_t parent = std::numeric_limits<std::uint32_t>::max();

}  // namespace

BoxIndex::BoxIndex(const std::vector<geo::PixelBox>& boxes) {
  geo::PixelBox all;
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

void BoxIndex::add(const std::vector<std::uint32_t>& order, const std::vector<geo::PixelBox>& boxes, std::size_t first,
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
void BoxIndex::walk(const geo::PixelBox& box, TVisit&& visit) const {
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

void BoxIndex::find(const geo::PixelBox& box, std::vector<std::uint32_t>& out) const {
  out.clear();
  walk(box, [&](std::uint32_t number) {
    out.push_back(number);
    return true;
  });
  std::sort(out.begin(), out.end());
}

bool BoxIndex::any(const geo::PixelBox& box) const {
  bool found = false;
  walk(box, [&](std::uint32_t) {
    found = true;
    return false;
  });
  return found;
}

}  // namespace riskmap::render::detail

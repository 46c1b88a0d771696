// SPDX-License-Identifier: MIT
#include <riskmap/output/region.hpp>

#include <algorithm>

namespace riskmap::output {

std::uint64_t TileBlock::count() const {
  return x1 < x0 || y1 < y0 ? 0 : std::uint64_t{x1 - x0 + 1} * std::uint64_t{y1 - y0 + 1};
}

TileBlock block_below(const geo::TileId& quadrant, const geo::TileRange& range) {
  const unsigned below = range.zoom - quadrant.zoom;
  const std::uint64_t side = std::uint64_t{1} << below;
  const auto last = [&](std::uint32_t first) {
    return static_cast<std::uint32_t>((std::uint64_t{first} << below) + side - 1);
  };
  TileBlock block{std::max(range.x0, static_cast<std::uint32_t>(std::uint64_t{quadrant.x} << below)),
                  std::max(range.y0, static_cast<std::uint32_t>(std::uint64_t{quadrant.y} << below)),
                  std::min(range.x1, last(quadrant.x)), std::min(range.y1, last(quadrant.y))};
  return block;
}

Region::Region(const geo::LonLatBox& box, std::shared_ptr<const model::Area> area)
    : m_box(box), m_area(std::move(area)) {
  if (!m_area) return;
  const auto whole = m_area->box();
  m_box = {std::max(box.min_x, whole.min_x), std::max(box.min_y, whole.min_y), std::min(box.max_x, whole.max_x),
           std::min(box.max_y, whole.max_y)};
}

bool Region::touches(const geo::TileId& tile) const {
  return !m_box.empty() && range(tile.zoom).contains(tile) && (!m_area || m_area->touches(geo::to_lonlat(tile.box())));
}

std::uint64_t Region::count(unsigned zoom) const {
  if (m_box.empty()) return 0;
  return m_area ? count_below({0, 0, 0}, range(zoom)) : range(zoom).count();
}

std::uint64_t Region::count_below(const geo::TileId& quadrant, const geo::TileRange& range) const {
  const auto block = block_below(quadrant, range);
  if (block.count() == 0) return 0;
  const auto box = geo::to_lonlat(quadrant.box());
  if (!m_area->touches(box)) return 0;
  if (quadrant.zoom == range.zoom || m_area->covers(box)) return block.count();
  std::uint64_t sum = 0;
  for (unsigned i = 0; i < 4; ++i)
    sum += count_below({quadrant.zoom + 1, 2 * quadrant.x + i % 2, 2 * quadrant.y + i / 2}, range);
  return sum;
}

}  // namespace riskmap::output

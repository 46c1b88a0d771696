// SPDX-License-Identifier: MIT
#include <riskmap/output/detail/tile_walk.hpp>

#include <bit>
#include <utility>

namespace riskmap::output::detail {
namespace {

std::uint64_t tiles_of_zoom(unsigned zoom) { return std::uint64_t{1} << (2 * zoom); }
std::uint64_t first_id(unsigned zoom) { return (tiles_of_zoom(zoom) - 1) / 3; }

}  // namespace

TileWalk::TileWalk(Region region, geo::ZoomRange zooms) : m_region(std::move(region)), m_last_zoom(zooms.high) {
  enter(zooms.low);
}

void TileWalk::enter(unsigned zoom) {
  m_range = m_region.range(zoom);
  m_cursor = 0;
}

std::optional<geo::TileId> TileWalk::next() {
  for (;;) {
    if (const auto tile = next_in_zoom()) return tile;
    if (m_range.zoom >= m_last_zoom) return {};
    enter(m_range.zoom + 1);
  }
}

std::optional<geo::TileId> TileWalk::next_in_zoom() {
  const auto end = tiles_of_zoom(m_range.zoom);
  while (m_cursor < end) {
    const auto skipped = outside();
    if (skipped == 0) return geo::from_hilbert_id(first_id(m_range.zoom) + m_cursor++);
    m_cursor += skipped;
  }
  return {};
}

std::uint64_t TileWalk::outside() const {
  // Quadrants that enclose the cursor but began earlier are known to touch the range.
  const unsigned zoom = m_range.zoom;
  const unsigned aligned = m_cursor == 0 ? zoom : static_cast<unsigned>(std::countr_zero(m_cursor)) / 2;
  for (unsigned depth = zoom - aligned; depth <= zoom; ++depth) {
    const unsigned below = zoom - depth;
    if (!touches(geo::from_hilbert_id(first_id(depth) + (m_cursor >> (2 * below))))) return tiles_of_zoom(below);
  }
  return 0;
}

bool TileWalk::touches(const geo::TileId& quadrant) const {
  return block_below(quadrant, m_range).count() > 0 && m_region.touches(quadrant);
}

}  // namespace riskmap::output::detail

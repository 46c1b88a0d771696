// SPDX-License-Identifier: MIT
#include <riskmap/output/detail/tile_walk.hpp>
#include <tests/support/test.hpp>

#include <algorithm>
#include <vector>

namespace riskmap::output::detail {
BOOST_AUTO_TEST_SUITE(output)
BOOST_AUTO_TEST_SUITE(tile_walk)

namespace {

std::vector<std::uint64_t> walked(const geo::LonLatBox& box, geo::ZoomRange zooms) {
  std::vector<std::uint64_t> ids;
  TileWalk walk(box, zooms);
  while (const auto tile = walk.next()) ids.push_back(geo::hilbert_id(*tile));
  return ids;
}

std::vector<std::uint64_t> listed(const geo::LonLatBox& box, geo::ZoomRange zooms) {
  std::vector<std::uint64_t> ids;
  for (unsigned zoom = zooms.low; zoom <= zooms.high; ++zoom) {
    const auto range = geo::tiles_in(box, zoom);
    for (auto x = range.x0; x <= range.x1; ++x) {
      for (auto y = range.y0; y <= range.y1; ++y) ids.push_back(geo::hilbert_id({zoom, x, y}));
    }
  }
  std::ranges::sort(ids);
  return ids;
}

}  // namespace

BOOST_AUTO_TEST_CASE(visits_every_tile_once_in_hilbert_order) {
  const geo::LonLatBox boxes[] = {
      {-180, -85, 180, 85}, {60.5, 23.5, 77.5, 37.5}, {62.3, 25.1, 62.3, 25.1}, {-1, -1, 1, 1}, {179, -85, 180, -84}};
  for (const auto& box : boxes) {
    for (const auto zooms : {geo::ZoomRange{0, 6}, {3, 8}, {5, 5}, {0, 0}})
      BOOST_TEST((walked(box, zooms) == listed(box, zooms)));
  }
}

BOOST_AUTO_TEST_CASE(a_small_box_deep_down_is_found_at_once) {
  const auto ids = walked({62.3254, 25.1216, 62.3255, 25.1217}, {30, 30});
  BOOST_TEST((ids == listed({62.3254, 25.1216, 62.3255, 25.1217}, {30, 30})));
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
}  // namespace riskmap::output::detail

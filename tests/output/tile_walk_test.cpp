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
  TileWalk walk(Region(box), zooms);
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

BOOST_AUTO_TEST_CASE(an_area_has_the_tiles_it_touches) {
  // A triangle with a hole; checked against every tile of its box.
  model::Geometry shape;
  shape.kind = model::Geometry::Kind::polygon;
  shape.polygons.push_back({{{60, 24}, {70, 25}, {63, 33}, {60, 24}}, {{{63, 26}, {65, 26.5}, {64, 28}, {63, 26}}}});
  const auto area = std::make_shared<const model::Area>(std::vector<const model::Geometry*>{&shape});
  const Region region({-180, -85, 180, 85}, area);
  for (unsigned zoom = 0; zoom <= 9; ++zoom) {
    std::vector<std::uint64_t> expected, found;
    const auto range = geo::tiles_in(area->box(), zoom);
    for (auto x = range.x0; x <= range.x1; ++x) {
      for (auto y = range.y0; y <= range.y1; ++y) {
        const geo::TileId tile(zoom, x, y);
        if (area->touches(geo::to_lonlat(tile.box()))) expected.push_back(geo::hilbert_id(tile));
      }
    }
    std::ranges::sort(expected);
    TileWalk walk(region, {zoom, zoom});
    while (const auto tile = walk.next()) found.push_back(geo::hilbert_id(*tile));
    BOOST_TEST((found == expected));
    BOOST_TEST(region.count(zoom) == expected.size());
    if (zoom == 9) BOOST_TEST(expected.size() < range.count() * 2 / 3);
  }
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
}  // namespace riskmap::output::detail

// SPDX-License-Identifier: MIT
// Icons, names in three scripts and names along rivers: tiles joined are the picture, at each zoom and ratio.
#include <tests/render/default_map.hpp>
#include <tests/render/small_map.hpp>

#include <fmt/format.h>

namespace riskmap::render {
BOOST_AUTO_TEST_SUITE(render)
BOOST_AUTO_TEST_SUITE(symbol_seams)

namespace {

constexpr const char* map_of_symbols = R"({"version": 8, "name": "symbols",
 "metadata": {"riskmap:bounds": [60.5, 23.4, 77.5, 37.2]},
 "sources": {"base": {"type": "vector", "url": "geodata/base.gpkg"}},
 "layers": [
  {"id": "rivers", "type": "symbol", "source": "base", "source-layer": "named_rivers", "layout": {
    "symbol-placement": "line", "text-field": ["get", "name"], "text-size": 12, "text-letter-spacing": 0.1,
    "text-offset": [0, -0.6]}, "paint": {"text-halo-color": "#fff", "text-halo-width": 1.2}},
  {"id": "arrows", "type": "symbol", "source": "base", "source-layer": "named_rivers", "layout": {
    "symbol-placement": "line", "symbol-spacing": 90, "icon-image": "triangle", "icon-rotate": 90, "icon-size": 0.6}},
  {"id": "airports", "type": "symbol", "source": "base", "source-layer": "airports",
    "layout": {"icon-image": "airport", "icon-rotate": 20},
    "paint": {"icon-color": "#7a3b8f", "icon-halo-color": "#fff", "icon-halo-width": 1.5, "icon-halo-blur": 1}},
  {"id": "towns", "type": "symbol", "source": "base", "source-layer": "places", "layout": {
    "symbol-sort-key": ["get", "rank"], "icon-image": "town",
    "text-field": ["format", ["get", "name"], {}, "\n", {}, ["coalesce", ["get", "name_ur"], ""], {"font-scale": 0.9}, "\n", {},
      ["coalesce", ["get", "name_zh"], ""], {"text-color": "#903"}],
    "text-size": 13, "text-variable-anchor": ["left", "right", "top", "bottom"], "text-radial-offset": 0.8,
    "text-justify": "auto"}, "paint": {"text-halo-color": "#fff", "text-halo-width": 1.5, "text-halo-blur": 0.5}}]})";

map::Scene load() {
  const test::TemporaryFolder folder;
  test::write_text(folder / "map.json", map_of_symbols);
  return map::Scene::load(folder / "map.json", layer_specs(), {.data_roots = {test::root()}});
}

}  // namespace

BOOST_AUTO_TEST_CASE(symbols_join_exactly) {
  const auto scene = load();
  const Renderer renderer(scene);
  for (unsigned zoom = 4; zoom <= 12; ++zoom) {
    for (const int scale : {1, 2}) {
      const auto middle = geo::tile_at({67.3, 25.6}, zoom);
      const geo::TileId corner{zoom, middle.x - 2, middle.y - 2};
      auto large = View::tile(corner, 256, scale);
      large.width = large.height = 1024 * scale;
      const auto whole = renderer.picture(large);
      const auto where = fmt::format("zoom {}, {}x", zoom, scale);
      if (zoom < 11) BOOST_TEST(test::ink(whole) > 500, where);
      for (unsigned i = 0; i < 16; ++i) {
        const auto tile = renderer.picture(View::tile({zoom, corner.x + i % 4, corner.y + i / 4}, 256, scale));
        const int side = 256 * scale;
        BOOST_TEST(
            test::compare(tile, whole, side * static_cast<int>(i % 4), side * static_cast<int>(i / 4)).largest == 0,
            where);
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(another_renderer_gives_the_same_pixels) {
  const auto scene = load();
  const auto view = View::tile(geo::tile_at({67.3, 25.6}, 7));
  const Renderer first(scene), second(scene);
  second.picture(View::tile(geo::tile_at({67.3, 25.6}, 9)));
  BOOST_TEST((first.picture(view).rgba == second.picture(view).rgba));
  BOOST_TEST(first.digest(view) == second.digest(view));
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
}  // namespace riskmap::render

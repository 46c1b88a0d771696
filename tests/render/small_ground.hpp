// SPDX-License-Identifier: MIT
// Elevations and a picture of the ground around 30° north, 60° east.
#pragma once
#include <tests/io/fixtures.hpp>
#include <tests/render/small_map.hpp>

namespace riskmap::test {

/// dem.tif: 80 × 80 cells of 0.125°, rising to the east, rugged beyond 60°. picture.tif: red in the west, blue in the
/// east.
struct Ground {
  TemporaryFolder folder;

  Ground() {
    std::string heights = "ncols 80\nnrows 80\nxllcorner 55\nyllcorner 25\ncellsize 0.125\nNODATA_value -9999\n";
    std::string colors = "P6\n80 80\n255\n";
    for (int row = 0; row < 80; ++row) {
      for (int column = 0; column < 80; ++column) {
        heights += std::to_string(300 + 40 * column + (column > 40 ? 90 * ((row * column) % 7) : 0)) + " ";
        colors += column < 40 ? "\xc8\x28\x14" : "\x0a\x3c\xb4";
      }
      heights += "\n";
    }
    write_text(folder / "dem.asc", heights);
    write_text(folder / "picture.ppm", colors);
    make("gdal_translate -q -ot Float32 -a_srs EPSG:4326", "dem.asc", "dem.tif");
    make("gdal_translate -q -a_srs EPSG:4326 -a_ullr 55 35 65 25", "picture.ppm", "picture.tif");
  }
  void make(const std::string& command, const char* from, const char* to) const {
    run(command + " " + quoted(folder / from) + " " + quoted(folder / to));
  }
  /// Layers over the sources "dem", "picture", and more of them.
  map::Scene scene(const std::string& layers, const std::string& more_sources = "") const {
    write_text(folder / "map.json", fmt::format(R"({{"version":8,"name":"ground","sources":{{
      "dem":{{"type":"raster-dem","url":"dem.tif"}},"picture":{{"type":"raster","url":"picture.tif"}}{}{}}},"layers":[{}]}})",
                                                more_sources.empty() ? "" : ",", more_sources, layers));
    return map::Scene::load(folder / "map.json", render::layer_specs());
  }
};
inline const Ground& ground() {
  static const Ground the_ground;
  return the_ground;
}

inline View view_at(double lon, double lat, double zoom = 6, int side = 64) {
  return View::centred({lon, lat}, zoom, side, side);
}

/// The largest difference between 4 × 4 tiles around a place and one picture of them.
inline int seam_at(const render::Renderer& renderer, geo::LonLat place, unsigned zoom, int scale) {
  const auto middle = geo::tile_at(place, zoom);
  auto whole = View::tile({zoom, middle.x - 2, middle.y - 2}, 256, scale);
  whole.width = whole.height = 1024 * scale;
  const auto picture = renderer.picture(whole);
  int largest = 0;
  for (unsigned i = 0; i < 16; ++i) {
    const auto tile = renderer.picture(View::tile({zoom, middle.x - 2 + i % 4, middle.y - 2 + i / 4}, 256, scale));
    largest = std::max(
        largest,
        compare(tile, picture, static_cast<int>(i % 4) * 256 * scale, static_cast<int>(i / 4) * 256 * scale).largest);
  }
  return largest;
}

}  // namespace riskmap::test

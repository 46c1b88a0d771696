// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/map/scene.hpp>
#include <riskmap/render/layer_type.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace riskmap::render {

/// A legend derived from the document: the surface's classes with their edges, states, and every layer that names
/// itself with metadata["riskmap:legend"], in the order they are drawn, top first; in the map's language. It looks at
/// the scene, which outlives it.
struct Legend {
  std::string title;               ///< metadata["riskmap:legend"].title, else the surface's unit
  std::vector<std::string> notes;  ///< its notes, else what the method says of the surface; figures are filled in
  std::vector<LegendItem> classes;
  std::vector<LegendItem> items;
  bool right_to_left = false;   ///< swatches stand on the right
  Color ground = {0, 0, 0, 0};  ///< the map's background, which its signs are made for
};
Legend make_legend(const map::Scene& scene);
/// The paper a legend by itself is drawn on: the map's ground where that is dark, else white.
Color legend_paper(const Legend& legend);

/// True of Arabic, Hebrew, Persian, Urdu and their neighbours.
bool reads_right_to_left(std::string_view language);

struct LegendStyle {
  double unit = 1;             ///< canvas units per CSS px
  double width = 300;          ///< canvas units: text wraps inside
  double text_size = 11;       ///< CSS px
  Color paper = {1, 1, 1, 1};  ///< what it is drawn on: text is light on dark paper
};
/// Height it takes in canvas units.
double legend_height(const Legend& legend, const LegendStyle& style);
void draw_legend(const Legend& legend, const LegendStyle& style, Canvas& canvas, PixelPoint top_left);

}  // namespace riskmap::render

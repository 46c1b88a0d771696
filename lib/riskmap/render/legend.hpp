// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/map/scene.hpp>
#include <riskmap/render/layer_type.hpp>

#include <string>
#include <vector>

namespace riskmap::render {

/// A legend derived from the document: the surface's classes with their edges, states, and every layer that names
/// itself with metadata["riskmap:legend"], in the order they are drawn, top first.
struct Legend {
  std::string title;  ///< metadata["riskmap:legend"].title
  std::vector<std::string>
      notes;  ///< METHOD's sentences, with {bandwidth} and such filled in from the surface's report
  std::vector<LegendItem> classes;
  std::vector<LegendItem> items;
};
Legend make_legend(const map::Scene& scene);

struct LegendStyle {
  double unit = 1;        ///< canvas units per CSS px
  double width = 300;     ///< canvas units: text wraps inside
  double text_size = 11;  ///< CSS px
};
/// Height it takes in canvas units.
double legend_height(const Legend& legend, const LegendStyle& style);
void draw_legend(const Legend& legend, const LegendStyle& style, Canvas& canvas, PixelPoint top_left);

}  // namespace riskmap::render

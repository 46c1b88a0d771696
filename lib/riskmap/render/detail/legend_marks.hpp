// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/render/layer_type.hpp>

#include <string>
#include <vector>

namespace riskmap::render::detail {

/// A box's outline, half a CSS px wide: what is pale is seen on paper of its own colour.
void draw_frame(Canvas& canvas, const geo::PixelBox& box, double unit, const Color& color = {0.5, 0.5, 0.5, 1});

/// A framed box in one colour.
LegendItem framed(std::string label, const Color& color);

/// A framed bar of colours, from the lowest to the highest.
LegendItem color_bar(std::string label, std::vector<Color> colors);

}  // namespace riskmap::render::detail

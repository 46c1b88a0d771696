// SPDX-License-Identifier: MIT
#include <riskmap/render/detail/legend_marks.hpp>

#include <cairo.h>

#include <utility>

namespace riskmap::render::detail {
namespace {

LegendItem item_of(std::string label) {
  LegendItem item;
  item.kind = LegendItem::Kind::fill;
  item.label = std::move(label);
  return item;
}

}  // namespace

void draw_frame(Canvas& canvas, const geo::PixelBox& box, double unit, const Color& color) {
  const Path frame{{{{box.min_x, box.min_y},
                     {box.max_x, box.min_y},
                     {box.max_x, box.max_y},
                     {box.min_x, box.max_y},
                     {box.min_x, box.min_y}}}};
  canvas.stroke(frame, {.color = color, .width = 0.5 * unit});
}

LegendItem framed(std::string label, const Color& color) {
  auto item = item_of(std::move(label));
  item.draw = [color](Canvas& canvas, const geo::PixelBox& box, double unit) {
    canvas.rectangle(box, color);
    draw_frame(canvas, box, unit);
  };
  return item;
}

LegendItem color_bar(std::string label, std::vector<Color> colors) {
  auto item = item_of(std::move(label));
  item.draw = [colors = std::move(colors)](Canvas& canvas, const geo::PixelBox& box, double unit) {
    auto* const gradient = cairo_pattern_create_linear(box.min_x, 0, box.max_x, 0);
    for (std::size_t i = 0; i < colors.size(); ++i)
      cairo_pattern_add_color_stop_rgba(gradient, (static_cast<double>(i) + 0.5) / static_cast<double>(colors.size()),
                                        colors[i].r, colors[i].g, colors[i].b, colors[i].a);
    auto* const to = canvas.context();
    cairo_set_source(to, gradient);
    cairo_pattern_destroy(gradient);
    cairo_rectangle(to, box.min_x, box.min_y, box.width(), box.height());
    cairo_fill(to);
    draw_frame(canvas, box, unit);
  };
  return item;
}

}  // namespace riskmap::render::detail

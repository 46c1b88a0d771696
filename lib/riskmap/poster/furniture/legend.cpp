// SPDX-License-Identifier: MIT
#include <riskmap/render/legend.hpp>

#include <riskmap/poster/detail/type.hpp>

namespace riskmap::poster::furniture {
namespace {

using Kind = FurnitureOption::Kind;

constexpr FurnitureOption options[] = {
    {.name = "part",
     .kind = Kind::choice,
     .default_json = "\"all\"",
     .help = "All of it, the surface's classes with title and notes, or the other signs.",
     .values = "all|surface|signs"},
    {.name = "size", .default_json = "8.5", .help = "Points of its type (headings 15 % larger, notes 8 % smaller)."},
};

render::Legend legend_of(const FurnitureContext& context) {
  auto out = render::make_legend(context.scene);
  if (context.options.at("part") == "surface") out.items.clear();
  if (context.options.at("part") == "signs") {
    out.title.clear();
    out.notes.clear();
    out.classes.clear();
  }
  return out;
}

// Its CSS pixel is the map's, so that hatches, lines and marks are as wide as they are drawn.
render::LegendStyle style_of(const FurnitureContext& context, double width) {
  return {.unit = context.map_unit,
          .width = width,
          .text_size = context.number("size") * detail::mm_per_point * context.type / context.map_unit};
}

render::TextExtents measure(const FurnitureContext& context, double width) {
  return {width, render::legend_height(legend_of(context), style_of(context, width)), 0};
}

void draw(const FurnitureContext& context, render::Canvas& canvas, const geo::PixelBox& box) {
  render::draw_legend(legend_of(context), style_of(context, box.width()), canvas, {box.min_x, box.min_y});
}

}  // namespace

extern const Furniture legend;
const Furniture legend = {.name = "legend",
                          .summary = "what colours and signs mean, from the document",
                          .options = options,
                          .measure = &measure,
                          .draw = &draw};

}  // namespace riskmap::poster::furniture

// SPDX-License-Identifier: MIT
#include <riskmap/poster/detail/type.hpp>
#include <riskmap/poster/ground_scale.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace riskmap::poster::furniture {
namespace {

using Kind = FurnitureOption::Kind;

constexpr FurnitureOption options[] = {
    {.name = "caption",
     .kind = Kind::text,
     .default_json = R"j({"en": "Scale true along {latitude}, the middle of the map ({ratio})"})j",
     .help = "A line below it."},
    {.name = "length",
     .default_json = "62",
     .help = "The most millimetres the bar may take; it ends at a round number of km."},
    {.name = "size", .default_json = "7.5", .help = "Points."},
};

constexpr int parts = 4;
constexpr double bar_height = 1.3, outline = 0.2, gap = 0.6;  // mm

struct Bar {
  double width = 0;  // mm
  std::string half, whole;
  double overhang = 0;  // of the last label to the right, and of the first to the left
};

Bar make_bar(const FurnitureContext& context, const render::TextStyle& style, double width) {
  const double mm_per_pixel = context.map_unit / context.frame.ratio;
  const auto per_mm = metres_per_pixel(context.frame) / mm_per_pixel;
  const double zero = render::Canvas::measure("0", style).width / 2;
  for (double longest = std::min(width - zero, context.number("length") * context.grown);; longest *= 0.9) {
    const auto length = round_length(per_mm * longest);
    Bar bar{.width = length / per_mm,
            .half = fmt::format("{:g}", length.value() / 2000),
            .whole = fmt::format("{:g} km", length.value() / 1000)};
    bar.overhang = render::Canvas::measure(bar.whole, style).width / 2;
    if (zero + bar.width + bar.overhang <= width || longest < 5) return bar;
  }
}

void draw_bar(render::Canvas& canvas, const Bar& bar, double left, double top, double grown) {
  const double height = bar_height * grown, line = outline * grown, part = bar.width / parts;
  canvas.rectangle({left, top, left + bar.width, top + height}, detail::ink);
  for (int i = 1; i < parts; i += 2) {
    canvas.rectangle(
        {left + i * part, top + line, left + (i + 1) * part - (i + 1 == parts ? line : 0), top + height - line},
        {1, 1, 1, 1});
  }
}

render::TextExtents lay_out(const FurnitureContext& context, render::Canvas* canvas, const geo::PixelBox& box) {
  const auto style = detail::type(context, context.number("size"), 0);
  const auto bar = make_bar(context, style, box.width());
  const double label_height = render::Canvas::measure("0", style).height,
               zero = render::Canvas::measure("0", style).width / 2;
  const double left = box.min_x + zero, top = box.min_y + label_height + gap * context.grown;
  if (canvas) {
    const auto label = [&](const std::string& text, double x) {
      canvas->text(text, style, {x - render::Canvas::measure(text, style).width / 2, box.min_y});
    };
    label("0", left);
    label(bar.half, left + bar.width / 2);
    label(bar.whole, left + bar.width);
    draw_bar(*canvas, bar, left, top, context.grown);
  }
  const double below = top + (bar_height + gap) * context.grown;
  detail::Column caption(canvas, {box.min_x, below, box.max_x, below});
  caption.put(context.text("caption"),
              detail::type(context, context.number("size"), box.width(), detail::Weight::regular, detail::quiet));
  return {std::max(zero + bar.width + bar.overhang, caption.widest()), caption.y() - box.min_y, 0};
}

render::TextExtents measure(const FurnitureContext& context, double width) {
  return lay_out(context, nullptr, {0, 0, width, 0});
}
void draw(const FurnitureContext& context, render::Canvas& canvas, const geo::PixelBox& box) {
  lay_out(context, &canvas, box);
}

}  // namespace

extern const Furniture scale_bar;
const Furniture scale_bar = {.name = "scale_bar",
                             .summary = "a bar of round kilometres, true along the middle of the map",
                             .options = options,
                             .measure = &measure,
                             .draw = &draw};

}  // namespace riskmap::poster::furniture

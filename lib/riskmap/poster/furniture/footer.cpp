// SPDX-License-Identifier: MIT
#include <riskmap/poster/detail/type.hpp>

#include <algorithm>

namespace riskmap::poster::furniture {
namespace {

using Kind = FurnitureOption::Kind;

constexpr FurnitureOption options[] = {
    {.name = "titles", .kind = Kind::texts, .default_json = "[]", .help = "A line above each column."},
    {.name = "texts",
     .kind = Kind::texts,
     .default_json = R"(["{attribution}", "{data} {method}", "{projection} {generator}. {fonts}"])",
     .help = "One column each."},
    {.name = "size", .default_json = "7", .help = "Points."},
    {.name = "gap", .default_json = "8", .help = "Millimetres between columns."},
};

constexpr double rule_width = 0.2, after_rule = 1.6;  // mm

render::TextExtents lay_out(const FurnitureContext& context, render::Canvas* canvas, const geo::PixelBox& box) {
  const auto titles = context.texts("titles"), texts = context.texts("texts");
  const double gap = context.number("gap") * context.grown,
               count = static_cast<double>(std::max<std::size_t>(1, texts.size()));
  const double width = (box.width() - (count - 1) * gap) / count;
  if (canvas)
    detail::draw_line(*canvas, box.min_x, box.min_y + rule_width / 2, box.max_x, box.min_y + rule_width / 2,
                      rule_width * context.grown);
  const double top = box.min_y + after_rule * context.grown;
  double height = 0, widest = 0;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    const double left = box.min_x + static_cast<double>(i) * (width + gap);
    detail::Column column(canvas, {left, top, left + width, top});
    if (i < titles.size())
      column.put(titles[i], detail::type(context, context.number("size"), width, detail::Weight::semibold));
    column.put(texts[i], detail::type(context, context.number("size"), width, detail::Weight::regular, detail::quiet));
    height = std::max(height, column.height());
    widest = std::max(widest, column.widest());
  }
  return {widest > width + 1e-6 ? box.width() + widest - width : box.width(), after_rule * context.grown + height, 0};
}

render::TextExtents measure(const FurnitureContext& context, double width) {
  return lay_out(context, nullptr, {0, 0, width, 0});
}
void draw(const FurnitureContext& context, render::Canvas& canvas, const geo::PixelBox& box) {
  lay_out(context, &canvas, box);
}

}  // namespace

extern const Furniture footer;
const Furniture footer = {.name = "footer",
                          .summary = "attribution and provenance, in columns under a rule",
                          .options = options,
                          .measure = &measure,
                          .draw = &draw};

}  // namespace riskmap::poster::furniture

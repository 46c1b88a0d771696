// SPDX-License-Identifier: MIT
#include <riskmap/poster/detail/type.hpp>

#include <algorithm>

namespace riskmap::poster::furniture {
namespace {

using Kind = FurnitureOption::Kind;

constexpr FurnitureOption options[] = {
    {.name = "title", .kind = Kind::text, .default_json = "\"\"", .help = "A line above."},
    {.name = "texts",
     .kind = Kind::texts,
     .default_json = "[\"{title}\"]",
     .help = "Paragraphs; if all are empty, nothing is drawn."},
    {.name = "size", .default_json = "8", .help = "Points."},
};

render::TextExtents lay_out(const FurnitureContext& context, render::Canvas* canvas, const geo::PixelBox& box) {
  detail::Column column(canvas, box);
  const double size = context.number("size"), gap = 0.3 * size * detail::mm_per_point * context.type;
  const auto paragraphs = context.texts("texts");
  if (std::all_of(paragraphs.begin(), paragraphs.end(), [](const auto& text) { return text.empty(); })) return {};
  column.put(context.text("title"), detail::type(context, size * 1.1, box.width(), detail::Weight::semibold), gap);
  for (const auto& paragraph : paragraphs) column.put(paragraph, detail::type(context, size, box.width()), gap);
  return {column.widest(), column.height(), 0};
}

render::TextExtents measure(const FurnitureContext& context, double width) {
  return lay_out(context, nullptr, {0, 0, width, 0});
}
void draw(const FurnitureContext& context, render::Canvas& canvas, const geo::PixelBox& box) {
  lay_out(context, &canvas, box);
}

}  // namespace

extern const Furniture text;
const Furniture text = {.name = "text",
                        .summary = "paragraphs under a line of their own",
                        .options = options,
                        .measure = &measure,
                        .draw = &draw};

}  // namespace riskmap::poster::furniture

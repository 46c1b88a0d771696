// SPDX-License-Identifier: MIT
#include <riskmap/base/error.hpp>
#include <riskmap/poster/detail/type.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace riskmap::poster::furniture {
namespace {

using Kind = FurnitureOption::Kind;

constexpr double after_title = 1.2;  // mm
constexpr double smallest = 0.6;     // of the size asked for

constexpr FurnitureOption options[] = {
    {.name = "title", .kind = Kind::text, .default_json = "\"{title}\"", .help = "The headline."},
    {.name = "subtitle", .kind = Kind::text, .default_json = "\"\"", .help = "A standfirst below it."},
    {.name = "size",
     .default_json = "22",
     .help = "Points of the headline; it shrinks to 60 % of that before it takes another line."},
    {.name = "subtitle-size", .default_json = "10.5", .help = "Points of the standfirst."},
    {.name = "lines", .default_json = "1", .help = "The most lines the headline may take."},
};

// The largest type in which the headline stays within its lines.
render::TextStyle headline(const FurnitureContext& context, const std::string& text, double width) {
  auto style = detail::type(context, context.number("size"), width, detail::Weight::bold);
  style.line_height = 1.2;
  const double asked = style.size, most = std::max(1.0, context.number("lines"));
  for (double factor = 1; factor >= smallest; factor -= 0.02) {
    style.size = asked * factor;
    auto line = style;
    line.max_width = 0;
    const double one = render::Canvas::measure(text, line).height;  // of its script
    const auto size = render::Canvas::measure(text, style);
    if (size.width <= width + 1e-6 && std::round((size.height - one) / (style.line_height * style.size)) < most)
      return style;
  }
  throw UsageError(
      "--title", fmt::format("the title does not fit into {:g} line{} of {:.0f} mm", most, most > 1 ? "s" : "", width),
      "shorten it, allow more \"lines\" in the layout, or take a larger page");
}

render::TextExtents lay_out(const FurnitureContext& context, render::Canvas* canvas, const geo::PixelBox& box) {
  detail::Column column(canvas, box);
  const auto title = context.text("title"), subtitle = context.text("subtitle");
  if (!title.empty())
    column.put(title, headline(context, title, box.width()), subtitle.empty() ? 0 : after_title * context.grown);
  column.put(subtitle, detail::type(context, context.number("subtitle-size"), box.width(), detail::Weight::regular,
                                    detail::quiet));
  return {column.widest(), column.height(), 0};
}

render::TextExtents measure(const FurnitureContext& context, double width) {
  return lay_out(context, nullptr, {0, 0, width, 0});
}
void draw(const FurnitureContext& context, render::Canvas& canvas, const geo::PixelBox& box) {
  lay_out(context, &canvas, box);
}

}  // namespace

extern const Furniture title;
const Furniture title = {
    .name = "title", .summary = "headline and standfirst", .options = options, .measure = &measure, .draw = &draw};

}  // namespace riskmap::poster::furniture

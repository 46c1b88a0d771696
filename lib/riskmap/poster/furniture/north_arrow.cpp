// SPDX-License-Identifier: MIT
#include <riskmap/poster/detail/type.hpp>

namespace riskmap::poster::furniture {
namespace {

using Kind = FurnitureOption::Kind;

constexpr FurnitureOption options[] = {
    {.name = "letter", .kind = Kind::text, .default_json = R"({"en": "N"})", .help = "What stands above the arrow."},
    {.name = "height", .default_json = "7", .help = "Millimetres of the arrow."},
    {.name = "size", .default_json = "7.5", .help = "Points of the letter."},
};

render::TextStyle letter_style(const FurnitureContext& context) {
  return detail::type(context, context.number("size"), 0, detail::Weight::semibold);
}

render::TextExtents measure(const FurnitureContext& context, double) {
  const auto letter = render::Canvas::measure(context.text("letter"), letter_style(context));
  const double height = context.number("height") * context.grown;
  return {std::max(letter.width, height / 2), letter.height + height, 0};
}

// North is up on a Mercator map: a slim arrow, its right half filled.
void draw(const FurnitureContext& context, render::Canvas& canvas, const geo::PixelBox& box) {
  const auto style = letter_style(context);
  const auto text = context.text("letter");
  const auto letter = render::Canvas::measure(text, style);
  const double height = context.number("height") * context.grown, half = height * 0.2;
  const double x = (box.min_x + box.max_x) / 2, top = box.min_y + letter.height, bottom = top + height,
               notch = bottom - height * 0.22;
  canvas.text(text, style, {x - letter.width / 2, box.min_y});
  canvas.fill({{{{x, top}, {x + half, bottom}, {x, notch}, {x, top}}}}, detail::ink);
  canvas.stroke({{{{x, top + 0.2}, {x + half, bottom}, {x, notch}, {x - half, bottom}, {x, top + 0.2}}}},
                {.color = detail::ink, .width = 0.2 * context.grown, .join = render::Stroke::Join::round});
}

}  // namespace

extern const Furniture north_arrow;
const Furniture north_arrow = {
    .name = "north_arrow", .summary = "where north is", .options = options, .measure = &measure, .draw = &draw};

}  // namespace riskmap::poster::furniture

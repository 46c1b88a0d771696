// SPDX-License-Identifier: MIT
#include <riskmap/poster/detail/type.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace riskmap::poster::furniture {
namespace {

using Kind = FurnitureOption::Kind;

constexpr FurnitureOption options[] = {
    {.name = "interval", .default_json = "0", .help = "Degrees between lines; 0 chooses."},
    {.name = "spacing", .default_json = "42", .help = "The least millimetres between lines when it chooses."},
    {.name = "line", .default_json = "0.1", .help = "Millimetres of a line's width."},
    {.name = "labels",
     .kind = Kind::choice,
     .default_json = "\"right-bottom\"",
     .help = "Where degrees are written: outside the frame.",
     .values = "right-bottom|none"},
    {.name = "size", .default_json = "7", .help = "Points."},
};

constexpr double tick = 1.2, label_gap = 0.5;  // mm
constexpr render::Color line_color{0.2, 0.25, 0.32, 0.42};

render::TextStyle label_style(const FurnitureContext& context) {
  return detail::type(context, context.number("size"), 0, detail::Weight::regular, detail::quiet);
}

bool has_labels(const FurnitureContext& context) { return context.options.at("labels") != "none"; }

double interval(const FurnitureContext& context) {
  if (const double asked = context.number("interval"); asked > 0) return asked;
  const auto box = context.frame.lonlat_box();
  const double degrees_per_mm = box.width() / std::max(1.0, context.frame_box.width());
  const double least = context.number("spacing") * context.grown * degrees_per_mm;
  for (const double step : {0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 30.0}) {
    if (step >= least) return step;
  }
  return 30;
}

std::string degrees(double value, double step, const char* positive, const char* negative) {
  const int decimals = step < 0.1 ? 2 : step < 1 ? 1 : 0;
  return fmt::format("{:.{}f}° {}", std::abs(value), decimals, value < 0 ? negative : positive);
}

// Where lines stand on the page, and what they are called.
struct GraticuleLine {
  double at = 0;  // mm
  std::string label;
};
struct Lines {
  std::vector<GraticuleLine> meridians, parallels;
};

Lines make_lines(const FurnitureContext& context) {
  Lines out;
  const auto box = context.frame.lonlat_box();
  const auto& frame = context.frame_box;
  const double step = interval(context), mm_per_pixel = frame.width() / context.frame.width;
  for (double k = std::ceil(box.min_x / step); k * step <= box.max_x; ++k) {
    out.meridians.push_back({frame.min_x + context.frame.to_pixel(geo::LonLat{k * step, box.min_y}).x * mm_per_pixel,
                             degrees(k * step, step, "E", "W")});
  }
  for (double k = std::ceil(box.min_y / step); k * step <= box.max_y; ++k) {
    out.parallels.push_back({frame.min_y + context.frame.to_pixel(geo::LonLat{box.min_x, k * step}).y * mm_per_pixel,
                             degrees(k * step, step, "N", "S")});
  }
  return out;
}

render::TextExtents measure(const FurnitureContext& context, double width) {
  const auto& frame = context.frame_box;
  if (!has_labels(context)) return {frame.width(), frame.height(), 0};
  const auto label = render::Canvas::measure("00.0° N", label_style(context));
  static_cast<void>(width);
  const double outside = (tick + label_gap) * context.grown;
  return {frame.width() + outside + label.width, frame.height() + outside + label.height, 0};
}

void draw_labels(const FurnitureContext& context, render::Canvas& canvas, const Lines& lines) {
  const auto style = label_style(context);
  const auto& frame = context.frame_box;
  const double end = tick * context.grown, gap = label_gap * context.grown, width = 0.18 * context.grown;
  for (const auto& [x, label] : lines.meridians) {
    const auto size = render::Canvas::measure(label, style);
    detail::draw_line(canvas, x, frame.max_y, x, frame.max_y + end, width, detail::quiet);
    const double left = std::clamp(x - size.width / 2, frame.min_x, frame.max_x - size.width);
    canvas.text(label, style, {left, frame.max_y + end + gap});
  }
  for (const auto& [y, label] : lines.parallels) {
    const auto size = render::Canvas::measure(label, style);
    detail::draw_line(canvas, frame.max_x, y, frame.max_x + end, y, width, detail::quiet);
    const double top = std::clamp(y - size.height / 2, frame.min_y, frame.max_y - size.height);
    canvas.text(label, style, {frame.max_x + end + gap, top});
  }
}

void draw(const FurnitureContext& context, render::Canvas& canvas, const geo::PixelBox&) {
  const auto lines = make_lines(context);
  const auto& frame = context.frame_box;
  const double width = context.number("line") * context.grown;
  for (const auto& line : lines.meridians)
    detail::draw_line(canvas, line.at, frame.min_y, line.at, frame.max_y, width, line_color);
  for (const auto& line : lines.parallels)
    detail::draw_line(canvas, frame.min_x, line.at, frame.max_x, line.at, width, line_color);
  if (has_labels(context)) draw_labels(context, canvas, lines);
}

}  // namespace

extern const Furniture graticule;
const Furniture graticule = {.name = "graticule",
                             .summary = "lines of longitude and latitude, labelled at the frame",
                             .options = options,
                             .measure = &measure,
                             .draw = &draw,
                             .on_frame = true};

}  // namespace riskmap::poster::furniture

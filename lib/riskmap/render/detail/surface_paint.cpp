// SPDX-License-Identifier: MIT
#include <riskmap/render/detail/surface_paint.hpp>

#include <cairo.h>

#include <algorithm>
#include <cmath>

namespace riskmap::render::detail {
namespace {

std::size_t pixel_count(const View& view) {
  return static_cast<std::size_t>(view.width) * static_cast<std::size_t>(view.height);
}

void read_pattern(const Json& json, style::PatternSpec& pattern) {
  if (!json.is_object()) return;
  pattern.kind = json.value("kind", pattern.kind);
  pattern.angle = json.value("angle", pattern.angle);
  pattern.spacing = json.value("spacing", pattern.spacing);
  pattern.width = json.value("width", pattern.width);
  if (const auto color = style::parse_color(json.value("color", ""))) pattern.color = *color;
}

}  // namespace

StatesStyle read_states(const style::Layer& layer) {
  StatesStyle out;
  if (!layer.metadata.is_object() || !layer.metadata.contains("riskmap:states")) return out;
  const auto& states = layer.metadata["riskmap:states"];
  if (!states.is_object()) return out;
  if (states.contains("few-events")) read_pattern(states["few-events"], out.few_events);
  if (states.contains("none-in-reach") && states["none-in-reach"].is_string()) {
    if (const auto color = style::parse_color(states["none-in-reach"].get<std::string>())) out.none_in_reach = *color;
  }
  return out;
}

std::vector<PixelPolygon> project_study_area(const density::Numbers& surface, double world_size) {
  std::vector<PixelPolygon> out;
  if (surface.study_area() == nullptr) return out;
  for (const auto& polygon : surface.study_area()->polygons()) {
    auto projected = project_polygon(polygon, world_size);
    if (!projected.rings.empty()) out.push_back(std::move(projected));
  }
  if (out.empty()) out.emplace_back();  // too small to see is not everywhere
  return out;
}

std::uint32_t premultiplied(const style::Color& color, double alpha) {
  const auto channel = [&](double c) {
    return static_cast<std::uint32_t>(std::lround(std::clamp(c * alpha, 0.0, 1.0) * 255.0));
  };
  return (channel(1.0) << 24U) | (channel(color.r) << 16U) | (channel(color.g) << 8U) | channel(color.b);
}

std::vector<double> sample_rounded(const map::SceneSurface& surface, const View& view) {
  std::vector<float> values(pixel_count(view));
  surface.drawn->sample(view.box(), static_cast<std::size_t>(view.width), static_cast<std::size_t>(view.height),
                          values.data());
  std::vector<double> out(values.size());
  std::transform(values.begin(), values.end(), out.begin(),
                 [&](float v) { return surface.rounded(static_cast<double>(v)); });
  return out;
}

std::vector<std::uint32_t> paint_states(const density::Numbers& surface, const View& view, const StatesStyle& style) {
  std::vector<float> nearest(pixel_count(view)), enough(pixel_count(view));
  surface.sample_margins(view.box(), static_cast<std::size_t>(view.width), static_cast<std::size_t>(view.height),
                         nearest.data(), enough.data());
  const Hatch hatch(style.few_events, view.ratio);
  const auto pale = premultiplied(style.none_in_reach, style.none_in_reach.a);
  std::vector<std::uint32_t> out(nearest.size(), 0);
  std::size_t i = 0;
  for (int y = 0; y < view.height; ++y) {
    for (int x = 0; x < view.width; ++x, ++i) {
      if (nearest[i] >= 0) {
        out[i] = pale;
      } else if (enough[i] >= 0) {
        if (const double c = hatch.coverage(view.left + x, view.top + y); c > 0)
          out[i] = premultiplied(hatch.color(), c * hatch.color().a);
      }
    }
  }
  return out;
}

void trace_area(const std::vector<PixelPolygon>& area, const View& view, Canvas& canvas) {
  cairo_new_path(canvas.context());
  if (area.empty()) {
    cairo_rectangle(canvas.context(), 0, 0, view.width, view.height);
    return;
  }
  // Clipped edges run along this box: far enough out that their stroke stays outside too.
  for (const auto& polygon : area)
    trace_polygon(canvas.context(), polygon, view.world_box().grown(32 * view.ratio), view);
}

void put_clipped(const std::vector<std::uint32_t>& pixels, const std::vector<PixelPolygon>& area, double opacity,
                 const View& view, Canvas& canvas) {
  auto* context = canvas.context();
  auto copy = pixels;  // Cairo wants to write; the caller's stay
  if (!canvas.is_picture()) {
    // A page keeps colour and opacity apart, and viewers smooth each: the black of what is transparent would show as a
    // rim.
    constexpr std::uint32_t barely_white = 0x01010101U;
    std::replace(copy.begin(), copy.end(), std::uint32_t{0}, barely_white);
  }
  auto* surface = cairo_image_surface_create_for_data(reinterpret_cast<unsigned char*>(copy.data()),
                                                      CAIRO_FORMAT_ARGB32, view.width, view.height, view.width * 4);
  cairo_save(context);
  if (opacity < 1) cairo_push_group(context);
  cairo_set_source_surface(context, surface, 0, 0);
  cairo_pattern_set_filter(cairo_get_source(context),
                           CAIRO_FILTER_NEAREST);  // smoothing would draw transparent pixels' black as a rim
  trace_area(area, view, canvas);
  cairo_set_fill_rule(context, CAIRO_FILL_RULE_WINDING);
  cairo_fill(context);
  if (opacity < 1) {
    cairo_pop_group_to_source(context);
    cairo_paint_with_alpha(context, opacity);
  }
  cairo_restore(context);
  cairo_surface_finish(surface);
  cairo_surface_destroy(surface);
}

}  // namespace riskmap::render::detail

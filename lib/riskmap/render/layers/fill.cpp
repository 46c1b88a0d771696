// SPDX-License-Identifier: MIT
#include <riskmap/geo/box_index.hpp>
#include <riskmap/render/detail/compositing.hpp>
#include <riskmap/render/detail/layer_features.hpp>
#include <riskmap/render/detail/legend_marks.hpp>
#include <riskmap/render/detail/pattern.hpp>
#include <riskmap/render/detail/pen.hpp>
#include <riskmap/render/detail/pixel_buffer.hpp>
#include <riskmap/render/detail/zoom_outlines.hpp>

#include <cairo.h>
#include <algorithm>
#include <optional>
#include <tuple>

namespace riskmap::render::layers {
namespace {

using style::PropertySpec;
using style::ValueType;

// A table, one property a line.
// clang-format off
constexpr PropertySpec properties[] = {
    {.name = "fill-sort-key", .layout = true, .default_json = "", .help = "Features are drawn in the order of this number.", .interpolated = false},
    {.name = "fill-antialias", .type = ValueType::boolean, .default_json = "true", .help = "Smooth edges.", .per_feature = false},
    {.name = "fill-opacity", .default_json = "1", .help = "How opaque the area is.", .minimum = 0, .maximum = 1},
    {.name = "fill-layer-opacity", .default_json = "1", .help = "How opaque the layer is as a whole: what overlaps inside it does not add up.", .per_feature = false, .minimum = 0, .maximum = 1},
    {.name = "fill-layer-blend", .type = ValueType::enumeration, .default_json = "\"normal\"", .help = "How the layer as a whole mixes with the map below it; over nothing, as on a web page's overlay, it is normal.", .values = "normal|multiply|color|luminosity|plus-lighter|screen|overlay", .per_feature = false, .constant = true, .in_browser = "MapLibre GL JS draws every layer as normal"},
    {.name = "fill-color", .type = ValueType::color, .default_json = "\"#000000\"", .help = "The colour of the area."},
    {.name = "fill-outline-color", .type = ValueType::color, .default_json = "", .help = "A line one pixel wide around it; needs fill-antialias."},
    {.name = "fill-translate", .type = ValueType::number_array, .default_json = "[0,0]", .unit = "px", .help = "Moves the drawing right and down.", .per_feature = false, .length = 2},
    {.name = "fill-translate-anchor", .type = ValueType::enumeration, .default_json = "\"map\"", .values = "map|viewport", .per_feature = false, .no_effect = "a still map is not turned: map and viewport are the same"},
    {.name = "fill-pattern", .type = ValueType::image, .default_json = "", .help = "An image repeated over the area, or a hatch of riskmap:patterns, instead of the colour."},
};
// clang-format on

struct Paint {
  style::Color color;
  std::optional<style::Color> outline;
  std::string pattern;
  double opacity = 1;
  bool operator==(const Paint&) const = default;
};

struct Group {
  Paint paint;
  std::vector<detail::PixelPolygon> polygons;
  std::optional<detail::Pattern> pattern = {};
  detail::Shape area = {}, outline = {};
};

void add_paint(const Paint& paint, bool antialias, Digest& digest) {
  digest.add("fill").add(paint.pattern).add(paint.opacity).add(std::uint64_t{antialias});
  digest.add(std::uint64_t{detail::premultiplied_pixel(detail::faded(paint.color, paint.opacity))});
  if (paint.outline)
    digest.add(std::uint64_t{detail::premultiplied_pixel(detail::faded(*paint.outline, paint.opacity))});
}

class Fill final : public PreparedLayer {
 public:
  Fill(std::vector<Group> groups, bool antialias, double dx, double dy, double ratio)
      : m_groups(std::move(groups)), m_antialias(antialias), m_shift(detail::to_fixed({dx, dy})), m_ratio(ratio) {
    std::vector<geo::PixelBox> boxes;
    for (auto& group : m_groups) {
      group.area = detail::make_shape(group.polygons);
      if (has_outline(group)) group.outline = outline_of(group.polygons);
      auto box = group.area.box();
      box.extend(group.outline.box());
      boxes.push_back(box);
    }
    m_index = geo::BoxIndex(boxes);
  }

  void draw(const View& view, Canvas& canvas) const override {
    if (!canvas.is_picture()) return draw_page(view, canvas);
    detail::for_blocks(view, canvas, [&](const View& block, const detail::PixelBuffer& pixels) {
      for (const auto number : found(block)) draw_group(m_groups[number], block, pixels);
    });
  }

  bool touches(const View& view) const override {
    const auto& numbers = found(view);
    return std::any_of(numbers.begin(), numbers.end(), [&](auto number) {
      const auto& [area, outline] = std::tie(m_groups[number].area, m_groups[number].outline);
      return area.cover(view, m_shift) != detail::Cover::none || outline.cover(view, m_shift) != detail::Cover::none;
    });
  }

  void digest(const View& view, Digest& digest) const override {
    for (const auto number : found(view)) {
      const auto& group = m_groups[number];
      const bool filled = group.area.add_to(digest, view, m_shift);
      const bool outlined = group.outline.add_to(digest, view, m_shift);
      if (!filled && !outlined) continue;
      digest.add(std::uint64_t{filled}).add(std::uint64_t{outlined});
      add_paint(group.paint, m_antialias, digest);
      if (group.pattern) group.pattern->add_to(digest, view);
    }
  }

 private:
  bool has_outline(const Group& group) const { return group.paint.outline && m_antialias; }

  detail::Shape outline_of(const std::vector<detail::PixelPolygon>& polygons) const {
    const detail::Pen pen{.width = m_ratio, .miter_limit = 10};
    detail::Rings rings;
    for (const auto& polygon : polygons) {
      for (const auto& ring : polygon.rings) pen.outline(detail::to_fixed(ring), rings);
    }
    return detail::Shape(std::move(rings));
  }

  const std::vector<std::uint32_t>& found(const View& view) const {
    thread_local std::vector<std::uint32_t> numbers;
    m_index.find(detail::box_before(view, m_shift), numbers);
    return numbers;
  }

  void draw_group(const Group& group, const View& view, const detail::PixelBuffer& pixels) const {
    auto& rasteriser = detail::thread_rasteriser();
    rasteriser.reset(view);
    group.area.add_to(rasteriser, view, m_shift);
    if (group.pattern)
      pattern_area(group, rasteriser, view, pixels);
    else
      paint_area(detail::premultiplied_pixel(detail::faded(group.paint.color, group.paint.opacity)), rasteriser,
                 pixels);
    if (group.outline.empty()) return;
    group.outline.add_to(rasteriser, view, m_shift);
    detail::paint(rasteriser, detail::FillRule::nonzero,
                  detail::premultiplied_pixel(detail::faded(*group.paint.outline, group.paint.opacity)), pixels);
  }

  void paint_area(std::uint32_t color, detail::Rasteriser& rasteriser, const detail::PixelBuffer& pixels) const {
    if (m_antialias) return detail::paint(rasteriser, detail::FillRule::nonzero, color, pixels);
    rasteriser.sweep(detail::FillRule::nonzero, [&](int y, int x, int end, std::uint32_t coverage) {
      if (coverage >= 128) pixels.blend_run(y, x, end, color, 255);
    });
  }

  void pattern_area(const Group& group, detail::Rasteriser& rasteriser, const View& view,
                    const detail::PixelBuffer& pixels) const {
    rasteriser.sweep(detail::FillRule::nonzero, [&](int y, int x, int end, std::uint32_t coverage) {
      if (!m_antialias && coverage < 128) return;
      detail::PixelBuffer::blend_pixels(pixels.row(y) + x, group.pattern->run(view.left + x, view.top + y, end - x),
                                        end - x, m_antialias ? coverage : 255);
    });
  }

  void draw_page(const View& view, Canvas& canvas) const {
    auto* context = canvas.context();
    const auto reach = view.world_box().grown(4 + m_ratio);
    cairo_save(context);
    const auto shift = detail::in_pixels(m_shift);
    cairo_translate(context, shift.x, shift.y);
    cairo_set_fill_rule(context, CAIRO_FILL_RULE_WINDING);
    cairo_set_antialias(context, m_antialias ? CAIRO_ANTIALIAS_DEFAULT : CAIRO_ANTIALIAS_NONE);
    for (const auto number : found(view)) draw_group_on_page(m_groups[number], reach, view, canvas);
    cairo_restore(context);
  }

  void draw_group_on_page(const Group& group, const geo::PixelBox& reach, const View& view, Canvas& canvas) const {
    auto* context = canvas.context();
    cairo_new_path(context);
    for (const auto& polygon : group.polygons) {
      if (polygon.box.intersects(reach)) detail::trace_polygon(context, polygon, reach, view);
    }
    if (group.pattern) {
      group.pattern->fill_page(canvas, view);
    } else {
      detail::set_source(context, detail::faded(group.paint.color, group.paint.opacity));
      cairo_fill(context);
    }
    if (!has_outline(group)) return;
    for (const auto& polygon : group.polygons) {
      for (const auto& ring : polygon.rings) detail::trace_line(context, ring, reach, view);
    }
    detail::set_source(context, detail::faded(*group.paint.outline, group.paint.opacity));
    cairo_set_line_width(context, m_ratio);
    cairo_stroke(context);
  }

  std::vector<Group> m_groups;
  geo::BoxIndex m_index;
  bool m_antialias;
  detail::FixedPoint m_shift;
  double m_ratio;
};

Paint evaluate(const style::Layer& layer, const style::EvaluationContext& context, unsigned& failures) {
  Paint paint;
  paint.color = layer.color("fill-color", context, &failures);
  paint.opacity = layer.number("fill-opacity", context, &failures);
  if (layer.has("fill-outline-color")) paint.outline = layer.color("fill-outline-color", context, &failures);
  if (layer.has("fill-pattern")) paint.pattern = style::to_text(layer.value("fill-pattern", context, &failures));
  return paint;
}

std::unique_ptr<PreparedLayer> prepare(const style::Layer& layer, const PrepareContext& prepare) {
  std::vector<Group> groups;
  unsigned failures = 0;
  detail::for_features(layer, prepare, "fill-sort-key",
                       [&](const model::Feature& feature, const style::EvaluationContext& context) {
                         if (feature.geometry.kind != model::Geometry::Kind::polygon) return;
                         auto paint = evaluate(layer, context, failures);
                         // Opaque neighbours are one path, so that no seam shows; what shows through darkens where
                         // features overlap, as MapLibre draws it.
                         const bool opaque = paint.pattern.empty() && paint.color.a * paint.opacity >= 1;
                         const bool joins = opaque && !groups.empty() && groups.back().paint == paint && !paint.outline;
                         if (!joins) {
                           groups.push_back({paint, {}});
                           if (!paint.pattern.empty()) {
                             groups.back().pattern = detail::find_pattern(paint.pattern, paint.opacity, layer, prepare);
                             if (!groups.back().pattern) return groups.pop_back();
                           }
                         }
                         for (auto& polygon : prepare.outlines.polygons(*prepare.scene.features(layer), feature))
                           groups.back().polygons.push_back(std::move(polygon));
                       });
  detail::note_failures(layer, prepare, failures);
  const auto context = detail::evaluation(prepare);
  const auto shift = layer.numbers("fill-translate", context);
  return detail::composited(
      std::make_unique<Fill>(std::move(groups), layer.boolean("fill-antialias", context), shift.at(0) * prepare.ratio,
                             shift.at(1) * prepare.ratio, prepare.ratio),
      detail::compositing_of(layer, context));
}

std::vector<LegendItem> legend(const style::Layer& layer, const map::Scene& scene) {
  std::vector<LegendItem> out;
  for (auto& entry : detail::legend_entries(layer, scene)) {
    unsigned failures = 0;
    const auto context = detail::legend_context(entry);
    auto paint = evaluate(layer, context, failures);
    paint.opacity *= detail::compositing_of(layer, context).opacity;
    LegendItem item;
    item.kind = LegendItem::Kind::fill;
    item.label = entry.label;
    item.draw = [paint, &scene](Canvas& canvas, const geo::PixelBox& box, double unit) {
      if (paint.pattern.empty()) {
        canvas.rectangle(box, detail::faded(paint.color, paint.opacity));
        if (paint.outline)
          return detail::draw_frame(canvas, box, 2 * unit, detail::faded(*paint.outline, paint.opacity));
      } else if (const auto pattern = detail::find_pattern(paint.pattern, paint.opacity, scene.document(), 1)) {
        canvas.within(
            box,
            [&](Canvas& inner) {
              cairo_rectangle(inner.context(), 0, 0, inner.width(), inner.height());
              pattern->fill_page(inner, View{});
            },
            unit);
      }
      detail::draw_frame(canvas, box, unit);
    };
    out.push_back(std::move(item));
  }
  return out;
}

}  // namespace

extern const LayerType fill;
const LayerType fill = {
    .spec = {.type = "fill", .properties = properties, .sources = "geojson|vector"},
    .summary = "areas filled with a colour or a hatch",
    .prepare = &prepare,
    .legend = &legend,
};

}  // namespace riskmap::render::layers

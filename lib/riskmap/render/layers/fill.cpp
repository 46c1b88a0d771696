// SPDX-License-Identifier: MIT
#include <riskmap/render/detail/hatch.hpp>
#include <riskmap/render/detail/layer_features.hpp>
#include <riskmap/render/detail/pixel_geometry.hpp>

#include <cairo.h>
#include <fmt/format.h>

#include <cmath>
#include <optional>

namespace riskmap::render::layers {
namespace {

using style::PropertySpec;
using style::ValueType;

// A table, one property a line.
// clang-format off
constexpr PropertySpec properties[] = {
    {.name = "fill-sort-key", .layout = true, .default_json = "", .help = "Features are drawn in the order of this number."},
    {.name = "fill-antialias", .type = ValueType::boolean, .default_json = "true", .help = "Smooth edges.", .per_feature = false},
    {.name = "fill-opacity", .default_json = "1", .help = "How opaque the area is.", .minimum = 0, .maximum = 1},
    {.name = "fill-color", .type = ValueType::color, .default_json = "\"#000000\"", .help = "The colour of the area."},
    {.name = "fill-outline-color", .type = ValueType::color, .default_json = "", .help = "A line one pixel wide around it; needs fill-antialias."},
    {.name = "fill-translate", .type = ValueType::number_array, .default_json = "[0,0]", .unit = "px", .help = "Moves the drawing right and down.", .per_feature = false, .length = 2},
    {.name = "fill-translate-anchor", .type = ValueType::enumeration, .default_json = "\"map\"", .values = "map|viewport", .per_feature = false, .no_effect = "a still map is not turned: map and viewport are the same"},
    {.name = "fill-pattern", .type = ValueType::image, .default_json = "", .help = "A hatch of riskmap:patterns instead of the colour."},
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
  geo::PixelBox box;
  std::optional<detail::Hatch> hatch;
};

class Fill final : public PreparedLayer {
 public:
  Fill(std::vector<Group> groups, bool antialias, double dx, double dy, double ratio)
      : m_groups(std::move(groups)), m_antialias(antialias), m_dx(dx), m_dy(dy), m_ratio(ratio) {}

  void draw(const View& view, Canvas& canvas) const override {
    auto* context = canvas.context();
    const auto reach = view.world_box().grown(4 + m_ratio + std::abs(m_dx) + std::abs(m_dy));
    cairo_save(context);
    cairo_translate(context, m_dx, m_dy);
    cairo_set_fill_rule(context, CAIRO_FILL_RULE_WINDING);
    cairo_set_antialias(context, m_antialias ? CAIRO_ANTIALIAS_DEFAULT : CAIRO_ANTIALIAS_NONE);
    for (const auto& group : m_groups) {
      if (group.box.intersects(reach)) draw_group(group, reach, view, canvas);
    }
    cairo_restore(context);
  }

  bool touches(const View& view) const override {
    const auto box = view.world_box();
    for (const auto& group : m_groups) {
      for (const auto& polygon : group.polygons) {
        if (polygon.box.intersects(box)) return true;
      }
    }
    return false;
  }

 private:
  void draw_group(const Group& group, const geo::PixelBox& reach, const View& view, Canvas& canvas) const {
    auto* context = canvas.context();
    cairo_new_path(context);
    for (const auto& polygon : group.polygons) {
      if (polygon.box.intersects(reach)) detail::trace_polygon(context, polygon, reach, view);
    }
    if (group.hatch) {
      group.hatch->fill(canvas, view, group.paint.opacity);
    } else {
      detail::set_source(context, detail::faded(group.paint.color, group.paint.opacity));
      cairo_fill(context);
    }
    if (!group.paint.outline || !m_antialias) return;
    for (const auto& polygon : group.polygons) {
      for (const auto& ring : polygon.rings) detail::trace_line(context, ring, reach, view);
    }
    detail::set_source(context, detail::faded(*group.paint.outline, group.paint.opacity));
    cairo_set_line_width(context, m_ratio);
    cairo_stroke(context);
  }

  std::vector<Group> m_groups;
  bool m_antialias;
  double m_dx, m_dy, m_ratio;
};

std::optional<detail::Hatch> find_hatch(const std::string& name, const style::Document& document, double ratio) {
  for (const auto& pattern : document.patterns()) {
    if (pattern.name == name) return detail::Hatch(pattern, ratio);
  }
  return std::nullopt;
}

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
  detail::for_features(
      layer, prepare, "fill-sort-key", [&](const model::Feature& feature, const style::EvaluationContext& context) {
        if (feature.geometry.kind != model::Geometry::Kind::polygon) return;
        auto paint = evaluate(layer, context, failures);
        // Opaque neighbours are one path, so that no seam shows; what shows through darkens where features overlap,
        // as MapLibre draws it.
        const bool opaque = paint.pattern.empty() && paint.color.a * paint.opacity >= 1;
        const bool joins = opaque && !groups.empty() && groups.back().paint == paint && !paint.outline;
        if (!joins) {
          groups.push_back({paint, {}, {}, std::nullopt});
          if (!paint.pattern.empty())
            groups.back().hatch = find_hatch(paint.pattern, prepare.scene.document(), prepare.ratio);
          if (!paint.pattern.empty() && !groups.back().hatch) {
            prepare.note(
                fmt::format("layer '{}': there is no pattern '{}' in riskmap:patterns", layer.id, paint.pattern));
            groups.pop_back();
            return;
          }
        }
        for (const auto& polygon : feature.geometry.polygons) {
          auto projected = detail::project_polygon(polygon, prepare.world_size);
          if (projected.rings.empty()) continue;
          groups.back().box.extend(projected.box);
          groups.back().polygons.push_back(std::move(projected));
        }
      });
  detail::note_failures(layer, prepare, failures);
  const auto context = detail::evaluation(prepare);
  const auto shift = layer.numbers("fill-translate", context);
  return std::make_unique<Fill>(std::move(groups), layer.boolean("fill-antialias", context),
                                shift.at(0) * prepare.ratio, shift.at(1) * prepare.ratio, prepare.ratio);
}

std::vector<LegendItem> legend(const style::Layer& layer, const map::Scene& scene) {
  std::vector<LegendItem> out;
  for (auto& entry : detail::legend_entries(layer, scene)) {
    unsigned failures = 0;
    const auto paint = evaluate(layer, detail::legend_context(entry), failures);
    LegendItem item;
    item.kind = LegendItem::Kind::fill;
    item.label = entry.label;
    item.draw = [paint, &scene](Canvas& canvas, const geo::PixelBox& box, double unit) {
      if (paint.pattern.empty()) {
        canvas.rectangle(box, detail::faded(paint.color, paint.opacity));
        return;
      }
      if (const auto hatch = find_hatch(paint.pattern, scene.document(), 1)) {
        canvas.within(
            box,
            [&](Canvas& inner) {
              cairo_rectangle(inner.context(), 0, 0, inner.width(), inner.height());
              hatch->fill(inner, View{}, paint.opacity);
            },
            unit);
      }
      const Path frame{{{{box.min_x, box.min_y},
                         {box.max_x, box.min_y},
                         {box.max_x, box.max_y},
                         {box.min_x, box.max_y},
                         {box.min_x, box.min_y}}}};
      canvas.stroke(frame, {.color = {0.4, 0.4, 0.4, 1}, .width = 0.5 * unit});
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

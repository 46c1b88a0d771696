// SPDX-License-Identifier: MIT
#include <riskmap/render/detail/layer_features.hpp>
#include <riskmap/render/detail/surface_paint.hpp>
#include <riskmap/style/ramp_classes.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace riskmap::render::layers {
namespace {

using style::PropertySpec;
using style::ValueType;

// A table, one property a line.
// clang-format off
constexpr PropertySpec properties[] = {
    {.name = "color-relief-opacity", .default_json = "1", .help = "How opaque the colours are.", .per_feature = false, .minimum = 0, .maximum = 1},
    {.name = "color-relief-color", .type = ValueType::color_ramp, .default_json = "", .help = "A ramp over [\"elevation\"], the value of the surface.", .per_feature = false},
};
// clang-format on

class ColorRelief final : public PreparedLayer {
 public:
  ColorRelief(const map::SceneSurface& surface, style::Ramp ramp, detail::StatesStyle states, double opacity,
              double world_size)
      : m_surface(surface),
        m_ramp(std::move(ramp)),
        m_states(std::move(states)),
        m_opacity(opacity),
        m_area(detail::project_study_area(*surface.drawn, world_size)) {
    for (const auto& polygon : m_area) m_box.extend(polygon.box);
  }

  void draw(const View& view, Canvas& canvas) const override {
    if (!touches(view)) return;
    detail::put_clipped(colors(view), m_area, m_opacity, view, canvas);
    detail::put_clipped(detail::paint_states(*m_surface.drawn, view, m_states), m_area, 1, view, canvas);
  }

  bool touches(const View& view) const override { return m_area.empty() || m_box.intersects(view.world_box()); }

 private:
  std::vector<std::uint32_t> colors(const View& view) const {
    const auto values = detail::sample_rounded(m_surface, view);
    std::vector<std::uint32_t> out(values.size(), 0);
    double last_value = 0;  // neighbours are often equal: far from events, or in a class
    std::uint32_t last = paint(0);
    std::transform(values.begin(), values.end(), out.begin(), [&](double value) {
      if (value != last_value) last_value = value, last = paint(value);
      return last;
    });
    return out;
  }

  std::uint32_t paint(double value) const {
    const auto color = m_ramp.at(value);
    return detail::premultiplied(color, color.a);
  }

  const map::SceneSurface& m_surface;
  style::Ramp m_ramp;
  detail::StatesStyle m_states;
  double m_opacity;
  std::vector<detail::PixelPolygon> m_area;
  geo::PixelBox m_box;
};

class Nothing final : public PreparedLayer {
 public:
  void draw(const View&, Canvas&) const override {}
  bool touches(const View&) const override { return false; }
};

std::unique_ptr<PreparedLayer> prepare(const style::Layer& layer, const PrepareContext& prepare) {
  const auto* surface = prepare.scene.surface_of(layer);
  if (surface == nullptr || !layer.has("color-relief-color")) {
    prepare.note(
        fmt::format("layer '{}' is not drawn: colour over elevation rasters comes in a later version", layer.id));
    return std::make_unique<Nothing>();
  }
  return std::make_unique<ColorRelief>(
      *surface, style::read_ramp(prepare.scene.document(), layer), detail::read_states(layer),
      layer.number("color-relief-opacity", detail::evaluation(prepare)), prepare.world_size);
}

constexpr double steps_to_least = 5;  // a class that begins there leaves nothing out

std::string number(double value) { return fmt::format("{:g}", value); }

std::string word(const style::Layer& layer, const map::Scene& scene, const char* key, const char* otherwise) {
  if (!layer.metadata.is_object() || !layer.metadata.contains("riskmap:legend")) return otherwise;
  const auto& legend = layer.metadata["riskmap:legend"];
  if (!legend.is_object() || !legend.contains(key)) return otherwise;
  const auto& text = legend[key];
  if (text.is_string()) return text.get<std::string>();
  if (text.is_object() && text.contains(scene.language())) return text[scene.language()].get<std::string>();
  return text.is_object() && text.contains("en") ? text["en"].get<std::string>() : otherwise;
}

LegendItem swatch(std::string label, style::Color color) {
  LegendItem item;
  item.kind = LegendItem::Kind::ramp_class;
  item.label = std::move(label);
  item.draw = [color](Canvas& canvas, const geo::PixelBox& box, double) { canvas.rectangle(box, color); };
  return item;
}

LegendItem framed(std::string label, style::Color color) {
  LegendItem item;
  item.kind = LegendItem::Kind::fill;
  item.label = std::move(label);
  item.draw = [color](Canvas& canvas, const geo::PixelBox& box, double unit) {
    canvas.rectangle(box, color);
    const Path frame{{{{box.min_x, box.min_y},
                       {box.max_x, box.min_y},
                       {box.max_x, box.max_y},
                       {box.min_x, box.max_y},
                       {box.min_x, box.min_y}}}};
    canvas.stroke(frame, {.color = {0.5, 0.5, 0.5, 1}, .width = 0.5 * unit});
  };
  return item;
}

// What lies below the lowest class shows what is beneath, unless that class begins at the least value there is.
std::vector<LegendItem> classes(const style::Ramp& ramp, double opacity, double step) {
  std::vector<LegendItem> out;
  for (const auto& entry : style::classes_of(ramp)) {
    const bool from_least = entry.lower <= steps_to_least * step && std::isfinite(entry.upper);
    if (out.empty() && !from_least) {
      out.push_back(framed("under " + number(entry.lower), {0, 0, 0, 0}));
      out.back().kind = LegendItem::Kind::ramp_class;
    }
    out.push_back(swatch(from_least ? "under " + number(entry.upper) : style::label_of(entry),
                         detail::faded(entry.color, opacity)));
  }
  std::reverse(out.begin(), out.end());  // the highest class on top
  return out;
}

/// The lightest colour of a ramp, on which a hatch is best seen.
style::Color lightest(const style::Ramp& ramp) {
  style::Color found{0, 0, 0, 1};
  const auto light = [](const style::Color& c) { return 0.2126 * c.r + 0.7152 * c.g + 0.0722 * c.b; };
  for (const auto& entry : style::classes_of(ramp))
    if (light(entry.color) > light(found)) found = entry.color;
  return found;
}

std::vector<LegendItem> legend(const style::Layer& layer, const map::Scene& scene) {
  const auto* surface = scene.surface_of(layer);
  if (surface == nullptr || !layer.has("color-relief-color")) return {};
  style::EvaluationContext context;
  const auto ramp = style::read_ramp(scene.document(), layer);
  auto out = classes(ramp, layer.number("color-relief-opacity", context), surface->step);
  const auto states = detail::read_states(layer);
  LegendItem few;
  few.kind = LegendItem::Kind::fill;
  few.label = word(layer, scene, "few-events", "few listed events: uncertain");
  few.draw = [states, ground = lightest(ramp)](Canvas& canvas, const geo::PixelBox& box, double unit) {
    canvas.within(
        box,
        [&](Canvas& inner) {
          inner.rectangle({0, 0, inner.width(), inner.height()}, ground);
          auto bold = states.few_events;
          bold.color.a = std::min(1.0, bold.color.a * 1.5);
          detail::Hatch hatch(bold, 1);
          Path frame{{{{0, 0}, {inner.width(), 0}, {inner.width(), inner.height()}, {0, inner.height()}, {0, 0}}}};
          hatch.fill_path(inner, frame);
        },
        unit);
  };
  out.push_back(std::move(few));
  out.push_back(framed(word(layer, scene, "none-in-reach", "no listed event in reach"), states.none_in_reach));
  return out;
}

}  // namespace

extern const LayerType color_relief;
const LayerType color_relief = {
    .spec = {.type = "color-relief", .properties = properties, .sources = "raster-dem"},
    .summary = "a risk surface coloured by a ramp, with its states over it",
    .prepare = &prepare,
    .legend = &legend,
};

}  // namespace riskmap::render::layers

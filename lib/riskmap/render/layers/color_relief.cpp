// SPDX-License-Identifier: MIT
#include <riskmap/render/detail/elevations.hpp>
#include <riskmap/render/detail/ground_colors.hpp>
#include <riskmap/render/detail/layer_features.hpp>
#include <riskmap/render/detail/page_image.hpp>
#include <riskmap/render/detail/surface_paint.hpp>
#include <riskmap/style/ramp_classes.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace riskmap::render::layers {
namespace {

using style::PropertySpec;
using style::ValueType;

// A table, one property a line.
// clang-format off
constexpr PropertySpec properties[] = {
    {.name = "color-relief-opacity", .default_json = "1", .help = "How opaque the colours are.", .per_feature = false, .minimum = 0, .maximum = 1},
    {.name = "color-relief-color", .type = ValueType::color_ramp, .default_json = "", .help = "A ramp over [\"elevation\"], the value of the surface.", .per_feature = false},
    {.name = "resampling", .type = ValueType::enumeration, .default_json = "\"linear\"", .values = "linear|nearest", .per_feature = false, .no_effect = "surfaces and elevations are always interpolated smoothly"},
};
// clang-format on

class ColorRelief final : public PreparedLayer {
 public:
  ColorRelief(const map::SceneSurface& surface, const style::Ramp& ramp, const detail::StatesStyle& states,
              double opacity, const PrepareContext& prepare)
      : m_surface(surface),
        m_colors(ramp, opacity, [&surface](double value) { return surface.rounded(value); }),
        m_states(states, prepare.ratio),
        m_area(detail::study_area_at(surface.drawn, prepare.world_size)) {}

  void draw(const View& view, Canvas& canvas) const override {
    if (!touches(view)) return;
    if (!canvas.is_picture()) return draw_page(view, canvas);
    detail::for_blocks(view, canvas, [&](const View& block, const detail::PixelBuffer& to) { draw_block(block, to); });
  }

  bool touches(const View& view) const override { return m_area->cover(view) != detail::Cover::none; }

  void digest(const View& view, Digest& digest) const override {
    if (!touches(view)) return;
    digest.add("color-relief").add(m_colors.digest()).add(view.zoom);
    digest.add(static_cast<std::uint64_t>(view.left)).add(static_cast<std::uint64_t>(view.top));
    m_states.add_to(digest, view);
    m_area->shape.add_to(digest, view);
    digest.add(m_surface.drawn->digest(view.box()));
  }

 private:
  /// A thread's memory: one tile after another takes no more of it.
  struct Buffers {
    std::vector<float> values;
    std::vector<std::uint32_t> pixels;
  };
  static Buffers& buffers() {
    thread_local Buffers the_buffers;
    return the_buffers;
  }

  static bool is_opaque(const std::uint32_t* pixels, std::size_t count) {
    std::uint32_t common = 0xFF000000U;
    for (std::size_t i = 0; i < count; ++i) common &= pixels[i];
    return common == 0xFF000000U;
  }

  void draw_block(const View& view, const detail::PixelBuffer& to) const {
    if (!touches(view)) return;
    auto& [values, pixels] = buffers();
    detail::sample(*m_surface.drawn, view, values);
    const auto width = static_cast<std::size_t>(view.width);
    const bool whole = m_area->cover(view) == detail::Cover::all;
    pixels.resize(values.size());
    for (int y = 0; y < view.height; ++y) {
      const auto from = static_cast<std::size_t>(y) * width;
      auto* const row = to.row(y);
      if (whole && is_opaque(row, width)) {
        m_colors.paint(values.data() + from, row, width, row);
        continue;
      }
      m_colors.paint(values.data() + from, row, width, pixels.data() + from);
      if (whole) detail::PixelBuffer::blend_pixels(row, pixels.data() + from, view.width);
    }
    if (!whole) detail::blend_clipped(pixels, *m_area, view, to);
    if (m_states.paint(*m_surface.drawn, view, pixels)) detail::blend_clipped(pixels, *m_area, view, to);
  }

  void draw_page(const View& view, Canvas& canvas) const {
    auto& [values, pixels] = buffers();
    detail::sample(*m_surface.drawn, view, values);
    pixels.resize(values.size());
    m_colors.plain().paint(values.data(), values.size(), pixels.data());
    detail::put_clipped(pixels, *m_area, view, canvas);
    if (m_states.paint(*m_surface.drawn, view, pixels)) detail::put_clipped(pixels, *m_area, view, canvas);
  }

  const map::SceneSurface& m_surface;
  detail::GroundColors m_colors;
  detail::StatesPaint m_states;
  std::shared_ptr<const detail::StudyArea> m_area;
};

class Nothing final : public PreparedLayer {
 public:
  void draw(const View&, Canvas&) const override {}
  bool touches(const View&) const override { return false; }
  void digest(const View&, Digest&) const override {}
};

/// Colours over an elevation raster.
class ElevationRelief final : public PreparedLayer {
 public:
  ElevationRelief(const model::Raster& raster, style::Ramp ramp, double opacity, const PrepareContext& prepare)
      : m_elevations(raster, prepare.world_size), m_ramp(std::move(ramp)) {
    for (auto& stop : m_ramp.stops) stop.color.a *= opacity;
  }

  void draw(const View& view, Canvas& canvas) const override {
    if (!touches(view)) return;
    const auto draw = [&](const View& block, const detail::PixelBuffer& to) { draw_block(block, to); };
    canvas.is_picture() ? detail::for_blocks(view, canvas, draw) : detail::draw_as_image(view, canvas, draw);
  }

  bool touches(const View& view) const override { return m_elevations.touches(view); }

  void digest(const View& view, Digest& digest) const override {
    if (!touches(view)) return;
    digest.add("elevation-relief");
    for (const auto& [value, c] : m_ramp.stops) digest.add(value).add(c.r).add(c.g).add(c.b).add(c.a);
    m_elevations.add_to(digest, view);
  }

 private:
  void draw_block(const View& view, const detail::PixelBuffer& to) const {
    thread_local std::vector<float> heights;
    m_elevations.sample(view, heights);
    const auto* height = heights.data();
    for (int y = 0; y < view.height; ++y) {
      auto* const row = to.row(y);
      for (int x = 0; x < view.width; ++x, ++height)
        if (!std::isnan(*height))
          row[x] = detail::over(detail::premultiplied_pixel(m_ramp.at(static_cast<double>(*height))), row[x]);
    }
  }

  detail::Elevations m_elevations;
  style::Ramp m_ramp;
};

std::unique_ptr<PreparedLayer> prepare(const style::Layer& layer, const PrepareContext& prepare) {
  const auto* surface = prepare.scene.surface_of(layer);
  const auto* elevation = prepare.scene.elevation(layer);
  if ((surface == nullptr && elevation == nullptr) || !layer.has("color-relief-color"))
    return std::make_unique<Nothing>();
  if (surface == nullptr)
    return std::make_unique<ElevationRelief>(*elevation, style::read_ramp(prepare.scene.document(), layer),
                                             layer.number("color-relief-opacity", detail::evaluation(prepare)),
                                             prepare);
  return std::make_unique<ColorRelief>(*surface, style::read_ramp(prepare.scene.document(), layer),
                                       detail::read_states(layer),
                                       layer.number("color-relief-opacity", detail::evaluation(prepare)), prepare);
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
    .summary = "a risk surface coloured by a ramp, with its states over it; or elevations",
    .prepare = &prepare,
    .legend = &legend,
};

}  // namespace riskmap::render::layers

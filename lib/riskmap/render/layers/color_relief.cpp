// SPDX-License-Identifier: MIT
#include <riskmap/render/detail/elevations.hpp>
#include <riskmap/render/detail/ground_colors.hpp>
#include <riskmap/render/detail/layer_features.hpp>
#include <riskmap/render/detail/legend_marks.hpp>
#include <riskmap/render/detail/legend_words.hpp>
#include <riskmap/render/detail/page_image.hpp>
#include <riskmap/render/detail/surface_paint.hpp>
#include <riskmap/style/localised.hpp>
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
    {.name = "resampling", .type = ValueType::enumeration, .default_json = "\"linear\"", .help = "What lies between the cells of elevations: a smooth ground, or each cell of one colour. A risk surface has a value at every place, and no cells.", .values = "linear|nearest", .per_feature = false},
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

  void draw_block(const View& view, const detail::PixelBuffer& to) const {
    const auto cover = m_area->cover(view);
    if (cover == detail::Cover::none) return;
    detail::sample(*m_surface.drawn, view, buffers().values);
    cover == detail::Cover::all ? draw_whole(view, to) : draw_clipped(view, to);
  }

  void draw_whole(const View& view, const detail::PixelBuffer& to) const {
    const auto* values = buffers().values.data();
    for (int y = 0; y < view.height; ++y, values += view.width)
      m_colors.paint_over(values, to.row(y), static_cast<std::size_t>(view.width));
    m_states.paint_over(*m_surface.drawn, view, to);
  }

  void draw_clipped(const View& view, const detail::PixelBuffer& to) const {
    auto& [values, pixels] = buffers();
    const auto width = static_cast<std::size_t>(view.width);
    pixels.resize(values.size());
    for (int y = 0; y < view.height; ++y) {
      const auto from = static_cast<std::size_t>(y) * width;
      m_colors.paint(values.data() + from, to.row(y), width, pixels.data() + from);
    }
    detail::blend_clipped(pixels, *m_area, view, to);
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

/// Colours over an elevation raster.
class ElevationRelief final : public PreparedLayer {
 public:
  ElevationRelief(detail::Elevations elevations, style::Ramp ramp, double opacity)
      : m_elevations(std::move(elevations)), m_ramp(std::move(ramp)) {
    for (auto& stop : m_ramp.stops) stop.color.a *= opacity;
  }

  void draw(const View& view, Canvas& canvas) const override {
    if (!touches(view)) return;
    detail::draw_pixels(view, canvas, [&](const View& block, const detail::PixelBuffer& to) { draw_block(block, to); });
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
  if (!layer.has("color-relief-color")) return detail::draw_nothing();
  auto ramp = style::read_ramp(prepare.scene.document(), layer);
  const double opacity = layer.number("color-relief-opacity", detail::evaluation(prepare));
  if (const auto* surface = prepare.scene.surface_of(layer))
    return std::make_unique<ColorRelief>(*surface, ramp, detail::read_states(layer), opacity, prepare);
  auto elevations = detail::elevations_of(layer, prepare);
  if (!elevations) return detail::draw_nothing();
  return std::make_unique<ElevationRelief>(*std::move(elevations), std::move(ramp), opacity);
}

constexpr double steps_to_least = 5;  // a class that begins there leaves nothing out

std::string word(const style::Layer& layer, const map::Scene& scene, const char* key, std::string_view otherwise) {
  const auto* asked = find_path(layer.metadata, fmt::format("riskmap:legend.{}", key));
  const auto said = asked != nullptr ? style::localised(*asked, scene.language()) : std::string();
  return said.empty() ? std::string(otherwise) : said;
}

LegendItem swatch(std::string label, style::Color color) {
  LegendItem item;
  item.kind = LegendItem::Kind::ramp_class;
  item.label = std::move(label);
  item.draw = [color](Canvas& canvas, const geo::PixelBox& box, double) { canvas.rectangle(box, color); };
  return item;
}

// What lies below the lowest class shows what is beneath, unless that class begins at the least value there is.
std::vector<LegendItem> classes(const style::Ramp& ramp, double opacity, double step,
                                const detail::LegendWords& words) {
  std::vector<LegendItem> out;
  for (const auto& entry : style::classes_of(ramp)) {
    const bool from_least = entry.lower <= steps_to_least * step && std::isfinite(entry.upper);
    if (out.empty() && !from_least) {
      out.push_back(detail::framed(words.under(entry.lower), {0, 0, 0, 0}));
      out.back().kind = LegendItem::Kind::ramp_class;
    }
    out.push_back(
        swatch(from_least ? words.under(entry.upper) : words.label_of(entry), detail::faded(entry.color, opacity)));
  }
  std::reverse(out.begin(), out.end());  // the highest class on top
  return out;
}

/// The colour of a ramp on which a hatch is best seen.
style::Color best_below(const style::Ramp& ramp, const style::Color& hatch) {
  style::Color found{0, 0, 0, 0};
  double most = -1;
  const auto light = [](const style::Color& c) { return 0.2126 * c.r + 0.7152 * c.g + 0.0722 * c.b; };
  for (const auto& entry : style::classes_of(ramp))
    if (const double apart = std::abs(light(entry.color) - light(hatch)); apart > most)
      most = apart, found = entry.color;
  return found;
}

// A surface's classes and states.
std::vector<LegendItem> surface_legend(const style::Layer& layer, const map::SceneSurface& surface,
                                       const style::Ramp& ramp, const map::Scene& scene) {
  const auto& words = detail::legend_words(scene.language());
  const double opacity = layer.number("color-relief-opacity", {});
  auto out = classes(ramp, opacity, surface.step, words);
  const auto states = detail::read_states(layer);
  auto few = detail::framed(word(layer, scene, "few-events", words.few_events), {});
  few.draw = [states, ground = detail::faded(best_below(ramp, states.few_events.color), opacity)](
                 Canvas& canvas, const geo::PixelBox& box, double unit) {
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
  out.push_back(detail::framed(word(layer, scene, "none-in-reach", words.none_in_reach), states.none_in_reach));
  return out;
}

// Elevations are coloured smoothly: one bar, from the lowest stop to the highest.
std::vector<LegendItem> elevation_legend(const style::Layer& layer, const style::Ramp& ramp, const map::Scene& scene) {
  constexpr std::size_t steps = 24;
  std::vector<LegendItem> out;
  for (auto& entry : detail::legend_entries(layer, scene)) {
    const double low = ramp.stops.front().value, high = ramp.stops.back().value;
    std::vector<style::Color> colors;
    for (std::size_t i = 0; i < steps; ++i)
      colors.push_back(detail::faded(ramp.at(low + (high - low) * (static_cast<double>(i) + 0.5) / steps),
                                     layer.number("color-relief-opacity", {})));
    out.push_back(detail::color_bar(fmt::format("{} ({:g} – {:g})", entry.label, low, high), std::move(colors)));
  }
  return out;
}

std::vector<LegendItem> legend(const style::Layer& layer, const map::Scene& scene) {
  if (!layer.has("color-relief-color")) return {};
  const auto ramp = style::read_ramp(scene.document(), layer);
  const auto* const surface = scene.surface_of(layer);
  return surface != nullptr ? surface_legend(layer, *surface, ramp, scene) : elevation_legend(layer, ramp, scene);
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

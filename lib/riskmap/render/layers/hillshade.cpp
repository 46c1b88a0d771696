// SPDX-License-Identifier: MIT
#include <riskmap/geo/mercator.hpp>
#include <riskmap/render/detail/elevations.hpp>
#include <riskmap/render/detail/hillshade.hpp>
#include <riskmap/render/detail/layer_features.hpp>
#include <riskmap/render/detail/page_image.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace riskmap::render::layers {
namespace {

using style::PropertySpec;
using style::ValueType;

// A table, one property a line.
// clang-format off
constexpr PropertySpec properties[] = {
    {.name = "hillshade-illumination-direction", .type = ValueType::number_or_array, .default_json = "335", .unit = "degrees", .help = "Where the light comes from, clockwise from north; several for the method multidirectional.", .per_feature = false, .transition = false, .minimum = 0, .maximum = 359},
    {.name = "hillshade-illumination-altitude", .type = ValueType::number_or_array, .default_json = "45", .unit = "degrees", .help = "How high it stands; the methods standard and igor do not ask.", .per_feature = false, .transition = false, .minimum = 0, .maximum = 90},
    {.name = "hillshade-illumination-anchor", .type = ValueType::enumeration, .default_json = "\"viewport\"", .values = "map|viewport", .per_feature = false, .no_effect = "a still map is not turned: map and viewport are the same"},
    {.name = "hillshade-exaggeration", .default_json = "0.5", .help = "How strong the shading is.", .per_feature = false, .minimum = 0, .maximum = 1},
    {.name = "hillshade-shadow-color", .type = ValueType::color_or_array, .default_json = "\"#000000\"", .help = "The colour of slopes that face away from the light.", .per_feature = false},
    {.name = "hillshade-highlight-color", .type = ValueType::color_or_array, .default_json = "\"#FFFFFF\"", .help = "The colour of slopes that face the light.", .per_feature = false},
    {.name = "hillshade-accent-color", .type = ValueType::color, .default_json = "\"#000000\"", .help = "The colour of steep ground, for the method standard.", .per_feature = false},
    {.name = "hillshade-method", .type = ValueType::enumeration, .default_json = "\"standard\"", .help = "How slopes become shades.", .values = "standard|basic|combined|igor|multidirectional", .per_feature = false},
    {.name = "resampling", .type = ValueType::enumeration, .default_json = "\"linear\"", .help = "What lies between the cells of the elevations: a smooth ground, or each cell of one slope.", .values = "linear|nearest", .per_feature = false},
};
// clang-format on

// At small scales slopes are flat: they are exaggerated the more, the farther the tiles' zoom is below 15.
double zoom_factor(double tile_zoom) {
  const double factor = tile_zoom < 2 ? 0.4 : tile_zoom < 4.5 ? 0.35 : 0.3;
  return tile_zoom < 15 ? std::round(std::exp2((15 - tile_zoom) * factor) * 1e6) / 1e6 : 1;
}

constexpr double steepest = 4;  // what MapLibre's texture of slopes holds

class HillshadeLayer final : public PreparedLayer {
 public:
  HillshadeLayer(detail::Elevations elevations, detail::Hillshade::Look look, int tile_size,
                 const PrepareContext& prepare)
      : m_elevations(std::move(elevations)),
        m_shade(std::move(look)),
        m_step(std::max(1, static_cast<int>(std::lround(prepare.ratio)))),
        m_world_size(prepare.world_size) {
    m_scale = zoom_factor(std::floor(prepare.zoom + std::log2(512.0 / tile_size) + 0.5));
    if (!by_cells()) m_scale /= 8 * (2 * geo::mercator_half / prepare.world_size * m_step);
  }

  void draw(const View& view, Canvas& canvas) const override {
    if (!touches(view)) return;
    detail::draw_pixels(view, canvas, [&](const View& block, const detail::PixelBuffer& to) { draw_block(block, to); });
  }

  bool touches(const View& view) const override { return m_elevations.touches(view.grown(m_step)); }

  void digest(const View& view, Digest& digest) const override {
    if (!touches(view)) return;
    digest.add("hillshade").add(m_shade.digest()).add(m_scale);
    m_elevations.add_to(digest, view.grown(m_step));
  }

 private:
  using Slope = detail::Elevations::Slope;

  bool by_cells() const { return m_elevations.resampling() == detail::Resampling::nearest; }

  void draw_block(const View& view, const detail::PixelBuffer& to) const {
    const auto width = static_cast<std::size_t>(view.width);
    thread_local std::vector<float> right, down;
    thread_local std::vector<std::uint32_t> shades;
    right.resize(width), down.resize(width), shades.resize(width);
    const auto* at = slopes(view).data();
    for (int y = 0; y < view.height; ++y, at += width) {
      const double widened = mercator_stretch(view.top + y);
      const auto clamped = [&](double s) {
        return static_cast<float>(std::clamp(s * m_scale, -steepest, steepest) * widened);
      };
      for (std::size_t x = 0; x < width; ++x) right[x] = clamped(at[x].right), down[x] = clamped(at[x].down);
      m_shade.paint(right.data(), down.data(), width, shades.data());
      detail::PixelBuffer::blend_pixels(to.row(y), shades.data(), view.width);
    }
  }

  // Those of a smooth ground are taken from the eight neighbours a CSS pixel off, as in Horn's formula: that is the
  // margin a view needs.
  const std::vector<Slope>& slopes(const View& view) const {
    thread_local std::vector<Slope> slopes;
    if (by_cells()) {
      m_elevations.sample_slopes(view, slopes);
      return slopes;
    }
    thread_local std::vector<float> heights;
    const auto around = view.grown(m_step);
    m_elevations.sample(around, heights);
    slopes.resize(static_cast<std::size_t>(view.width) * static_cast<std::size_t>(view.height));
    auto* to = slopes.data();
    for (int y = 0; y < view.height; ++y) {
      const auto* const middle = heights.data() + static_cast<std::ptrdiff_t>(y + m_step) * around.width + m_step;
      for (int x = 0; x < view.width; ++x) *to++ = slope(middle + x, around.width);
    }
    return slopes;
  }

  Slope slope(const float* at, std::ptrdiff_t stride) const {
    const auto* const north = at - m_step * stride;
    const auto* const south = at + m_step * stride;
    const double a = north[-m_step], b = north[0], c = north[m_step], d = at[-m_step], f = at[m_step],
                 g = south[-m_step], h = south[0], i = south[m_step];
    return {(c + f + f + i) - (a + d + d + g), (g + h + h + i) - (a + b + b + c)};
  }

  // A metre on the map is less on the ground.
  double mercator_stretch(std::int64_t world_y) const {
    const double y = geo::mercator_half * (1 - 2 * (static_cast<double>(world_y) + 0.5) / m_world_size);
    return std::round(std::cosh(y / 6378137.0) * 1e6) / 1e6;
  }

  detail::Elevations m_elevations;
  detail::Hillshade m_shade;
  int m_step;  // pixels between neighbours
  double m_world_size, m_scale = 0;
};

std::vector<style::Color> colors(const style::Layer& layer, std::string_view name,
                                 const style::EvaluationContext& context) {
  const auto value = layer.value(name, context);
  if (const auto* one = value.get<style::Color>()) return {*one};
  std::vector<style::Color> out;
  if (const auto* items = value.get<std::shared_ptr<const style::Array>>()) {
    for (const auto& item : **items)
      if (const auto* color = item.get<style::Color>()) out.push_back(*color);
  }
  return out;
}

detail::Hillshade::Method method_of(const std::string& name) {
  using Method = detail::Hillshade::Method;
  return name == "basic"              ? Method::basic
         : name == "combined"         ? Method::combined
         : name == "igor"             ? Method::igor
         : name == "multidirectional" ? Method::multidirectional
                                      : Method::standard;
}

// Of lists of different lengths the last entry stands for those that lack.
detail::Hillshade::Look look_of(const style::Layer& layer, const style::EvaluationContext& context) {
  detail::Hillshade::Look look;
  look.method = method_of(layer.text("hillshade-method", context));
  look.exaggeration = layer.number("hillshade-exaggeration", context);
  look.accent = layer.color("hillshade-accent-color", context);
  const auto directions = layer.numbers("hillshade-illumination-direction", context);
  const auto altitudes = layer.numbers("hillshade-illumination-altitude", context);
  const auto shadows = colors(layer, "hillshade-shadow-color", context);
  const auto highlights = colors(layer, "hillshade-highlight-color", context);
  const auto at = [](const auto& list, std::size_t i, auto otherwise) {
    return list.empty() ? otherwise : list[std::min(i, list.size() - 1)];
  };
  const auto count = std::max({directions.size(), altitudes.size(), shadows.size(), highlights.size(), std::size_t{1}});
  constexpr double degree = std::numbers::pi / 180;
  for (std::size_t i = 0; i < std::min<std::size_t>(count, 64); ++i) {
    look.lights.push_back({at(directions, i, 335.0) * degree, at(altitudes, i, 45.0) * degree,
                           at(shadows, i, style::Color{0, 0, 0, 1}), at(highlights, i, style::Color{1, 1, 1, 1})});
  }
  return look;
}

std::unique_ptr<PreparedLayer> prepare(const style::Layer& layer, const PrepareContext& prepare) {
  const auto* source = prepare.scene.document().source(layer.source);
  if (source != nullptr && !source->surface.empty())
    prepare.note("layer '" + layer.id + "' is not drawn: a risk surface has no light and shade");
  auto elevations = detail::elevations_of(layer, prepare);
  if (!elevations) return detail::draw_nothing();
  return std::make_unique<HillshadeLayer>(*std::move(elevations), look_of(layer, detail::evaluation(prepare)),
                                          source->tile_size, prepare);
}

}  // namespace

extern const LayerType hillshade;
const LayerType hillshade = {
    .spec = {.type = "hillshade", .properties = properties, .sources = "raster-dem"},
    .summary = "light and shade on an elevation raster",
    .prepare = &prepare,
};

}  // namespace riskmap::render::layers

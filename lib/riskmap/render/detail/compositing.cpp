// SPDX-License-Identifier: MIT
#include <riskmap/render/detail/compositing.hpp>

#include <riskmap/render/detail/layer_features.hpp>
#include <riskmap/render/detail/pixel_buffer.hpp>

#include <cairo.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <optional>
#include <string>
#include <utility>

namespace riskmap::render::detail {
namespace {

using Blend = Compositing::Blend;

constexpr std::int32_t whole = 255;

/// A pixel taken apart: premultiplied channels.
struct Parts {
  explicit Parts(std::uint32_t pixel)
      : alpha(static_cast<std::int32_t>(pixel >> 24U)),
        color{static_cast<std::int32_t>((pixel >> 16U) & 255U), static_cast<std::int32_t>((pixel >> 8U) & 255U),
              static_cast<std::int32_t>(pixel & 255U)} {}
  std::int32_t alpha;
  std::array<std::int32_t, 3> color;
};

using Mixture = std::array<std::int64_t, 3>;  // of three channels, to be divided

// What only one of the two covers shows that one; `both`, in `unit`s of 1/255², is what shows where they meet.
std::uint32_t joined(const Parts& source, const Parts& below, const Mixture& both, std::int64_t unit) {
  const auto rounded = [](std::int64_t sum, std::int64_t divisor) { return (sum + divisor / 2) / divisor; };
  auto out = static_cast<std::uint32_t>(
      rounded(std::int64_t{whole} * (source.alpha + below.alpha) - source.alpha * below.alpha, whole));
  for (std::size_t i = 0; i < 3; ++i) {
    const std::int64_t alone = source.color[i] * (whole - below.alpha) + below.color[i] * (whole - source.alpha);
    out = (out << 8U) | static_cast<std::uint32_t>(rounded(alone * unit + both[i], whole * unit));
  }
  return out;
}

template <typename TBoth>
std::uint32_t each_channel(std::uint32_t over, std::uint32_t under, TBoth&& both) {
  const Parts source(over), below(under);
  Mixture mixed{};
  for (std::size_t i = 0; i < 3; ++i) mixed[i] = both(source.color[i], below.color[i], source.alpha, below.alpha);
  return joined(source, below, mixed, 1);
}

std::uint32_t plus_lighter(std::uint32_t source, std::uint32_t below) {
  std::uint32_t out = 0;
  for (unsigned shift = 0; shift < 32; shift += 8)
    out |= std::min(255U, ((source >> shift) & 255U) + ((below >> shift) & 255U)) << shift;
  return out;
}

std::int64_t luminosity_of(const Mixture& c) { return (30 * c[0] + 59 * c[1] + 11 * c[2]) / 100; }

// The specification's SetLum and ClipColor, for channels of 0 … `most`.
Mixture with_luminosity(Mixture c, std::int64_t luminosity, std::int64_t most) {
  const auto more = luminosity - luminosity_of(c);
  for (auto& channel : c) channel += more;
  const auto light = luminosity_of(c);
  const auto [low, high] = std::minmax({c[0], c[1], c[2]});
  if (low < 0)
    for (auto& channel : c) channel = light + (channel - light) * light / (light - low);
  if (high > most)
    for (auto& channel : c) channel = light + (channel - light) * (most - light) / (high - light);
  for (auto& channel : c) channel = std::clamp<std::int64_t>(channel, 0, most);
  return c;
}

constexpr std::int64_t fine = 100;  // luminosity is counted in 1/100 of 1/255²

/// The luminosity of one put to the hue and saturation of the other.
std::uint32_t of_two(std::uint32_t over, std::uint32_t under, bool keeps_luminosity_below) {
  const Parts source(over), below(under);
  Mixture above{}, beneath{};
  for (std::size_t i = 0; i < 3; ++i) {
    above[i] = fine * source.color[i] * below.alpha;
    beneath[i] = fine * below.color[i] * source.alpha;
  }
  const auto most = fine * source.alpha * below.alpha;
  const auto both = keeps_luminosity_below ? with_luminosity(above, luminosity_of(beneath), most)
                                           : with_luminosity(beneath, luminosity_of(above), most);
  return joined(source, below, both, fine);
}

template <typename TBlend>
void loop(std::uint32_t share, const std::uint32_t* from, std::ptrdiff_t count, std::uint32_t* to, TBlend&& blend) {
  for (std::ptrdiff_t i = 0; i < count; ++i) {
    const auto source = share == 255 ? from[i] : scaled(from[i], share);
    if (source != 0) to[i] = blend(source, to[i]);
  }
}

cairo_operator_t operator_of(Blend blend) {
  switch (blend) {
    case Blend::multiply:
      return CAIRO_OPERATOR_MULTIPLY;
    case Blend::color:
      return CAIRO_OPERATOR_HSL_COLOR;
    case Blend::luminosity:
      return CAIRO_OPERATOR_HSL_LUMINOSITY;
    case Blend::plus_lighter:
      return CAIRO_OPERATOR_ADD;
    case Blend::screen:
      return CAIRO_OPERATOR_SCREEN;
    case Blend::overlay:
      return CAIRO_OPERATOR_OVERLAY;
    case Blend::normal:
      break;
  }
  return CAIRO_OPERATOR_OVER;
}

class Composited final : public PreparedLayer {
 public:
  Composited(std::unique_ptr<PreparedLayer> layer, Blend blend, std::uint32_t share)
      : m_layer(std::move(layer)), m_blend(blend), m_share(share) {}

  void draw(const View& view, Canvas& canvas) const override {
    if (!m_layer->touches(view)) return;
    if (!canvas.is_picture()) return draw_page(view, canvas);
    for_blocks(view, canvas, [&](const View& block, const PixelBuffer& to) { draw_block(block, to); });
  }

  bool touches(const View& view) const override { return m_layer->touches(view); }

  void digest(const View& view, Digest& digest) const override {
    static const auto nothing = Digest().value();
    thread_local Digest own;
    own.clear();
    m_layer->digest(view, own);
    if (own.value() == nothing) return;
    digest.add("composited").add(own.value()).add(static_cast<std::uint64_t>(m_blend)).add(std::uint64_t{m_share});
  }

 private:
  void draw_block(const View& view, const PixelBuffer& to) const {
    thread_local std::optional<Canvas> kept;
    auto& own = cleared(kept, view.width, view.height);
    m_layer->draw(view, own);
    const auto pixels = pixels_of(own, view);
    for (int y = 0; y < view.height; ++y) composite(m_blend, m_share, pixels.row(y), view.width, to.row(y));
  }

  void draw_page(const View& view, Canvas& canvas) const {
    auto* const context = canvas.context();
    cairo_save(context);
    cairo_rectangle(context, 0, 0, view.width, view.height);
    cairo_clip(context);
    cairo_push_group(context);
    m_layer->draw(view, canvas);
    cairo_pop_group_to_source(context);
    cairo_set_operator(context, operator_of(m_blend));
    cairo_paint_with_alpha(context, m_share / 255.0);
    cairo_restore(context);
  }

  std::unique_ptr<PreparedLayer> m_layer;
  Blend m_blend;
  std::uint32_t m_share;  // of 255
};

}  // namespace

Compositing compositing_of(const style::Layer& layer, const style::EvaluationContext& context) {
  static const std::map<std::string, Blend, std::less<>> blends = {
      {"normal", Blend::normal},         {"multiply", Blend::multiply},         {"color", Blend::color},
      {"luminosity", Blend::luminosity}, {"plus-lighter", Blend::plus_lighter}, {"screen", Blend::screen},
      {"overlay", Blend::overlay}};
  const auto opacity = layer.type + "-layer-opacity", blend = layer.type + "-layer-blend";
  Compositing out;
  if (layer.has(opacity)) out.opacity = std::clamp(layer.number(opacity, context), 0.0, 1.0);
  if (layer.has(blend)) out.blend = blends.at(layer.text(blend, context));
  return out;
}

std::unique_ptr<PreparedLayer> composited(std::unique_ptr<PreparedLayer> layer, const Compositing& how) {
  const auto share = static_cast<std::uint32_t>(std::lround(how.opacity * 255));
  if (share == 0) return draw_nothing();
  if (share == 255 && how.blend == Blend::normal) return layer;
  return std::make_unique<Composited>(std::move(layer), how.blend, share);
}

void composite(Blend blend, std::uint32_t share, const std::uint32_t* from, std::ptrdiff_t count, std::uint32_t* to) {
  using Channel = std::int32_t;
  switch (blend) {
    case Blend::normal:
      return PixelBuffer::blend_pixels(to, from, count, share);
    case Blend::multiply:
      return loop(share, from, count, to, [](std::uint32_t over, std::uint32_t under) {
        return each_channel(over, under, [](Channel s, Channel b, Channel, Channel) { return s * b; });
      });
    case Blend::screen:
      return loop(share, from, count, to, [](std::uint32_t over, std::uint32_t under) {
        return each_channel(over, under,
                            [](Channel s, Channel b, Channel sa, Channel ba) { return s * ba + b * sa - s * b; });
      });
    case Blend::overlay:
      return loop(share, from, count, to, [](std::uint32_t over, std::uint32_t under) {
        return each_channel(over, under, [](Channel s, Channel b, Channel sa, Channel ba) {
          return 2 * b <= ba ? 2 * s * b : sa * ba - 2 * (ba - b) * (sa - s);
        });
      });
    case Blend::plus_lighter:
      return loop(share, from, count, to, plus_lighter);
    case Blend::color:
      return loop(share, from, count, to,
                  [](std::uint32_t over, std::uint32_t under) { return of_two(over, under, true); });
    case Blend::luminosity:
      return loop(share, from, count, to,
                  [](std::uint32_t over, std::uint32_t under) { return of_two(over, under, false); });
  }
}

}  // namespace riskmap::render::detail

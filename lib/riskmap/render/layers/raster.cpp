// SPDX-License-Identifier: MIT
#include <riskmap/render/detail/compositing.hpp>
#include <riskmap/render/detail/image_sampler.hpp>
#include <riskmap/render/detail/layer_features.hpp>
#include <riskmap/render/detail/page_image.hpp>
#include <riskmap/render/detail/shape.hpp>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <numbers>

namespace riskmap::render::layers {
namespace {

using style::PropertySpec;
using style::ValueType;

// A table, one property a line.
// clang-format off
constexpr PropertySpec properties[] = {
    {.name = "raster-opacity", .default_json = "1", .help = "How opaque the picture is.", .per_feature = false, .minimum = 0, .maximum = 1},
    {.name = "raster-hue-rotate", .default_json = "0", .unit = "degrees", .help = "Turns the colours around the wheel.", .per_feature = false},
    {.name = "raster-brightness-min", .default_json = "0", .help = "What black becomes.", .per_feature = false, .minimum = 0, .maximum = 1},
    {.name = "raster-brightness-max", .default_json = "1", .help = "What white becomes.", .per_feature = false, .minimum = 0, .maximum = 1},
    {.name = "raster-saturation", .default_json = "0", .help = "-1 is grey, 1 as colourful as can be.", .per_feature = false, .minimum = -1, .maximum = 1},
    {.name = "raster-contrast", .default_json = "0", .help = "-1 is one grey, 1 black and white.", .per_feature = false, .minimum = -1, .maximum = 1},
    {.name = "raster-resampling", .type = ValueType::enumeration, .default_json = "\"linear\"", .help = "How pixels are mixed that are not drawn one for one.", .values = "linear|nearest", .per_feature = false},
    {.name = "resampling", .type = ValueType::enumeration, .default_json = "\"linear\"", .help = "The newer name of raster-resampling.", .values = "linear|nearest", .per_feature = false},
    {.name = "raster-fade-duration", .default_json = "300", .unit = "milliseconds", .per_feature = false, .transition = false, .minimum = 0, .no_effect = "a still map does not fade"},
    {.name = "raster-layer-blend", .type = ValueType::enumeration, .default_json = "\"normal\"", .help = "How the layer as a whole mixes with the map below it; over nothing, as on a web page's overlay, it is normal.", .values = "normal|multiply|color|luminosity|plus-lighter|screen|overlay", .per_feature = false, .constant = true, .in_browser = "MapLibre GL JS draws every layer as normal"},
};
// clang-format on

/// What MapLibre's shader does to a colour that is not premultiplied: spin, saturation, contrast, brightness.
class Adjustment {
 public:
  Adjustment(const style::Layer& layer, const style::EvaluationContext& context)
      : m_low(layer.number("raster-brightness-min", context)), m_high(layer.number("raster-brightness-max", context)) {
    const double angle = layer.number("raster-hue-rotate", context) * std::numbers::pi / 180;
    // Rounded: the library's last digits follow the processor.
    const auto rounded = [](double value) { return std::round(value * 1e9) / 1e9; };
    const double s = rounded(std::sin(angle)), c = rounded(std::cos(angle)), root = std::sqrt(3.0);
    m_spin = {(2 * c + 1) / 3, (-root * s - c + 1) / 3, (root * s - c + 1) / 3};
    const double saturation = layer.number("raster-saturation", context);
    m_saturation = saturation > 0 ? 1 - 1 / (1.001 - saturation) : -saturation;
    const double contrast = layer.number("raster-contrast", context);
    m_contrast = contrast > 0 ? 1 / std::max(1e-6, 1 - contrast) : 1 + contrast;
    m_none = s == 0 && c == 1 && saturation == 0 && contrast == 0 && m_low == 0 && m_high == 1;
  }

  bool none() const { return m_none; }

  std::uint32_t operator()(std::uint32_t pixel) const {
    const auto alpha = pixel >> 24U;
    if (alpha == 0) return 0;
    const double a = alpha;
    const std::array<double, 3> in{((pixel >> 16U) & 255U) / a, ((pixel >> 8U) & 255U) / a, (pixel & 255U) / a};
    const auto& [x, y, z] = m_spin;
    std::array<double, 3> rgb{in[0] * x + in[1] * y + in[2] * z, in[0] * z + in[1] * x + in[2] * y,
                              in[0] * y + in[1] * z + in[2] * x};
    const double average = (in[0] + in[1] + in[2]) / 3;
    std::uint32_t out = alpha;
    for (auto& channel : rgb) {
      channel += (average - channel) * m_saturation;
      channel = (channel - 0.5) * m_contrast + 0.5;
      channel = m_low + (m_high - m_low) * channel;
      out = (out << 8U) | static_cast<std::uint32_t>(std::lround(std::clamp(channel, 0.0, 1.0) * a));
    }
    return out;
  }

  std::uint64_t digest() const {
    std::uint64_t sum = 0;
    for (const double value : {m_low, m_high, m_spin[0], m_spin[1], m_saturation, m_contrast})
      sum = detail::mixed(sum, std::bit_cast<std::uint64_t>(value));
    return sum;
  }

 private:
  double m_low, m_high, m_saturation = 0, m_contrast = 1;
  std::array<double, 3> m_spin{};
  bool m_none = true;
};

class Raster final : public PreparedLayer {
 public:
  Raster(const model::ImagePyramid& pictures, const Adjustment& adjustment, double opacity, detail::Resampling how,
         const PrepareContext& prepare)
      : m_sampler(pictures, prepare.world_size, prepare.ratio, how),
        m_adjustment(adjustment),
        m_share(static_cast<std::uint32_t>(std::lround(std::clamp(opacity, 0.0, 1.0) * 255))) {}

  void draw(const View& view, Canvas& canvas) const override {
    if (!touches(view)) return;
    detail::draw_pixels(view, canvas, [&](const View& block, const detail::PixelBuffer& to) { draw_block(block, to); });
  }

  bool touches(const View& view) const override { return m_share > 0 && m_sampler.touches(view); }

  void digest(const View& view, Digest& digest) const override {
    if (!touches(view)) return;
    digest.add("raster").add(std::uint64_t{m_share}).add(m_adjustment.digest());
    m_sampler.add_to(digest, view);
  }

 private:
  void draw_block(const View& view, const detail::PixelBuffer& to) const {
    thread_local std::vector<std::uint32_t> pixels;
    m_sampler.sample(view, pixels);
    if (!m_adjustment.none())
      for (auto& pixel : pixels) pixel = m_adjustment(pixel);
    for (int y = 0; y < view.height; ++y)
      detail::PixelBuffer::blend_pixels(to.row(y), pixels.data() + static_cast<std::ptrdiff_t>(y) * view.width,
                                        view.width, m_share);
  }

  detail::ImageSampler m_sampler;
  Adjustment m_adjustment;
  std::uint32_t m_share;  // of 255
};

std::unique_ptr<PreparedLayer> prepare(const style::Layer& layer, const PrepareContext& prepare) {
  const auto* pictures = prepare.scene.pictures(layer);
  if (pictures == nullptr) return detail::draw_nothing();
  const auto context = detail::evaluation(prepare);
  const bool nearest =
      layer.text("raster-resampling", context) == "nearest" || layer.text("resampling", context) == "nearest";
  return detail::composited(
      std::make_unique<Raster>(*pictures, Adjustment(layer, context), layer.number("raster-opacity", context),
                               nearest ? detail::Resampling::nearest : detail::Resampling::linear, prepare),
      detail::compositing_of(layer, context));
}

}  // namespace

extern const LayerType raster;
const LayerType raster = {
    .spec = {.type = "raster", .properties = properties, .sources = "raster"},
    .summary = "pictures: scanned maps, satellite images, tiles",
    .prepare = &prepare,
};

}  // namespace riskmap::render::layers

// SPDX-License-Identifier: MIT
#include <riskmap/render/detail/layer_features.hpp>
#include <riskmap/render/detail/pixel_buffer.hpp>

namespace riskmap::render::layers {
namespace {

using style::PropertySpec;
using style::ValueType;

// A table, one property a line.
// clang-format off
constexpr PropertySpec properties[] = {
    {.name = "background-color", .type = ValueType::color, .default_json = "\"#000000\"", .help = "The colour of the whole map.", .per_feature = false},
    {.name = "background-opacity", .default_json = "1", .help = "How opaque it is.", .per_feature = false, .minimum = 0, .maximum = 1},
    {.name = "background-pattern", .type = ValueType::image, .default_json = "", .help = "An image that fills the map.", .per_feature = false, .no_effect = "the background has no pattern in this version"},
};
// clang-format on

class Background final : public PreparedLayer {
 public:
  explicit Background(style::Color color) : m_color(color) {}
  void draw(const View& view, Canvas& canvas) const override {
    if (canvas.is_picture()) return draw_pixels(view, canvas);
    canvas.rectangle({0, 0, static_cast<double>(view.width), static_cast<double>(view.height)}, m_color);
  }
  bool touches(const View&) const override { return false; }  // alone it makes no tile
  void digest(const View&, Digest& digest) const override {
    digest.add("background").add(std::uint64_t{detail::premultiplied_pixel(m_color)});
  }

 private:
  void draw_pixels(const View& view, Canvas& canvas) const {
    const auto pixels = detail::pixels_of(canvas, view);
    const auto color = detail::premultiplied_pixel(m_color);
    for (int y = 0; y < view.height; ++y) detail::PixelBuffer::blend_color(pixels.row(y), view.width, color);
    canvas.mark_dirty();
  }

  style::Color m_color;
};

std::unique_ptr<PreparedLayer> prepare(const style::Layer& layer, const PrepareContext& prepare) {
  const auto context = detail::evaluation(prepare);
  return std::make_unique<Background>(
      detail::faded(layer.color("background-color", context), layer.number("background-opacity", context)));
}

std::vector<LegendItem> legend(const style::Layer&, const map::Scene&) { return {}; }

}  // namespace

extern const LayerType background;
const LayerType background = {
    .spec = {.type = "background", .properties = properties},
    .summary = "one colour over the whole map",
    .prepare = &prepare,
    .legend = &legend,
};

}  // namespace riskmap::render::layers

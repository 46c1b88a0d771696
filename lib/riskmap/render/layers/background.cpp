// SPDX-License-Identifier: MIT
#include <riskmap/render/detail/layer_features.hpp>
#include <riskmap/render/detail/pattern.hpp>
#include <riskmap/render/detail/pixel_buffer.hpp>

#include <cairo.h>

namespace riskmap::render::layers {
namespace {

using style::PropertySpec;
using style::ValueType;

// A table, one property a line.
// clang-format off
constexpr PropertySpec properties[] = {
    {.name = "background-color", .type = ValueType::color, .default_json = "\"#000000\"", .help = "The colour of the whole map.", .per_feature = false},
    {.name = "background-opacity", .default_json = "1", .help = "How opaque it is.", .per_feature = false, .minimum = 0, .maximum = 1},
    {.name = "background-pattern", .type = ValueType::image, .default_json = "", .help = "An image repeated over the map, or a hatch of riskmap:patterns, instead of the colour.", .per_feature = false},
};
// clang-format on

class Background final : public PreparedLayer {
 public:
  Background(style::Color color, std::optional<detail::Pattern> pattern)
      : m_color(color), m_pattern(std::move(pattern)) {}
  void draw(const View& view, Canvas& canvas) const override {
    if (canvas.is_picture()) return draw_pixels(view, canvas);
    const geo::PixelBox all{0, 0, static_cast<double>(view.width), static_cast<double>(view.height)};
    if (!m_pattern) return canvas.rectangle(all, m_color);
    cairo_rectangle(canvas.context(), 0, 0, all.max_x, all.max_y);
    m_pattern->fill_page(canvas, view);
  }
  bool covers() const override { return !m_pattern && detail::premultiplied_pixel(m_color) >> 24U == 255U; }
  bool touches(const View&) const override { return false; }  // alone it makes no tile
  void digest(const View& view, Digest& digest) const override {
    digest.add("background");
    if (m_pattern)
      m_pattern->add_to(digest, view);
    else
      digest.add(std::uint64_t{detail::premultiplied_pixel(m_color)});
  }

 private:
  void draw_pixels(const View& view, Canvas& canvas) const {
    const auto pixels = detail::pixels_of(canvas, view);
    const auto color = detail::premultiplied_pixel(m_color);
    for (int y = 0; y < view.height; ++y) {
      if (m_pattern)
        detail::PixelBuffer::blend_pixels(pixels.row(y), m_pattern->run(view.left, view.top + y, view.width),
                                          view.width);
      else
        detail::PixelBuffer::blend_color(pixels.row(y), view.width, color);
    }
    canvas.mark_dirty();
  }

  style::Color m_color;
  std::optional<detail::Pattern> m_pattern;
};

std::unique_ptr<PreparedLayer> prepare(const style::Layer& layer, const PrepareContext& prepare) {
  const auto context = detail::evaluation(prepare);
  const double opacity = layer.number("background-opacity", context);
  const auto name = layer.has("background-pattern") ? layer.text("background-pattern", context) : std::string();
  if (name.empty())
    return std::make_unique<Background>(detail::faded(layer.color("background-color", context), opacity), std::nullopt);
  auto pattern = detail::find_pattern(name, opacity, layer, prepare);
  // As MapLibre: a layer whose image is missing is not drawn.
  return std::make_unique<Background>(style::Color{0, 0, 0, 0}, std::move(pattern));
}

}  // namespace

extern const LayerType background;
const LayerType background = {
    .spec = {.type = "background", .properties = properties},
    .summary = "one colour, or a pattern, over the whole map",
    .prepare = &prepare,
};

}  // namespace riskmap::render::layers

// SPDX-License-Identifier: MIT
#include <riskmap/render/detail/page_image.hpp>

#include <cairo.h>

#include <algorithm>
#include <vector>

namespace riskmap::render::detail {
namespace {

constexpr int largest_side = 2048;

void put(std::vector<std::uint32_t>& pixels, const View& block, PixelPoint corner, cairo_t* context) {
  if (std::all_of(pixels.begin(), pixels.end(), [](std::uint32_t p) { return p == 0; })) return;
  cairo_rectangle(context, corner.x, corner.y, block.width, block.height);
  fill_with_pixels(context, pixels, block.width, corner);
}

}  // namespace

void fill_with_pixels(cairo_t* context, std::vector<std::uint32_t>& pixels, int width, PixelPoint corner) {
  // A page keeps colour and opacity apart, and viewers smooth each: the black of what is transparent would show as a
  // rim.
  constexpr std::uint32_t barely_white = 0x01010101U;
  std::replace(pixels.begin(), pixels.end(), std::uint32_t{0}, barely_white);
  const auto height = static_cast<int>(pixels.size() / static_cast<std::size_t>(width));
  auto* surface = cairo_image_surface_create_for_data(reinterpret_cast<unsigned char*>(pixels.data()),
                                                      CAIRO_FORMAT_ARGB32, width, height, width * 4);
  cairo_save(context);
  cairo_set_source_surface(context, surface, corner.x, corner.y);
  cairo_pattern_set_filter(cairo_get_source(context), CAIRO_FILTER_NEAREST);
  cairo_set_fill_rule(context, CAIRO_FILL_RULE_WINDING);
  cairo_fill(context);
  cairo_restore(context);
  cairo_surface_finish(surface);
  cairo_surface_destroy(surface);
}

void draw_as_image(const View& view, Canvas& canvas,
                   const std::function<void(const View& block, const PixelBuffer& pixels)>& draw) {
  std::vector<std::uint32_t> pixels;
  for (int y = 0; y < view.height; y += largest_side) {
    for (int x = 0; x < view.width; x += largest_side) {
      auto block = view;
      block.left += x;
      block.top += y;
      block.width = std::min(largest_side, view.width - x);
      block.height = std::min(largest_side, view.height - y);
      pixels.assign(static_cast<std::size_t>(block.width) * static_cast<std::size_t>(block.height), 0);
      draw(block, {pixels.data(), block.width, block.width, block.height});
      put(pixels, block, {1.0 * x, 1.0 * y}, canvas.context());
    }
  }
}

}  // namespace riskmap::render::detail

// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/render/detail/pixel_buffer.hpp>

#include <functional>
#include <utility>
#include <vector>

namespace riskmap::render::detail {

/// What a page cannot draw as lines and areas: draw(block, pixels) paints parts of the view on transparent pixels, one
/// per canvas unit, which are then put there as pictures.
void draw_as_image(const View& view, Canvas& canvas,
                   const std::function<void(const View& block, const PixelBuffer& pixels)>& draw);

/// For layers that are pixels anywhere: draw(block, pixels) over a picture's own, or draw_as_image() on a page.
template <typename TDraw>
void draw_pixels(const View& view, Canvas& canvas, TDraw&& draw) {
  if (canvas.is_picture())
    for_blocks(view, canvas, std::forward<TDraw>(draw));
  else
    draw_as_image(view, canvas, std::forward<TDraw>(draw));
}

/// Fills a page's current path with premultiplied pixels, one per canvas unit, in rows of `width` from a corner on, and
/// leaves the path empty. Transparent pixels change their colour.
void fill_with_pixels(_cairo* context, std::vector<std::uint32_t>& pixels, int width, PixelPoint corner);

}  // namespace riskmap::render::detail

// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/render/detail/pixel_buffer.hpp>

#include <functional>

namespace riskmap::render::detail {

/// What a page cannot draw as lines and areas: draw(block, pixels) paints parts of the view on transparent pixels, one
/// per canvas unit, which are then put there as pictures.
void draw_as_image(const View& view, Canvas& canvas,
                   const std::function<void(const View& block, const PixelBuffer& pixels)>& draw);

}  // namespace riskmap::render::detail

// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/render/detail/pixel_buffer.hpp>
#include <riskmap/render/detail/shape.hpp>

#include <cstdint>
#include <vector>

namespace riskmap::render::detail {

/// Coverage of each of the view's pixels, 0 … 255, row by row without padding.
void coverage_mask(const Shape& area, const View& view, std::vector<std::uint8_t>& out, FixedPoint shift = {});

/// The pixels (premultiplied ARGB32, as many as the view's, without padding) over the buffer, as far as the area covers
/// them. The same pixels in every view of a zoom.
void paint_through(const Shape& area, const View& view, const std::uint32_t* pixels, const PixelBuffer& to);

}  // namespace riskmap::render::detail

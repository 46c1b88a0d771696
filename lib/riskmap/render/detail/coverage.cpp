// SPDX-License-Identifier: MIT
#include <riskmap/render/detail/coverage.hpp>

#include <algorithm>

namespace riskmap::render::detail {

void coverage_mask(const Shape& area, const View& view, std::vector<std::uint8_t>& out, FixedPoint shift) {
  out.assign(static_cast<std::size_t>(view.width) * static_cast<std::size_t>(view.height), 0);
  auto& rasteriser = thread_rasteriser();
  rasteriser.reset(view);
  area.add_to(rasteriser, view, shift);
  rasteriser.sweep(FillRule::nonzero, [&](int y, int x, int end, std::uint32_t coverage) {
    auto* const row = out.data() + static_cast<std::ptrdiff_t>(y) * view.width;
    std::fill(row + x, row + end, static_cast<std::uint8_t>(coverage));
  });
}

void paint_through(const Shape& area, const View& view, const std::uint32_t* pixels, const PixelBuffer& to) {
  auto& rasteriser = thread_rasteriser();
  rasteriser.reset(view);
  area.add_to(rasteriser, view);
  rasteriser.sweep(FillRule::nonzero, [&](int y, int x, int end, std::uint32_t coverage) {
    const auto* const from = pixels + static_cast<std::ptrdiff_t>(y) * view.width;
    PixelBuffer::blend_pixels(to.row(y) + x, from + x, end - x, coverage);
  });
}

}  // namespace riskmap::render::detail

// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/render/canvas.hpp>
#include <riskmap/render/detail/rasteriser.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>

namespace riskmap::render::detail {

/// Four channels times `share` / 255, each rounded to the nearest as pixman does.
inline std::uint32_t scaled(std::uint32_t pixel, std::uint32_t share) {
  constexpr std::uint32_t odd = 0x00FF00FFU, half = 0x00800080U;
  auto low = (pixel & odd) * share + half, high = ((pixel >> 8U) & odd) * share + half;
  low = ((low + ((low >> 8U) & odd)) >> 8U) & odd;
  high = (high + ((high >> 8U) & odd)) & ~odd;
  return low | high;
}

/// Four channels of two pixels mixed, `share` / 256 of the second, each rounded to the nearest.
inline std::uint32_t between(std::uint32_t a, std::uint32_t b, std::uint32_t share) {
  constexpr std::uint32_t odd = 0x00FF00FFU, half = 0x00800080U;
  const auto low = (a & odd) * (256 - share) + (b & odd) * share + half;
  const auto high = ((a >> 8U) & odd) * (256 - share) + ((b >> 8U) & odd) * share + half;
  return ((low >> 8U) & odd) | (high & ~odd);
}

/// Premultiplied "over". \pre no channel of `source` is above its alpha (no sum passes 255 then)
inline std::uint32_t over(std::uint32_t source, std::uint32_t below) {
  return source + scaled(below, 255U - (source >> 24U));
}

/// The colour as one premultiplied ARGB32 pixel.
std::uint32_t premultiplied_pixel(const Color& color);

/// Premultiplied ARGB32 pixels that belong to someone else, in rows.
struct PixelBuffer {
  std::uint32_t* pixels = nullptr;
  std::ptrdiff_t stride = 0;  ///< pixels from row to row
  int width = 0, height = 0;

  std::uint32_t* row(int y) const { return pixels + y * stride; }
  /// `color` over [x, end) of a row, its coverage counted in.
  void blend_run(int y, int x, int end, std::uint32_t color, std::uint32_t coverage) const {
    const auto source = coverage == 255 ? color : scaled(color, coverage);
    if (end - x == 1) {
      auto& pixel = row(y)[x];
      pixel = over(source, pixel);
    } else {
      blend_color(row(y) + x, end - x, source);
    }
  }
  static void blend_color(std::uint32_t* to, std::ptrdiff_t count, std::uint32_t source);
  /// The colour over each pixel, `shares[i]` / 255 of it.
  static void blend_color(std::uint32_t* to, const std::uint8_t* shares, std::ptrdiff_t count, std::uint32_t source);
  /// Each pixel over the one it meets; transparent ones cost next to nothing.
  static void blend_pixels(std::uint32_t* to, const std::uint32_t* from, std::ptrdiff_t count);
  /// The same, `share` / 255 of each.
  static void blend_pixels(std::uint32_t* to, const std::uint32_t* from, std::ptrdiff_t count, std::uint32_t share);
};

/// The canvas' pixels, from its corner on. \pre canvas.is_picture()
PixelBuffer pixels_of(const Canvas& canvas, const View& view);

/// A picture of that size, whatever it shows: the kept one, if it is, so that drawing tile after tile takes no more
/// memory.
Canvas& of_size(std::optional<Canvas>& kept, int width, int height);
/// The same, transparent.
Canvas& cleared(std::optional<Canvas>& kept, int width, int height);

/// Calls draw(block, pixels) for parts of the view small enough that what is counted for each of their pixels stays in
/// the processor's cache; a tile is one.
template <typename TDraw>
void for_blocks(const View& view, const Canvas& canvas, TDraw&& draw) {
  constexpr int side = 1024;
  const auto all = pixels_of(canvas, view);
  for (int y = 0; y < view.height; y += side) {
    for (int x = 0; x < view.width; x += side) {
      auto block = view;
      block.left += x;
      block.top += y;
      block.width = std::min(side, view.width - x);
      block.height = std::min(side, view.height - y);
      draw(block, PixelBuffer{all.row(y) + x, all.stride, block.width, block.height});
    }
  }
  canvas.mark_dirty();
}

/// Premultiplied pixels as RGBA bytes, as files store them; answers whether all were opaque.
bool to_rgba(const std::uint32_t* from, std::ptrdiff_t count, std::uint8_t* rgba);

/// What the rasteriser holds, in one colour.
inline void paint(Rasteriser& rasteriser, FillRule rule, std::uint32_t color, const PixelBuffer& to) {
  rasteriser.sweep(rule,
                   [&](int y, int x, int end, std::uint32_t coverage) { to.blend_run(y, x, end, color, coverage); });
}

/// One a thread, to be reset by whoever uses it.
Rasteriser& thread_rasteriser();

}  // namespace riskmap::render::detail

// SPDX-License-Identifier: MIT
#include <riskmap/base/wide.hpp>
#include <riskmap/render/detail/pixel_buffer.hpp>

#include <algorithm>
#include <bit>
#include <cmath>

namespace riskmap::render::detail {
namespace {

RISKMAP_WIDE void color_loop(std::uint32_t* to, std::ptrdiff_t count, std::uint32_t source) {
  const auto rest = 255U - (source >> 24U);
  for (std::ptrdiff_t i = 0; i < count; ++i) to[i] = source + scaled(to[i], rest);
}

RISKMAP_WIDE void shares_loop(std::uint32_t* to, const std::uint8_t* shares, std::ptrdiff_t count,
                              std::uint32_t source) {
  for (std::ptrdiff_t i = 0; i < count; ++i) to[i] = over(scaled(source, shares[i]), to[i]);
}

RISKMAP_WIDE void pixel_loop(std::uint32_t* to, const std::uint32_t* from, std::ptrdiff_t count) {
  for (std::ptrdiff_t i = 0; i < count; ++i) to[i] = from[i] + scaled(to[i], 255U - (from[i] >> 24U));
}

RISKMAP_WIDE void shared_loop(std::uint32_t* to, const std::uint32_t* from, std::ptrdiff_t count, std::uint32_t share) {
  for (std::ptrdiff_t i = 0; i < count; ++i) {
    const auto source = scaled(from[i], share);
    to[i] = source + scaled(to[i], 255U - (source >> 24U));
  }
}

using Quad = std::uint32_t __attribute__((may_alias));
// Answers the alphas and-ed together: 255 if every pixel is opaque.
RISKMAP_WIDE_512 std::uint32_t opaque_loop(const std::uint32_t* from, std::ptrdiff_t count, Quad* rgba) {
  std::uint32_t all = ~0U;
  for (std::ptrdiff_t i = 0; i < count; ++i) {
    const auto p = from[i];
    all &= p;
    rgba[i] = (p & 0xFF00FF00U) | (std::rotl(p, 16) & 0x00FF00FFU);
  }
  return all >> 24U;
}

void straight(std::uint32_t p, std::uint8_t* rgba) {
  const unsigned a = p >> 24U;
  const auto channel = [a](unsigned c) {
    return static_cast<std::uint8_t>(a == 255 ? c : a == 0 ? 0 : (c * 255 + a / 2) / a);
  };
  rgba[0] = channel((p >> 16U) & 255U);
  rgba[1] = channel((p >> 8U) & 255U);
  rgba[2] = channel(p & 255U);
  rgba[3] = static_cast<std::uint8_t>(a);
}

}  // namespace

bool to_rgba(const std::uint32_t* from, std::ptrdiff_t count, std::uint8_t* rgba) {
  // Rows are as many bytes as pixels need, and vectors of bytes are aligned for them.
  if (opaque_loop(from, count, reinterpret_cast<Quad*>(rgba)) == 255U) return true;
  // What is not opaque is mostly nothing.
  for (std::ptrdiff_t i = 0; i < count; ++i) {
    if (from[i] != 0 && from[i] >> 24U != 255U) straight(from[i], rgba + 4 * i);
  }
  return false;
}

std::uint32_t premultiplied_pixel(const Color& color) {
  const auto channel = [](double value) {
    return static_cast<std::uint32_t>(std::lround(std::clamp(value, 0.0, 1.0) * 255.0));
  };
  const auto times_alpha = [&](double value) { return channel(std::clamp(value, 0.0, 1.0) * color.a); };
  return (channel(color.a) << 24U) | (times_alpha(color.r) << 16U) | (times_alpha(color.g) << 8U) |
         times_alpha(color.b);
}

void PixelBuffer::blend_color(std::uint32_t* to, std::ptrdiff_t count, std::uint32_t source) {
  if (source >> 24U == 255U) {
    std::fill(to, to + count, source);
  } else {
    color_loop(to, count, source);
  }
}

void PixelBuffer::blend_color(std::uint32_t* to, const std::uint8_t* shares, std::ptrdiff_t count,
                              std::uint32_t source) {
  shares_loop(to, shares, count, source);
}

void PixelBuffer::blend_pixels(std::uint32_t* to, const std::uint32_t* from, std::ptrdiff_t count) {
  pixel_loop(to, from, count);
}

void PixelBuffer::blend_pixels(std::uint32_t* to, const std::uint32_t* from, std::ptrdiff_t count,
                               std::uint32_t share) {
  if (share == 255)
    pixel_loop(to, from, count);
  else
    shared_loop(to, from, count, share);
}

PixelBuffer pixels_of(const Canvas& canvas, const View& view) {
  return {canvas.pixels(), canvas.stride_pixels(), view.width, view.height};
}

Canvas& of_size(std::optional<Canvas>& kept, int width, int height) {
  if (!kept || kept->width() != width || kept->height() != height) kept = Canvas::picture(width, height);
  return *kept;
}

Canvas& cleared(std::optional<Canvas>& kept, int width, int height) {
  auto& canvas = of_size(kept, width, height);
  canvas.clear();
  return canvas;
}

Rasteriser& thread_rasteriser() {
  thread_local Rasteriser rasteriser;
  return rasteriser;
}

}  // namespace riskmap::render::detail

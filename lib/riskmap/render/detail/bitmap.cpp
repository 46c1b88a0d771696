// SPDX-License-Identifier: MIT
#include <riskmap/render/detail/bitmap.hpp>

#include <riskmap/base/error.hpp>
#include <riskmap/render/detail/pixel_buffer.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace riskmap::render::detail {
namespace {

constexpr double most_pixels = 1U << 26U;
constexpr double largest_reach = 256;  // pixels

struct Grid {
  int width = 0, height = 0;
  std::vector<float> values = {};
  float at(int x, int y) const {
    return x < 0 || y < 0 || x >= width || y >= height ? 0 : values[static_cast<std::size_t>(y * width + x)];
  }
};

// How far each pixel's centre lies from the shape, up to `reach`: a pixel covered to the share a has its edge 0.5 − a
// from its centre, whichever way one comes.
std::vector<float> distances_outside(const Grid& shape, int reach) {
  std::vector<float> out(shape.values.size(), static_cast<float>(reach + 1));
  const auto side = static_cast<std::size_t>(2 * reach + 1);
  std::vector<float> away(side * side);
  for (int dy = -reach; dy <= reach; ++dy) {
    for (int dx = -reach; dx <= reach; ++dx)
      away[static_cast<std::size_t>(dy + reach) * side + static_cast<std::size_t>(dx + reach)] =
          std::sqrt(static_cast<float>(dx * dx + dy * dy));
  }
  const auto visit = [&](int x, int y, float share) {
    const int x0 = std::max(0, x - reach), x1 = std::min(shape.width - 1, x + reach);
    for (int to = std::max(0, y - reach); to <= std::min(shape.height - 1, y + reach); ++to) {
      auto* row = out.data() + static_cast<std::ptrdiff_t>(to) * shape.width;
      const auto* steps = away.data() + static_cast<std::size_t>(to - y + reach) * side + (reach - x);
      for (int i = x0; i <= x1; ++i) row[i] = std::min(row[i], steps[i] + 0.5F - share);
    }
  };
  for (int y = 0; y < shape.height; ++y) {
    for (int x = 0; x < shape.width; ++x) {
      const auto share = shape.at(x, y);
      if (share <= 0) continue;
      const bool inside = share >= 1 && shape.at(x - 1, y) >= 1 && shape.at(x + 1, y) >= 1 && shape.at(x, y - 1) >= 1 &&
                          shape.at(x, y + 1) >= 1;
      if (inside)
        out[static_cast<std::size_t>(y * shape.width + x)] = -0.5F;
      else
        visit(x, y, share);
    }
  }
  return out;
}

// MapLibre's halo shader: smoothstep around the halo's edge, a little wider than the blur.
double half_of_fading(double blur) { return 0.5 + blur * 1.19; }
double faded(double distance, double width, double blur) {
  const double half = half_of_fading(blur);
  const double t = std::clamp((width + half - distance) / (2 * half), 0.0, 1.0);
  return blur > 0 ? t * t * (3 - 2 * t) : t;
}

}  // namespace

Bitmap Bitmap::around(const geo::PixelBox& box) {
  Bitmap out;
  if (box.empty()) return out;
  out.left = static_cast<int>(std::floor(box.min_x)) - 1;
  out.top = static_cast<int>(std::floor(box.min_y)) - 1;
  out.width = static_cast<int>(std::ceil(box.max_x)) + 1 - out.left;
  out.height = static_cast<int>(std::ceil(box.max_y)) + 1 - out.top;
  if (static_cast<double>(out.width) * out.height > most_pixels)
    throw LimitError(fmt::format("a symbol of {} × {} px is too large", out.width, out.height));
  out.pixels.resize(static_cast<std::size_t>(out.width) * static_cast<std::size_t>(out.height));
  return out;
}

geo::PixelBox Bitmap::box() const {
  if (empty()) return {};
  return {static_cast<double>(left), static_cast<double>(top), static_cast<double>(left + width),
          static_cast<double>(top + height)};
}

void Bitmap::blend(std::int64_t x, std::int64_t y, double opacity, const View& view, Canvas& canvas) const {
  const auto share = static_cast<std::uint32_t>(std::lround(std::clamp(opacity, 0.0, 1.0) * 255.0));
  const std::int64_t x_left = x + left - view.left, y_top = y + top - view.top;
  const std::int64_t x0 = std::max<std::int64_t>(0, x_left), x1 = std::min<std::int64_t>(view.width, x_left + width);
  const std::int64_t y0 = std::max<std::int64_t>(0, y_top), y1 = std::min<std::int64_t>(view.height, y_top + height);
  if (x0 >= x1 || y0 >= y1) return;
  const auto to = pixels_of(canvas, view);
  for (std::int64_t at = y0; at < y1; ++at) {
    PixelBuffer::blend_pixels(to.row(static_cast<int>(at)) + x0, row(static_cast<int>(at - y_top)) + (x0 - x_left),
                              x1 - x0, share);
  }
  canvas.mark_dirty();
}

void Bitmap::crop(const geo::PixelBox& box) {
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      const double at_x = left + x, at_y = top + y;
      if (at_x < box.min_x || at_x >= box.max_x || at_y < box.min_y || at_y >= box.max_y) row(y)[x] = 0;
    }
  }
}

void Bitmap::add(const Bitmap& upper) {
  const int x0 = std::max(left, upper.left), x1 = std::min(left + width, upper.left + upper.width);
  const int y0 = std::max(top, upper.top), y1 = std::min(top + height, upper.top + upper.height);
  if (x0 >= x1) return;
  for (int y = y0; y < y1; ++y)
    PixelBuffer::blend_pixels(row(y - top) + (x0 - left), upper.row(y - upper.top) + (x0 - upper.left), x1 - x0);
}

void recolor(Bitmap& shape, const Color& color) {
  const auto full = premultiplied_pixel(color);
  for (auto& pixel : shape.pixels) pixel = scaled(full, pixel >> 24U);
}

std::vector<float> distances(const Bitmap& shape, double reach) {
  const int steps = static_cast<int>(std::ceil(std::min(reach, largest_reach))) + 1;
  Grid ink{shape.width, shape.height, std::vector<float>(shape.pixels.size())}, ground = ink;
  for (std::size_t i = 0; i < shape.pixels.size(); ++i) {
    ink.values[i] = static_cast<float>(shape.pixels[i] >> 24U) / 255.0F;
    ground.values[i] = 1 - ink.values[i];
  }
  auto out = distances_outside(ink, steps);
  const auto inside = distances_outside(ground, steps);
  for (std::size_t i = 0; i < out.size(); ++i) {
    if (ink.values[i] > 0.5F) out[i] = -inside[i];
  }
  return out;
}

Bitmap halo(const Bitmap& shape, const Glow& glow) {
  const double reach = std::min(glow.width + 0.5 + 1.19 * glow.blur, largest_reach);
  auto out = Bitmap::around(shape.box().grown(reach));
  if (out.empty()) return out;
  out.add(shape);
  const auto far = distances(out, reach);
  const auto color = premultiplied_pixel(glow.color);
  for (std::size_t i = 0; i < far.size(); ++i) {
    const double share = faded(static_cast<double>(far[i]), glow.width, glow.blur);
    out.pixels[i] = scaled(color, static_cast<std::uint32_t>(std::lround(share * 255)));
  }
  return out;
}

std::vector<GlowStroke> strokes_of(const Glow& glow) {
  if (!(glow.blur > 0)) return {{glow.width, glow.color}};
  constexpr int steps = 10;
  std::vector<GlowStroke> out;
  const double half = half_of_fading(glow.blur), step = 2 * half / steps;
  double before = 0;  // how opaque those so far are together
  for (int i = 0; i < steps; ++i) {
    const double width = glow.width + half - i * step;
    if (!(width > 0)) break;
    const double share = faded(width - step / 2, glow.width, glow.blur) * glow.color.a;
    auto color = glow.color;
    color.a = before < 1 ? std::clamp((share - before) / (1 - before), 0.0, 1.0) : 1;
    out.push_back({width, color});
    before = std::max(before, share);
  }
  return out;
}

}  // namespace riskmap::render::detail

// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/render/canvas.hpp>
#include <riskmap/render/view.hpp>

#include <cstdint>
#include <vector>

namespace riskmap::render::detail {

/// Premultiplied ARGB32 pixels whose corner lies (left, top) whole pixels from where they are put.
struct Bitmap {
  int left = 0, top = 0, width = 0, height = 0;
  std::vector<std::uint32_t> pixels = {};

  /// Transparent pixels for a box, cut out to whole pixels with one to spare on each side; none for an empty box.
  /// \throws LimitError over 2^26 pixels
  static Bitmap around(const geo::PixelBox& box);
  bool empty() const { return pixels.empty(); }
  geo::PixelBox box() const;
  std::uint32_t* row(int y) { return pixels.data() + static_cast<std::ptrdiff_t>(y) * width; }
  const std::uint32_t* row(int y) const { return pixels.data() + static_cast<std::ptrdiff_t>(y) * width; }
  /// Over what the canvas shows, put at a world pixel. \pre canvas.is_picture(); opacity in [0, 1]
  void blend(std::int64_t x, std::int64_t y, double opacity, const View& view, Canvas& canvas) const;
  /// Leaves nothing outside a box of whole pixels.
  void crop(const geo::PixelBox& box);
  /// Over what this shows, both put at the same place.
  void add(const Bitmap& upper);
};

/// Gives a shape another colour: alpha stays, times the colour's.
void recolor(Bitmap& shape, const Color& color);

/// The ring of colour that keeps a symbol legible.
struct Glow {
  Color color = {0, 0, 0, 0};
  double width = 0, blur = 0;  ///< pixels
  bool visible() const { return color.a > 0 && width > 0; }
};
/// The same with strokes, for pages: each under those that follow, all of them together about as opaque at a distance
/// from the shape as halo() makes it. One, if there is no blur.
struct GlowStroke {
  double width = 0;  ///< pixels on each side of the shape's edge
  Color color;
};
std::vector<GlowStroke> strokes_of(const Glow& glow);
/// A shape's halo alone, the shape given by the alpha of its pixels: `color` up to `width` from the shape's edge, under
/// the shape too, faded around there over `blur` as MapLibre fades it. At most 256 px wide.
Bitmap halo(const Bitmap& shape, const Glow& glow);
/// The distance from the shape's edge at each pixel's centre, in pixels, positive outside; more than `reach` where it
/// is farther. From the coverage of the nearest pixels, good to a quarter of a pixel.
std::vector<float> distances(const Bitmap& shape, double reach);

}  // namespace riskmap::render::detail

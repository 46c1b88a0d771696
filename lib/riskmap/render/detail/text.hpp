// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/render/canvas.hpp>
#include <riskmap/style/value.hpp>

#include <memory>
#include <mutex>
#include <string>
#include <vector>

struct _PangoLayout;

namespace riskmap::render::detail {

/// A paragraph of a page, laid out by Pango (the labels of a map are text_layout.hpp's).
class TextBlock {
 public:
  /// \throws EnvironmentError if the fonts are missing, or no font has a glyph (lists the code points)
  TextBlock(const style::Formatted& text, const TextStyle& style);
  ~TextBlock();
  TextBlock(TextBlock&&) noexcept;
  TextBlock& operator=(TextBlock&&) = delete;

  TextExtents extents() const { return m_extents; }
  /// The ink's box from the layout's top-left corner, halo included.
  geo::PixelBox ink() const { return m_ink; }
  /// Halo, then text, the layout's top-left corner at (x, y).
  void draw(_cairo* context, double x, double y) const;
  /// As pixels: premultiplied ARGB32 of the ink box's whole pixels, whose corner is (left, top) from the layout's
  /// corner.
  struct Bitmap {
    int left = 0, top = 0, width = 0, height = 0;
    std::vector<std::uint32_t> pixels;
  };
  Bitmap bitmap(double opacity) const;

 private:
  _PangoLayout* m_layout = nullptr;
  TextStyle m_style;
  TextExtents m_extents;
  geo::PixelBox m_ink;
};

}  // namespace riskmap::render::detail

// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/render/detail/bitmap.hpp>
#include <riskmap/render/detail/icons.hpp>
#include <riskmap/render/detail/text_layout.hpp>

#include <memory>
#include <span>
#include <vector>

struct _cairo;

namespace riskmap::render::detail {

/// A glyph or an image of a layout, put somewhere: `to` maps its ems to pixels from the label's place.
struct PlacedGlyph {
  const TextGlyph* glyph = nullptr;
  Matrix to;
};

/// What a label's text is painted with.
struct TextPaint {
  std::vector<Color> colors;  ///< one for each section
  Glow glow;
  std::vector<std::shared_ptr<const Icon>> images;  ///< by section; null where it is text
};

/// The box of the glyphs' ink, halo included.
geo::PixelBox ink_of(std::span<const PlacedGlyph> glyphs, const TextPaint& paint);
/// Halo, then text, by our own rasteriser: coverage of the outlines on 1/256 px, the same on any machine. A halo with
/// blur is made of distances from the text's coverage.
Bitmap paint_glyphs(std::span<const PlacedGlyph> glyphs, const TextPaint& paint);
/// On a page, whose context's origin is the label's place: text stays text, and its halo strokes.
void draw_glyphs(_cairo* context, std::span<const PlacedGlyph> glyphs, const TextPaint& paint, const std::string& text);

}  // namespace riskmap::render::detail

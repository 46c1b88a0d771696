// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/render/detail/fonts.hpp>
#include <riskmap/render/detail/icons.hpp>
#include <riskmap/render/detail/shape.hpp>

#include <cstddef>
#include <cstdint>
#include <unordered_map>
#include <vector>

namespace riskmap::render::detail {

/// Adds an outline's contours as rings of points on 1/256 px, the outer ones clockwise. `to` maps its ems to pixels.
void add_contours(const Outline& outline, const Matrix& to, Rings& out);

/// How much of each pixel a glyph covers, 0 … 255, alone and together with its halo; its corner lies (left, top) whole
/// pixels from its origin's.
struct GlyphMask {
  int left = 0, top = 0, width = 0, height = 0;
  std::vector<std::uint8_t> text, halo;  ///< row-major; without a halo that is empty
};

/// Masks of the glyphs drawn last, since a label's letters come again in the next label. They are a function of what is
/// asked for alone. One a thread. A mask that is kept costs 50 ns, a new one some µs.
class GlyphMasks {
 public:
  /// `to` maps the outline's ems to pixels; its (x0, y0) counts for nothing. The origin lies at `phase`, 0 … 255 of
  /// 1/256 px right of a pixel's corner and below it. Valid until the next is asked for. \pre halo width in pixels, 0:
  /// none
  const GlyphMask& of(const Outline& outline, const Matrix& to, FixedPoint phase, double halo_width);

 private:
  struct Key {
    const Outline* outline;
    double xx, yx, xy, yy, halo_width;
    FixedPoint phase;
    bool operator==(const Key&) const = default;
  };
  struct Hash {
    std::size_t operator()(const Key& key) const;
  };
  std::unordered_map<Key, GlyphMask, Hash> m_masks;
  std::size_t m_bytes = 0;
};
GlyphMasks& thread_glyph_masks();

}  // namespace riskmap::render::detail

// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/geo/box_index.hpp>
#include <riskmap/render/detail/dashes.hpp>
#include <riskmap/render/detail/pen.hpp>
#include <riskmap/render/detail/zoom_outlines.hpp>

#include <cstdint>
#include <vector>

namespace riskmap::render::detail {

/// How a line is drawn along its course, colour aside. Lengths are device pixels.
struct LineLook {
  Pen pen;
  double gap = 0;              ///< a casing: two lines of the pen's width this far apart
  double blur = 0;             ///< the edges fade over that much inwards, as MapLibre's do
  std::vector<double> dashes;  ///< dash and gap in turn, from the line's first point; empty: a whole line
  bool operator==(const LineLook&) const = default;

  Pen wide() const;  ///< a casing's outer edge; the pen itself without a gap
  double reach() const { return wide().reach(); }
};

/// What a set of lines of one look leaves on one zoom's pixels. Lines of a set are one path: where they meet or overlap
/// they do not darken one another (MapLibre blends each, and shows the joints of what is not opaque). Immutable.
///
/// A whole line is a Shape. A blurred one is several, from the faintest outline to the core, whose coverages are
/// averaged: at most 32. Dashes are made when they are drawn.
class LineInk {
 public:
  LineInk() = default;
  LineInk(LineLook look, std::vector<PixelLine> lines, std::span<const ZoomOutlines::Corner> corners);

  const LineLook& look() const { return m_look; }
  const std::vector<PixelLine>& lines() const { return m_lines; }
  geo::PixelBox box() const { return m_box; }
  bool touches(const View& view, FixedPoint shift) const;
  /// True if add_to() is all there is to it; else its pixels are mask()'s.
  bool is_path() const { return m_look.gap <= 0 && m_look.blur <= 0; }
  void add_to(Rasteriser& rasteriser, const View& view, FixedPoint shift) const;
  /// Coverage of each of the view's pixels, 0 … 255, row by row; false, and nothing written, where all is 0.
  bool mask(const View& view, FixedPoint shift, std::vector<std::uint8_t>& out) const;
  bool add_to(Digest& digest, const View& view, FixedPoint shift) const;

 private:
  Shape drawn_with(const Pen& pen, std::span<const ZoomOutlines::Corner> corners) const;
  std::vector<Pen> outer_pens() const;
  std::vector<Pen> inner_pens() const;
  const std::vector<std::uint32_t>& near(const geo::PixelBox& box) const;
  geo::PixelBox reach_of(const View& view, FixedPoint shift) const;
  void add_dashes(const Pen& pen, Rasteriser& rasteriser, const View& view, FixedPoint shift) const;
  bool add_dashes(Digest& digest, const View& view, FixedPoint shift) const;

  LineLook m_look;
  std::vector<PixelLine> m_lines;
  std::vector<Shape> m_outer, m_inner;  // what the pens leave; what a casing leaves free
  geo::PixelBox m_box;
  geo::BoxIndex m_index;  // over the lines of dashes
};

/// The line moved to its right (to the left if negative), its corners as the pen's joins: MapLibre's `line-offset`. A
/// ring stays one.
PixelLine moved_aside(const PixelLine& line, double offset, const Pen& pen);

}  // namespace riskmap::render::detail

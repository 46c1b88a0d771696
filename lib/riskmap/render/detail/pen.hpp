// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/render/canvas.hpp>
#include <riskmap/render/detail/shape.hpp>

#include <span>

namespace riskmap::render::detail {

/// A pen drawn along a line leaves an area: its outline, as rings that fill by the non-zero rule. Joins and caps as in
/// PostScript; round ones are off a true arc by less than 1/16 px. Outlines are made of the line's own points alone, by
/// exactly rounded operations, and lie on 1/256 px: the same whatever the view and the processor.
struct Pen {
  double width = 1;  ///< pixels
  Stroke::Cap cap = Stroke::Cap::butt;
  Stroke::Join join = Stroke::Join::miter;
  double miter_limit = 2;     ///< sharper corners are bevelled
  double round_limit = 1.05;  ///< round joins of slighter corners are mitred

  /// Adds the outline of a line, or of a ring if its first point stands again at the end. Points follow one another
  /// only if they differ. Fewer than two leave nothing.
  void outline(std::span<const FixedPoint> line, Rings& out) const;
  /// Adds what a ring goes around, together with what the pen leaves beyond it: all that the non-zero rule fills if the
  /// ring is added to its outline(), with about half of the edges. \pre its first point stands again at its end, and it
  /// runs clockwise
  void grown(std::span<const FixedPoint> ring, Rings& out) const;
  /// Adds the join alone of a line that comes from `before` over `corner` to `after`.
  void corner(FixedPoint before, FixedPoint corner, FixedPoint after, Rings& out) const;
  bool operator==(const Pen&) const = default;
  /// How far from a line's points its outline may lie, in pixels.
  double reach() const;
};

}  // namespace riskmap::render::detail

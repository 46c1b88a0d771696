// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/render/canvas.hpp>
#include <riskmap/render/view.hpp>
#include <riskmap/style/document.hpp>

namespace riskmap::render::detail {

/// A hatch anchored to the world's pixels, so that it runs through tiles: coverage is a pure function of the world
/// pixel.
class Hatch {
 public:
  Hatch(const style::PatternSpec& pattern, double ratio);
  /// Share of the pixel the pattern's ink covers, 0…1.
  double coverage(std::int64_t world_x, std::int64_t world_y) const;
  const Color& color() const { return m_color; }
  /// Fills the context's current path (pages get lines, pictures pixels), and leaves the path empty.
  void fill(Canvas& canvas, const View& view, double opacity) const;
  /// The same for a path of its own, outside any map (legends).
  void fill_path(Canvas& canvas, const Path& path) const;

 private:
  void fill_pixels(Canvas& canvas, const View& view, double opacity) const;
  void fill_lines(Canvas& canvas, double opacity) const;
  bool m_dots;
  int m_angle;     ///< 0, 45, 90, 135
  int m_period;    ///< whole pixels along x and y after which it repeats
  double m_width;  ///< device pixels across the line, or the dot's diameter
  Color m_color;
};

}  // namespace riskmap::render::detail

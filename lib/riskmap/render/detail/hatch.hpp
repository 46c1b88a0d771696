// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/base/digest.hpp>
#include <riskmap/render/canvas.hpp>
#include <riskmap/render/view.hpp>
#include <riskmap/style/document.hpp>

#include <cstdint>
#include <vector>

namespace riskmap::render::detail {

/// A hatch anchored to the world's pixels, so that it runs through tiles: coverage is a pure function of the world
/// pixel.
class Hatch {
 public:
  Hatch(const style::PatternSpec& pattern, double ratio);
  /// Share of the pixel the pattern's ink covers, 0…1.
  double coverage(std::int64_t world_x, std::int64_t world_y) const;
  const Color& color() const { return m_color; }
  int period() const { return m_period; }
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

/// The pixels of a hatch, anchored to the world's: a period each way, repeated. Immutable.
class HatchInk {
 public:
  HatchInk(const Hatch& hatch, double opacity);
  /// `count` premultiplied pixels from a pixel of the world on; good until the thread asks again.
  const std::uint32_t* run(std::int64_t x, std::int64_t y, int count) const;
  /// Adds what the pixels of a view depend on.
  void add_to(Digest& digest, const View& view) const;

 private:
  std::ptrdiff_t within(std::int64_t world) const { return ((world % m_period) + m_period) % m_period; }
  std::ptrdiff_t m_period;
  std::vector<std::uint32_t> m_cell;
};

}  // namespace riskmap::render::detail

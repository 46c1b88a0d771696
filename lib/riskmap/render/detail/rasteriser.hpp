// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/render/view.hpp>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <vector>

namespace riskmap::render::detail {

/// A point of the world's pixels at one zoom, in 1/256 px.
struct FixedPoint {
  std::int64_t x = 0, y = 0;
  friend bool operator==(const FixedPoint&, const FixedPoint&) = default;
};
inline constexpr std::int64_t per_pixel = 256;

/// The nearest whole number, of two the farther from nought, as std::llround() has it, but without a call.
/// \pre |value| < 2^63
inline std::int64_t nearest(double value) {
  // The largest double below a half: with the half itself 0.49999999999999994 would become 1.
  return static_cast<std::int64_t>(value + std::copysign(0.49999999999999994, value));
}
inline FixedPoint to_fixed(PixelPoint world_pixel) {  ///< the nearest
  return {nearest(world_pixel.x * per_pixel), nearest(world_pixel.y * per_pixel)};
}
inline PixelPoint in_pixels(FixedPoint p) {
  return {static_cast<double>(p.x) / per_pixel, static_cast<double>(p.y) / per_pixel};
}
/// The world pixels from which `shift` moves what it moves into the view.
geo::PixelBox box_before(const View& view, FixedPoint shift);

enum class FillRule : unsigned char { nonzero, even_odd };

/// Coverage of areas by the exact share of each pixel, as FreeType's and AGG's smooth rasterisers count it, with
/// vertices on 1/256 px. Where an edge crosses a row or a column is found from its own end points in whole numbers and
/// never carried on from where the view begins, so that a pixel is the same in every view of a zoom. Overlapping areas
/// of one path add up to at most the whole pixel.
///
/// Edges cost what they cross of the view: those above, below and right of it nothing, those left of it O(1). Keep one
/// and reset() it for each view: it allocates when a view is larger than any before. Not shared between threads.
class Rasteriser {
 public:
  /// Empty, for a view whose corner is that pixel of the world.
  void reset(std::int64_t left, std::int64_t top, int width, int height);
  void reset(const View& view) { reset(view.left, view.top, view.width, view.height); }
  /// An edge of a closed outline; the outline may run either way.
  void line(FixedPoint from, FixedPoint to);
  /// What line() does for a whole chain of edges from one to the other, of which none goes right of the view's left
  /// edge.
  void left_chain(std::int64_t from_y, std::int64_t to_y);

  int width() const { return m_width; }
  int height() const { return m_height; }
  /// Calls span(y, x, end, coverage) for the runs of equal coverage 1 … 255, row by row from the left; the rasteriser
  /// is empty thereafter.
  template <typename TSpan>
  void sweep(FillRule rule, TSpan&& span);
  /// Calls change(row, area) where the area left of the view changes from the row above, and empties the rasteriser.
  /// \pre no edge came into the view: all were left_chain()s
  template <typename TChange>
  void take_left_changes(TChange&& change);

 private:
  static constexpr std::int64_t whole = 2 * per_pixel * per_pixel;  ///< a pixel's area in the cells' unit
  static std::uint32_t coverage_of(std::int64_t area, FillRule rule);
  void vertical(std::int64_t x, std::int64_t top, std::int64_t bottom, int sign);
  template <typename TInt>
  void sloped(TInt x0, TInt y0, TInt x1, TInt y1, int sign);
  template <typename TInt>
  void in_row(TInt row, TInt from_x, TInt from_y, TInt to_x, TInt to_y, int sign);
  void add(std::int64_t row, std::int64_t column, std::int64_t twice_x, std::int64_t height);
  void add_left(std::int64_t top, std::int64_t bottom, int sign);
  template <typename TSpan>
  void sweep_row(int row, std::int64_t left, FillRule rule, TSpan&& span);

  std::int64_t m_left = 0, m_top = 0;  // 1/256 px
  int m_width = 0, m_height = 0;
  int m_first_row = 0, m_last_row = -1;  // rows with something in them
  std::size_t m_stride = 0, m_words = 0;
  std::vector<std::int64_t> m_cells;      // change of area from the pixel before; one column more than the view
  std::vector<std::uint64_t> m_touched;   // a bit per cell
  std::vector<std::int64_t> m_left_rows;  // change of the area left of the view from the row above
};

inline std::uint32_t Rasteriser::coverage_of(std::int64_t area, FillRule rule) {
  auto share = area < 0 ? -area : area;
  if (rule == FillRule::even_odd) {
    share &= 2 * whole - 1;
    if (share > whole) share = 2 * whole - share;
  }
  return static_cast<std::uint32_t>((std::min(share, whole) * 255 + whole / 2) / whole);
}

template <typename TSpan>
void Rasteriser::sweep_row(int row, std::int64_t left, FillRule rule, TSpan&& span) {
  auto* const cells = m_cells.data() + static_cast<std::size_t>(row) * m_stride;
  auto* const touched = m_touched.data() + static_cast<std::size_t>(row) * m_words;
  std::int64_t area = left;
  std::uint32_t coverage = coverage_of(area, rule);
  int start = 0;
  for (std::size_t word = 0; word < m_words; ++word) {
    auto bits = touched[word];
    if (bits == 0) continue;
    touched[word] = 0;
    for (; bits != 0; bits &= bits - 1) {
      const int x = static_cast<int>(64 * word) + std::countr_zero(bits);
      area += cells[x];
      cells[x] = 0;
      const auto next = coverage_of(area, rule);
      if (next == coverage || x >= m_width) continue;
      if (coverage != 0 && x > start) span(row, start, x, coverage);
      start = x;
      coverage = next;
    }
  }
  if (coverage != 0 && start < m_width) span(row, start, m_width, coverage);
}

template <typename TSpan>
void Rasteriser::sweep(FillRule rule, TSpan&& span) {
  std::int64_t left = 0;
  for (int row = m_first_row; row <= m_last_row; ++row) {
    left += m_left_rows[static_cast<std::size_t>(row)];
    m_left_rows[static_cast<std::size_t>(row)] = 0;
    sweep_row(row, left, rule, span);
  }
  m_left_rows[static_cast<std::size_t>(m_last_row + 1)] = 0;
  m_first_row = m_height;
  m_last_row = -1;
}

template <typename TChange>
void Rasteriser::take_left_changes(TChange&& change) {
  for (int row = m_first_row; row <= m_last_row + 1; ++row) {
    auto& area = m_left_rows[static_cast<std::size_t>(row)];
    if (area != 0) change(row, area);
    area = 0;
  }
  m_first_row = m_height;
  m_last_row = -1;
}

}  // namespace riskmap::render::detail

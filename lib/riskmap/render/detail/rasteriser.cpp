// SPDX-License-Identifier: MIT
#include <riskmap/render/detail/rasteriser.hpp>

#include <cmath>
#include <utility>

namespace riskmap::render::detail {
namespace {

__extension__ using Wide = __int128;

// floor(a / b) and what is left over. \pre b > 0
struct Floored {
  std::int64_t quotient, rest;
};
Floored floor_divide(std::int64_t a, std::int64_t b) {
  const auto quotient = a / b, rest = a % b;
  return rest < 0 ? Floored{quotient - 1, rest + b} : Floored{quotient, rest};
}

// floor(a · b / c): edges may be as long as the world, and then the product passes 64 bits. \pre c > 0
Floored floor_share(std::int64_t a, std::int64_t b, std::int64_t c) {
  const auto is_small = [](std::int64_t v) { return v < (1LL << 31U) && v > -(1LL << 31U); };
  if (is_small(a) && is_small(b)) return floor_divide(a * b, c);
  const auto product = static_cast<Wide>(a) * b, quotient = product / c, rest = product % c;
  return {static_cast<std::int64_t>(rest < 0 ? quotient - 1 : quotient),
          static_cast<std::int64_t>(rest < 0 ? rest + c : rest)};
}

}  // namespace

FixedPoint to_fixed(PixelPoint p) { return {std::llround(p.x * per_pixel), std::llround(p.y * per_pixel)}; }

// The area right of an edge `height` tall at `twice_x` / 2 from its cell's left side: part of its own cell, all of the
// next.
inline void Rasteriser::add(std::int64_t row, std::int64_t column, std::int64_t twice_x, std::int64_t height) {
  if (height == 0) return;
  auto* const cells = m_cells.data() + static_cast<std::size_t>(row) * m_stride;
  auto* const touched = m_touched.data() + static_cast<std::size_t>(row) * m_words;
  const auto mark = [touched](std::int64_t x) { touched[x >> 6U] |= std::uint64_t{1} << (x & 63); };
  const auto beyond = height * twice_x;
  cells[column] += 2 * per_pixel * height - beyond;
  mark(column);
  if (beyond == 0) return;
  cells[column + 1] += beyond;
  mark(column + 1);
}

geo::PixelBox box_before(const View& view, FixedPoint shift) {
  const auto by = in_pixels(shift);
  const auto box = view.world_box();
  return {box.min_x - by.x, box.min_y - by.y, box.max_x - by.x, box.max_y - by.y};
}

void Rasteriser::reset(std::int64_t left, std::int64_t top, int width, int height) {
  if (m_first_row <= m_last_row) sweep(FillRule::nonzero, [](int, int, int, std::uint32_t) {});
  m_left = left * per_pixel;
  m_top = top * per_pixel;
  m_width = width;
  m_height = height;
  m_first_row = height;
  m_last_row = -1;
  m_stride = static_cast<std::size_t>(width) + 1;
  m_words = m_stride / 64 + 1;
  const auto rows = static_cast<std::size_t>(height);
  if (m_cells.size() < m_stride * rows) m_cells.resize(m_stride * rows);
  if (m_touched.size() < m_words * rows) m_touched.resize(m_words * rows);
  if (m_left_rows.size() < rows + 2) m_left_rows.resize(rows + 2);
}

void Rasteriser::add_left(std::int64_t top, std::int64_t bottom, int sign) {
  const auto put = [&](std::int64_t y, std::int64_t way) {
    const auto row = static_cast<std::size_t>(y >> 8U);
    const auto within = y & 255;
    m_left_rows[row] += way * (per_pixel - within) * 2 * per_pixel;
    m_left_rows[row + 1] += way * within * 2 * per_pixel;
  };
  put(top, sign);
  put(bottom, -sign);
}

void Rasteriser::left_chain(std::int64_t from_y, std::int64_t to_y) { line({m_left, from_y}, {m_left, to_y}); }

void Rasteriser::line(FixedPoint from, FixedPoint to) {
  FixedPoint a{from.x - m_left, from.y - m_top}, b{to.x - m_left, to.y - m_top};
  if (a.y == b.y) return;
  int sign = 1;
  if (a.y > b.y) std::swap(a, b), sign = -1;
  const std::int64_t right = m_width * per_pixel, low = m_height * per_pixel;
  if (b.y <= 0 || a.y >= low || std::min(a.x, b.x) >= right) return;
  const auto top = std::max<std::int64_t>(a.y, 0), bottom = std::min(b.y, low);
  m_first_row = std::min(m_first_row, static_cast<int>(top >> 8U));
  m_last_row = std::max(m_last_row, static_cast<int>((bottom - 1) >> 8U));
  if (std::max(a.x, b.x) <= 0) return add_left(top, bottom, sign);
  if (((a.x ^ b.x) | (a.y ^ b.y)) >> 8U == 0 && a.y >= 0)  // in one pixel
    return add(a.y >> 8U, a.x >> 8U, (a.x & 255) + (b.x & 255), sign * (b.y - a.y));
  if (a.x == b.x) return vertical(a.x, top, bottom, sign);
  sloped(a, b, top, bottom, sign);
}

void Rasteriser::vertical(std::int64_t x, std::int64_t top, std::int64_t bottom, int sign) {
  const auto column = x >> 8U, twice_x = 2 * (x & 255);
  for (auto row = top >> 8U; row * per_pixel < bottom; ++row) {
    const auto from = std::max(top, row * per_pixel), to = std::min(bottom, (row + 1) * per_pixel);
    add(row, column, twice_x, sign * (to - from));
  }
}

// Where an edge meets the rows' borders follows from its own ends; from one border to the next by the quotient and what
// is left over, which are the same whole numbers as dividing anew.
void Rasteriser::sloped(FixedPoint upper, FixedPoint lower, std::int64_t top, std::int64_t bottom, int sign) {
  const auto dx = lower.x - upper.x, dy = lower.y - upper.y;
  const auto x_at = [&](std::int64_t y) { return upper.x + floor_share(y - upper.y, dx, dy).quotient; };
  const auto last_row = (bottom - 1) >> 8U;
  auto row = top >> 8U;
  auto x = top == upper.y ? upper.x : x_at(top);
  if (row < last_row) {
    auto [across, rest] = floor_share((row + 1) * per_pixel - upper.y, dx, dy);
    in_row(row, x, top - row * per_pixel, upper.x + across, per_pixel, sign);
    if (++row < last_row) {
      const auto step = floor_share(per_pixel, dx, dy);
      for (; row < last_row; ++row) {
        const auto from = upper.x + across;
        across += step.quotient;
        rest += step.rest;
        if (rest >= dy) ++across, rest -= dy;
        in_row(row, from, 0, upper.x + across, per_pixel, sign);
      }
    }
    x = upper.x + across;
    top = row * per_pixel;
  }
  const auto end = bottom == lower.y ? lower.x : x_at(bottom);
  in_row(row, x, top - row * per_pixel, end, bottom - row * per_pixel, sign);
}

void Rasteriser::in_row(std::int64_t row, std::int64_t x0, std::int64_t y0, std::int64_t x1, std::int64_t y1,
                        int sign) {
  if (y0 == y1) return;
  // From left to right, so that the two ways along a shared edge are the same numbers and cancel.
  if (x0 > x1) std::swap(x0, x1), std::swap(y0, y1), sign = -sign;
  const std::int64_t right = m_width * per_pixel;
  if (x0 >= right) return;
  if (x0 >= 0 && x0 >> 8U == x1 >> 8U) {
    const auto column = x0 >> 8U;
    return add(row, column, x0 + x1 - 2 * column * per_pixel, sign * (y1 - y0));
  }
  if (x1 <= 0) return add(row, 0, 0, sign * (y1 - y0));
  const auto dx = x1 - x0, dy = y1 - y0;
  const auto y_at = [&](std::int64_t x) { return y0 + floor_divide((x - x0) * dy, dx).quotient; };
  auto x = x0, y = y0;
  if (x < 0) {
    y = y_at(0);
    x = 0;
    add(row, 0, 0, sign * (y - y0));
  }
  const auto end = std::min(x1, right);
  for (auto column = x >> 8U; x < end; ++column) {
    const auto next = std::min((column + 1) * per_pixel, x1);
    const auto next_y = next == x1 ? y1 : y_at(next);
    add(row, column, x + next - 2 * column * per_pixel, sign * (next_y - y));
    x = next;
    y = next_y;
  }
}

}  // namespace riskmap::render::detail

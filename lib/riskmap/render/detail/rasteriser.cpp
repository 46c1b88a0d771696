// SPDX-License-Identifier: MIT
#include <riskmap/render/detail/rasteriser.hpp>

#include <cmath>
#include <utility>

namespace riskmap::render::detail {
namespace {

__extension__ using Wide = __int128;

// floor(a / b) and what is left over. \pre b > 0
template <typename TInt>
struct Floored {
  TInt quotient, rest;
};
template <typename TInt>
Floored<TInt> floor_divide(TInt a, TInt b) {
  const auto quotient = a / b, rest = a % b;
  const TInt below = rest < 0 ? -1 : 0;
  return {quotient + below, rest + (below & b)};
}

// floor(a · b / c): edges may be as long as the world, and then the product passes 64 bits. \pre c > 0
Floored<std::int64_t> floor_share(std::int64_t a, std::int64_t b, std::int64_t c) {
  const auto is_small = [](std::int64_t v) { return v < (1LL << 31U) && v > -(1LL << 31U); };
  if (is_small(a) && is_small(b)) return floor_divide(a * b, c);
  const auto product = static_cast<Wide>(a) * b, quotient = product / c, rest = product % c;
  return {static_cast<std::int64_t>(rest < 0 ? quotient - 1 : quotient),
          static_cast<std::int64_t>(rest < 0 ? rest + c : rest)};
}
Floored<std::int32_t> floor_share(std::int32_t a, std::int32_t b, std::int32_t c) { return floor_divide(a * b, c); }

// Whether 32 bits hold all that is counted along an edge: less than 128 px across and 256 down, as nearly all are, and
// not far off the first 4096 px of the view.
bool is_short(std::int64_t x0, std::int64_t y0, std::int64_t x1, std::int64_t y1) {
  constexpr std::int64_t far = 1LL << 20U, length = 1LL << 15U;
  const auto places = (x0 + far) | (y0 + far) | (x1 + far) | (y1 + far);
  const auto ways = (x1 - x0 + length) | (y1 - y0);
  return (static_cast<std::uint64_t>(places) < 2 * far) & (static_cast<std::uint64_t>(ways) < 2 * length);
}

}  // namespace

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

// The area right of an edge `height` tall at `twice_x` / 2 from its cell's left side: part of its own cell, all of the
// next.
inline void Rasteriser::add(std::int64_t row, std::int64_t column, std::int64_t twice_x, std::int64_t height) {
  auto* const cells = m_cells.data() + static_cast<std::size_t>(row) * m_stride + column;
  auto* const touched = m_touched.data() + static_cast<std::size_t>(row) * m_words + (column >> 6U);
  const auto beyond = height * twice_x;
  cells[0] += 2 * per_pixel * height - beyond;
  cells[1] += beyond;
  const auto bit = column & 63;
  touched[0] |= std::uint64_t{3} << bit;
  if (bit == 63) touched[1] |= 1;
}

void Rasteriser::line(FixedPoint from, FixedPoint to) {
  if (from.y == to.y) return;
  // One by one: as pairs of a struct they would be written and read again in other widths, which takes longer than all
  // the rest.
  const bool falls = from.y < to.y;
  const auto x0 = (falls ? from.x : to.x) - m_left, y0 = (falls ? from.y : to.y) - m_top;
  const auto x1 = (falls ? to.x : from.x) - m_left, y1 = (falls ? to.y : from.y) - m_top;
  const int sign = falls ? 1 : -1;
  const std::int64_t right = m_width * per_pixel, low = m_height * per_pixel;
  if (y1 <= 0 || y0 >= low || std::min(x0, x1) >= right) return;
  const auto top = std::max<std::int64_t>(y0, 0), bottom = std::min(y1, low);
  m_first_row = std::min(m_first_row, static_cast<int>(top >> 8U));
  m_last_row = std::max(m_last_row, static_cast<int>((bottom - 1) >> 8U));
  if (std::max(x0, x1) <= 0) return add_left(top, bottom, sign);
  if (((x0 ^ x1) | (y0 ^ y1)) >> 8U == 0 && y0 >= 0)  // in one pixel
    return add(y0 >> 8U, x0 >> 8U, (x0 & 255) + (x1 & 255), sign * (y1 - y0));
  if (x0 == x1) return vertical(x0, top, bottom, sign);
  if (is_short(x0, y0, x1, y1)) {
    const auto narrow = [](std::int64_t v) { return static_cast<std::int32_t>(v); };
    return sloped(narrow(x0), narrow(y0), narrow(x1), narrow(y1), sign);
  }
  sloped(x0, y0, x1, y1, sign);
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
template <typename TInt>
void Rasteriser::sloped(TInt x0, TInt y0, TInt x1, TInt y1, int sign) {
  constexpr TInt side = per_pixel;
  const TInt dx = x1 - x0, dy = y1 - y0;
  const auto x_at = [&](TInt y) { return x0 + floor_share(y - y0, dx, dy).quotient; };
  auto top = std::max<TInt>(y0, 0);
  const auto bottom = std::min<TInt>(y1, static_cast<TInt>(m_height) * side);
  const TInt last_row = (bottom - 1) >> 8U;
  TInt row = top >> 8U;
  auto x = top == y0 ? x0 : x_at(top);
  if (row < last_row) {
    auto [across, rest] = floor_share((row + 1) * side - y0, dx, dy);
    in_row<TInt>(row, x, top - row * side, x0 + across, side, sign);
    if (++row < last_row) {
      const auto step = floor_share(side, dx, dy);
      for (; row < last_row; ++row) {
        const auto from = x0 + across;
        across += step.quotient;
        rest += step.rest;
        if (rest >= dy) ++across, rest -= dy;
        in_row<TInt>(row, from, 0, x0 + across, side, sign);
      }
    }
    x = x0 + across;
    top = row * side;
  }
  const auto end = bottom == y1 ? x1 : x_at(bottom);
  in_row<TInt>(row, x, top - row * side, end, bottom - row * side, sign);
}

template <typename TInt>
void Rasteriser::in_row(TInt row, TInt from_x, TInt from_y, TInt to_x, TInt to_y, int sign) {
  constexpr TInt side = per_pixel;
  // From left to right, so that the two ways along a shared edge are the same numbers and cancel.
  const bool rightward = from_x <= to_x;
  const auto x0 = rightward ? from_x : to_x, x1 = rightward ? to_x : from_x;
  const auto y0 = rightward ? from_y : to_y, y1 = rightward ? to_y : from_y;
  sign = rightward ? sign : -sign;
  const auto right = static_cast<TInt>(m_width) * side;
  if (x0 >= right) return;
  if (x0 >= 0 && x0 >> 8U == x1 >> 8U) {
    const TInt column = x0 >> 8U;
    return add(row, column, x0 + x1 - 2 * column * side, sign * (y1 - y0));
  }
  if (x1 <= 0) return add(row, 0, 0, sign * (y1 - y0));
  const TInt dx = x1 - x0, dy = y1 - y0;
  const auto y_at = [&](TInt x) { return y0 + floor_divide<TInt>((x - x0) * dy, dx).quotient; };
  auto x = x0, y = y0;
  if (x < 0) {
    y = y_at(0);
    x = 0;
    add(row, 0, 0, sign * (y - y0));
  }
  const auto end = std::min(x1, right);
  for (TInt column = x >> 8U; x < end; ++column) {
    const auto next = std::min<TInt>((column + 1) * side, x1);
    const auto next_y = next == x1 ? y1 : y_at(next);
    add(row, column, x + next - 2 * column * side, sign * (next_y - y));
    x = next;
    y = next_y;
  }
}

}  // namespace riskmap::render::detail

// SPDX-License-Identifier: MIT
#include <riskmap/render/detail/line_field.hpp>

#include <algorithm>
#include <cmath>

namespace riskmap::render::detail {

void LineField::reset(const PixelLine& line, const View& view, FixedPoint shift, double reach) {
  m_width = view.width;
  m_places.assign(static_cast<std::size_t>(view.width) * static_cast<std::size_t>(view.height), {});
  for (const auto& run : runs_in(line, box_before(view, shift).grown(reach + 1)))
    for (auto i = run.first; i < run.last; ++i) add(line, i, view, in_pixels(shift), reach);
}

void LineField::add(const PixelLine& line, std::size_t segment, const View& view, PixelPoint shift, double reach) {
  const auto &from = line.points[segment], &to = line.points[segment + 1];
  const PixelPoint a{from.x + shift.x, from.y + shift.y};
  const double dx = to.x - from.x, dy = to.y - from.y, square = dx * dx + dy * dy, length = std::sqrt(square);
  const double start = line.along[segment];
  const auto left = static_cast<double>(view.left), top = static_cast<double>(view.top);
  const auto in = [](double value, int size) { return static_cast<int>(std::clamp(value, 0.0, double{1} * size)); };
  const int y0 = in(std::floor(std::min(a.y, a.y + dy) - reach - top), view.height);
  const int y1 = in(std::ceil(std::max(a.y, a.y + dy) + reach - top), view.height);
  for (int y = y0; y < y1; ++y) {
    const double py = top + y + 0.5 - a.y;
    // The part of the segment within reach of the row.
    double t0 = 0, t1 = 1;
    if (dy != 0) {
      t0 = std::clamp(std::min((py - reach) / dy, (py + reach) / dy), 0.0, 1.0);
      t1 = std::clamp(std::max((py - reach) / dy, (py + reach) / dy), 0.0, 1.0);
    }
    const int x0 = in(std::floor(a.x + std::min(t0 * dx, t1 * dx) - reach - left), view.width);
    const int x1 = in(std::ceil(a.x + std::max(t0 * dx, t1 * dx) + reach - left), view.width);
    auto* const places = m_places.data() + static_cast<std::ptrdiff_t>(y) * m_width;
    for (int x = x0; x < x1; ++x) {
      const double px = left + x + 0.5 - a.x;
      const double t = std::clamp((px * dx + py * dy) / square, 0.0, 1.0);
      const double ex = px - t * dx, ey = py - t * dy;
      const auto distance = static_cast<float>(ex * ex + ey * ey);
      if (!(distance < places[x].distance)) continue;
      places[x] = {distance, static_cast<float>(start + t * length), static_cast<float>((dx * py - dy * px) / length)};
    }
  }
}

}  // namespace riskmap::render::detail

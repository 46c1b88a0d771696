// SPDX-License-Identifier: MIT
#include <riskmap/render/detail/hatch.hpp>
#include <riskmap/render/detail/pixel_buffer.hpp>

#include <cairo.h>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace riskmap::render::detail {
namespace {

double floor_mod(double value, double period) { return value - period * std::floor(value / period); }

Color with_alpha(Color color, double share) {
  color.a *= share;
  return color;
}

}  // namespace

Hatch::Hatch(const style::PatternSpec& pattern, double ratio)
    : m_dots(pattern.kind == "dots"),
      m_angle(static_cast<int>(std::lround(pattern.angle))),
      m_width(pattern.width * ratio),
      m_color(pattern.color) {
  const bool slanted = m_angle == 45 || m_angle == 135;
  m_period = std::max(
      2, static_cast<int>(std::lround(pattern.spacing * ratio * (slanted && !m_dots ? std::numbers::sqrt2 : 1.0))));
}

double Hatch::coverage(std::int64_t world_x, std::int64_t world_y) const {
  const double x = static_cast<double>(world_x) + 0.5, y = static_cast<double>(world_y) + 0.5;
  const double period = m_period;
  if (m_dots) {
    // Rows are shifted by half a period; the nearest dot of the two lattices counts.
    double nearest = 1e9;
    for (const double shift : {0.0, period / 2}) {
      const double dx = floor_mod(x - shift, period) - period / 2, dy = floor_mod(y - shift, period) - period / 2;
      nearest = std::min(nearest, std::hypot(dx, dy));
    }
    return std::clamp(m_width / 2 + 0.5 - nearest, 0.0, 1.0);
  }
  double across = y, unit = 1.0;
  if (m_angle == 90) across = x;
  if (m_angle == 45) across = x + y, unit = 1.0 / std::numbers::sqrt2;
  if (m_angle == 135) across = x - y, unit = 1.0 / std::numbers::sqrt2;
  const double distance = std::abs(floor_mod(across, period) - period / 2) * unit;
  return std::clamp(m_width / 2 + 0.5 - distance, 0.0, std::min(1.0, m_width));
}

void Hatch::fill(Canvas& canvas, const View& view, double opacity) const {
  if (canvas.is_picture()) {
    fill_pixels(canvas, view, opacity);
  } else {
    fill_lines(canvas, opacity);
  }
  cairo_new_path(canvas.context());
}

void Hatch::fill_path(Canvas& canvas, const Path& path) const {
  cairo_new_path(canvas.context());
  for (const auto& line : path.lines) {
    for (const auto& p : line) cairo_line_to(canvas.context(), p.x, p.y);
    cairo_close_path(canvas.context());
  }
  fill_lines(canvas, 1);
  cairo_new_path(canvas.context());
}

void Hatch::fill_pixels(Canvas& canvas, const View& view, double opacity) const {
  auto* context = canvas.context();
  std::vector<std::uint32_t> cell(static_cast<std::size_t>(m_period) * static_cast<std::size_t>(m_period));
  for (int y = 0; y < m_period; ++y) {
    for (int x = 0; x < m_period; ++x) {
      cell[static_cast<std::size_t>(y) * static_cast<std::size_t>(m_period) + static_cast<std::size_t>(x)] =
          premultiplied_pixel(with_alpha(m_color, coverage(x, y) * opacity));
    }
  }
  auto* surface = cairo_image_surface_create_for_data(reinterpret_cast<unsigned char*>(cell.data()),
                                                      CAIRO_FORMAT_ARGB32, m_period, m_period, m_period * 4);
  const auto offset = [&](std::int64_t corner) {
    return static_cast<double>(-(((corner % m_period) + m_period) % m_period));
  };
  cairo_set_source_surface(context, surface, offset(view.left), offset(view.top));
  cairo_pattern_set_extend(cairo_get_source(context), CAIRO_EXTEND_REPEAT);
  cairo_pattern_set_filter(cairo_get_source(context), CAIRO_FILTER_NEAREST);
  cairo_fill(context);
  cairo_surface_finish(surface);
  cairo_surface_destroy(surface);
}

void Hatch::fill_lines(Canvas& canvas, double opacity) const {
  auto* context = canvas.context();
  double x0 = 0, y0 = 0, x1 = 0, y1 = 0;
  cairo_fill_extents(context, &x0, &y0, &x1, &y1);
  cairo_save(context);
  cairo_clip(context);
  const double period = m_period;
  const double reach = y1 - y0;
  cairo_set_source_rgba(context, m_color.r, m_color.g, m_color.b, m_color.a * opacity);
  cairo_set_line_width(context, m_width);
  if (m_dots) {
    for (double y = std::floor(y0 / period) * period; y < y1 + period; y += period / 2) {
      const double shift = std::fmod(std::round(y / (period / 2)), 2.0) == 0 ? 0 : period / 2;
      for (double x = std::floor(x0 / period) * period + shift; x < x1 + period; x += period) {
        cairo_arc(context, x, y, m_width / 2, 0, 2 * std::numbers::pi);
        cairo_fill(context);
      }
    }
  } else if (m_angle == 0) {
    for (double y = std::floor(y0 / period) * period; y < y1 + period; y += period)
      cairo_move_to(context, x0, y), cairo_line_to(context, x1, y);
  } else {
    const double lean = m_angle == 90 ? 0 : m_angle == 45 ? 1 : -1;
    const double from = std::floor((x0 - reach) / period) * period;
    for (double x = from; x < x1 + reach + period; x += period) {
      cairo_move_to(context, x + (lean > 0 ? reach : 0), y0);
      cairo_line_to(context, x + (lean < 0 ? reach : 0), y1);
    }
  }
  cairo_stroke(context);
  cairo_restore(context);
}

HatchInk::HatchInk(const Hatch& hatch, double opacity) : m_period(hatch.period()) {
  for (int y = 0; y < m_period; ++y) {
    for (int x = 0; x < m_period; ++x)
      m_cell.push_back(premultiplied_pixel(with_alpha(hatch.color(), hatch.coverage(x, y) * opacity)));
  }
}

const std::uint32_t* HatchInk::run(std::int64_t x, std::int64_t y, int count) const {
  thread_local std::vector<std::uint32_t> pixels;
  if (pixels.size() < static_cast<std::size_t>(count)) pixels.resize(static_cast<std::size_t>(count));
  const auto* const row = m_cell.data() + within(y) * m_period;
  const auto column = within(x);
  auto* const first = pixels.data();
  const auto end = std::min<std::ptrdiff_t>(count, m_period), before = std::min(end, m_period - column);
  std::copy_n(row + column, before, first);
  std::copy_n(row, end - before, first + before);
  for (auto done = end; done < count; done *= 2) std::copy_n(first, std::min(done, count - done), first + done);
  return pixels.data();
}

void HatchInk::add_to(Digest& digest, const View& view) const {
  digest.add(static_cast<std::uint64_t>(within(view.left))).add(static_cast<std::uint64_t>(within(view.top)));
  digest.add(m_cell);
}

}  // namespace riskmap::render::detail

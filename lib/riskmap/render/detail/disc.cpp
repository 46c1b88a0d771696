// SPDX-License-Identifier: MIT
#include <riskmap/render/detail/disc.hpp>

#include <riskmap/render/detail/shape.hpp>

#include <bit>
#include <cmath>

namespace riskmap::render::detail {
namespace {

constexpr int largest_stamp = 24;           // px from the centre; larger ones are painted each time
constexpr double circle_error = 1.0 / 128;  // px between an edge and its arc

// Corners on the unit circle, halved until edges are near enough; only square roots, so the same on any processor.
std::vector<PixelPoint> unit_circle(double radius) {
  std::vector<PixelPoint> out = {{1, 0}, {0, 1}, {-1, 0}, {0, -1}};
  for (double half_cosine = std::sqrt(0.5); radius * (1 - half_cosine) > circle_error && out.size() < 4096;
       half_cosine = std::sqrt((1 + half_cosine) / 2)) {
    std::vector<PixelPoint> finer;
    for (std::size_t i = 0; i < out.size(); ++i) {
      const auto &a = out[i], &b = out[(i + 1) % out.size()];
      const double x = a.x + b.x, y = a.y + b.y, length = std::sqrt(x * x + y * y);
      finer.push_back(a);
      finer.push_back({x / length, y / length});
    }
    out = std::move(finer);
  }
  return out;
}

double rounded(double length) { return std::round(length * 32) / 32; }

}  // namespace

Disc::Disc(const Look& look)
    : m_look{rounded(look.radius), rounded(look.ring), look.color, look.ring_color},
      m_digest(mixed(mixed(std::bit_cast<std::uint64_t>(m_look.radius), std::bit_cast<std::uint64_t>(m_look.ring)),
                     (std::uint64_t{look.color} << 32U) | look.ring_color)),
      m_reach(static_cast<int>(std::ceil(look.radius + look.ring)) + 1),
      m_circle(unit_circle(look.radius + look.ring)),
      m_stamps(m_reach > largest_stamp ? nullptr : std::make_unique<Stamps>()) {}

View Disc::stamp_view() const {
  return {
      .zoom = 0, .ratio = 1, .left = -m_reach, .top = -m_reach, .width = 2 * m_reach + 1, .height = 2 * m_reach + 1};
}

const std::vector<std::uint32_t>& Disc::stamp(std::int64_t phase_x, std::int64_t phase_y) const {
  auto& stamp = (*m_stamps)[static_cast<std::size_t>(phase_y * phases + phase_x)];
  std::call_once(stamp.once, [&] {
    const auto view = stamp_view();
    stamp.pixels.assign(static_cast<std::size_t>(view.width) * static_cast<std::size_t>(view.height), 0);
    constexpr auto step = per_pixel / phases;
    paint({phase_x * step + step / 2, phase_y * step + step / 2}, view,
          {stamp.pixels.data(), view.width, view.width, view.height});
  });
  return stamp.pixels;
}

void Disc::draw(PixelPoint centre, const View& view, const PixelBuffer& to) const {
  constexpr auto step = per_pixel / phases;
  const auto at = to_fixed(centre);
  const auto column = at.x >> 8U, row = at.y >> 8U;
  const auto phase_x = (at.x & 255) / step, phase_y = (at.y & 255) / step;
  if (!m_stamps)
    return paint({column * per_pixel + phase_x * step + step / 2, row * per_pixel + phase_y * step + step / 2}, view,
                 to);
  const std::int64_t side = 2 * m_reach + 1, left = column - m_reach - view.left, top = row - m_reach - view.top;
  const auto x0 = std::max<std::int64_t>(0, left), x1 = std::min<std::int64_t>(view.width, left + side);
  const auto y0 = std::max<std::int64_t>(0, top), y1 = std::min<std::int64_t>(view.height, top + side);
  if (x0 >= x1 || y0 >= y1) return;
  const auto& pixels = stamp(phase_x, phase_y);
  for (auto y = y0; y < y1; ++y)
    PixelBuffer::blend_pixels(to.row(static_cast<int>(y)) + x0, pixels.data() + (y - top) * side + (x0 - left),
                              x1 - x0);
}

void Disc::paint(FixedPoint centre, const View& view, const PixelBuffer& to) const {
  auto& rasteriser = thread_rasteriser();
  rasteriser.reset(view);
  const auto add_circle = [&](double radius, bool clockwise) {
    const auto at = [&](std::size_t i) {
      const auto& p = m_circle[i % m_circle.size()];
      return FixedPoint{centre.x + std::llround(radius * p.x * per_pixel),
                        centre.y + std::llround(radius * p.y * per_pixel)};
    };
    for (std::size_t i = 0; i < m_circle.size(); ++i)
      clockwise ? rasteriser.line(at(i), at(i + 1)) : rasteriser.line(at(i + 1), at(i));
  };
  if (m_look.radius > 0 && m_look.color != 0) {
    add_circle(m_look.radius, true);
    detail::paint(rasteriser, FillRule::nonzero, m_look.color, to);
  }
  if (m_look.ring > 0 && m_look.ring_color != 0) {
    add_circle(m_look.radius + m_look.ring, true);
    if (m_look.radius > 0) add_circle(m_look.radius, false);
    detail::paint(rasteriser, FillRule::nonzero, m_look.ring_color, to);
  }
}

}  // namespace riskmap::render::detail

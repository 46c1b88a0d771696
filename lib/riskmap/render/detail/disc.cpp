// SPDX-License-Identifier: MIT
#include <riskmap/render/detail/disc.hpp>

#include <riskmap/render/detail/shape.hpp>

#include <algorithm>
#include <bit>
#include <cmath>

namespace riskmap::render::detail {
namespace {

constexpr int largest_stamp = 24;  // px from the centre; larger ones are painted each time

double rounded(double length) { return std::round(length * 32) / 32; }

double smooth(double t) {
  const double share = std::clamp(t, 0.0, 1.0);
  return share * share * (3 - 2 * share);
}

std::uint64_t digest_of(const Disc::Look& look) {
  std::uint64_t sum = 0;
  for (const double value : {look.radius, look.ring, look.blur}) sum = mixed(sum, std::bit_cast<std::uint64_t>(value));
  for (const auto& c : {look.color, look.ring_color})
    for (const double value : {c.r, c.g, c.b, c.a}) sum = mixed(sum, std::bit_cast<std::uint64_t>(value));
  return sum;
}

}  // namespace

Disc::Disc(const Look& look)
    : m_look{rounded(look.radius), rounded(look.ring), look.blur, look.color, look.ring_color},
      m_digest(digest_of(m_look)),
      m_reach(static_cast<int>(std::ceil(look.radius + look.ring)) + 1),
      m_stamps(m_reach > largest_stamp ? nullptr : std::make_unique<Stamps>()) {}

std::uint32_t Disc::pixel(double distance) const {
  const double reach = m_look.radius + m_look.ring;
  if (distance >= reach) return 0;
  const double soft = std::max(1.0, m_look.blur * reach);
  const double opaque = smooth((reach - distance) / soft);
  const double ringed = m_look.ring > 0 ? smooth((distance - m_look.radius) / soft + 1) : 0;
  const auto &disc = m_look.color, &ring = m_look.ring_color;
  const double disc_share = opaque * (1 - ringed) * disc.a, ring_share = opaque * ringed * ring.a;
  const auto channel = [](double value) { return static_cast<std::uint32_t>(std::lround(value * 255)); };
  return (channel(disc_share + ring_share) << 24U) | (channel(disc_share * disc.r + ring_share * ring.r) << 16U) |
         (channel(disc_share * disc.g + ring_share * ring.g) << 8U) |
         channel(disc_share * disc.b + ring_share * ring.b);
}

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
  const double reach = m_look.radius + m_look.ring;
  const double cx = static_cast<double>(centre.x) / per_pixel - static_cast<double>(view.left) - 0.5,
               cy = static_cast<double>(centre.y) / per_pixel - static_cast<double>(view.top) - 0.5;
  const auto in = [](double value, int size) { return static_cast<int>(std::clamp(value, 0.0, double{1} * size)); };
  for (int y = in(std::ceil(cy - reach), view.height); y < in(std::floor(cy + reach) + 1, view.height); ++y) {
    const double dy = y - cy, half = std::sqrt(std::max(0.0, reach * reach - dy * dy));
    auto* const row = to.row(y);
    for (int x = in(std::ceil(cx - half), view.width); x < in(std::floor(cx + half) + 1, view.width); ++x)
      row[x] = over(pixel(std::sqrt((x - cx) * (x - cx) + dy * dy)), row[x]);
  }
}

}  // namespace riskmap::render::detail

// SPDX-License-Identifier: MIT
#include <riskmap/render/detail/glyph_masks.hpp>

#include <riskmap/render/detail/pen.hpp>
#include <riskmap/render/detail/pixel_buffer.hpp>

#include <algorithm>
#include <bit>
#include <cmath>

namespace riskmap::render::detail {
namespace {

constexpr double flatness = 0.08;  // px a chord may lie off its curve

class Flattener {
 public:
  Flattener(const Matrix& to, bool reverse, Rings& out)
      : m_to(to), m_reverse(reverse), m_first(out.points.size()), m_out(out) {}

  void run(const Outline& outline) {
    const auto* p = outline.points.data();
    for (const auto verb : outline.verbs) {
      if (verb == Outline::Verb::move) end();
      switch (verb) {
        case Outline::Verb::move:
        case Outline::Verb::line:
          add(at(p[0]));
          p += 1;
          break;
        case Outline::Verb::quadratic:
          quadratic(at(p[0]), at(p[1]));
          p += 2;
          break;
        case Outline::Verb::cubic:
          cubic(at(p[0]), at(p[1]), at(p[2]));
          p += 3;
          break;
      }
    }
    end();
  }

 private:
  PixelPoint at(PixelPoint p) const { return m_to.at(p.x, p.y); }

  void add(PixelPoint p) {
    m_last = p;
    const auto fixed = to_fixed(p);
    if (m_out.points.size() == m_first || m_out.points.back() != fixed) m_out.add(fixed);
  }

  // As many chords as the second differences ask for.
  static int pieces(double dx, double dy, double factor) {
    return std::clamp(static_cast<int>(std::ceil(std::sqrt(factor * std::sqrt(dx * dx + dy * dy) / flatness))), 1, 64);
  }

  void quadratic(PixelPoint c, PixelPoint p) {
    const auto a = m_last;
    const int n = pieces(a.x - 2 * c.x + p.x, a.y - 2 * c.y + p.y, 0.25);
    for (int i = 1; i < n; ++i) {
      const double t = static_cast<double>(i) / n, u = 1 - t;
      add({u * u * a.x + 2 * u * t * c.x + t * t * p.x, u * u * a.y + 2 * u * t * c.y + t * t * p.y});
    }
    add(p);
  }

  void cubic(PixelPoint b, PixelPoint c, PixelPoint p) {
    const auto a = m_last;
    const double dx = std::max(std::abs(a.x - 2 * b.x + c.x), std::abs(b.x - 2 * c.x + p.x));
    const double dy = std::max(std::abs(a.y - 2 * b.y + c.y), std::abs(b.y - 2 * c.y + p.y));
    const int n = pieces(dx, dy, 0.75);
    for (int i = 1; i < n; ++i) {
      const double t = static_cast<double>(i) / n, u = 1 - t;
      const double k0 = u * u * u, k1 = 3 * u * u * t, k2 = 3 * u * t * t, k3 = t * t * t;
      add({k0 * a.x + k1 * b.x + k2 * c.x + k3 * p.x, k0 * a.y + k1 * b.y + k2 * c.y + k3 * p.y});
    }
    add(p);
  }

  void end() {
    auto& points = m_out.points;
    while (points.size() > m_first + 1 && points[m_first] == points.back()) points.pop_back();
    if (m_reverse) std::reverse(points.begin() + static_cast<std::ptrdiff_t>(m_first), points.end());
    m_out.close();
    m_first = points.size();
  }

  const Matrix& m_to;
  bool m_reverse;
  PixelPoint m_last;
  std::size_t m_first;  // point of the contour
  Rings& m_out;
};

constexpr std::size_t most_bytes = std::size_t{1} << 18U;  // kept by a thread: some 600 letters

bool runs_clockwise(std::span<const FixedPoint> ring) {
  const auto x = [&](std::size_t i) { return static_cast<double>(ring[i].x - ring[0].x); };
  const auto y = [&](std::size_t i) { return static_cast<double>(ring[i].y - ring[0].y); };
  double twice_area = 0;
  for (std::size_t i = 1; i < ring.size(); ++i) twice_area += x(i - 1) * y(i) - x(i) * y(i - 1);
  return twice_area > 0;
}

// Outer contours run clockwise, those of counters do not.
Rings with_halo(const Rings& contours, double width) {
  Pen pen;
  pen.width = 2 * width;
  pen.join = Stroke::Join::round;
  Rings out;
  out.points.reserve(3 * contours.points.size());
  for (std::size_t i = 0; i < contours.ends.size(); ++i) {
    const auto ring = contours.ring(i);
    if (runs_clockwise(ring)) {
      pen.grown(ring, out);
    } else {
      for (const auto& p : ring) out.add(p);
      out.close();
      pen.outline(ring, out);
    }
  }
  return out;
}

// A box of whole pixels around the rings.
void fit(GlyphMask& mask, const Rings& rings) {
  if (rings.points.empty()) return;
  FixedPoint low = rings.points.front(), high = low;
  for (const auto& p : rings.points) {
    low = {std::min(low.x, p.x), std::min(low.y, p.y)};
    high = {std::max(high.x, p.x), std::max(high.y, p.y)};
  }
  const auto pixel = [](std::int64_t at) { return static_cast<int>(at >> 8U); };
  mask.left = pixel(low.x), mask.top = pixel(low.y);
  mask.width = pixel(high.x + per_pixel - 1) - mask.left, mask.height = pixel(high.y + per_pixel - 1) - mask.top;
}

void cover(const GlyphMask& mask, const Rings& rings, std::vector<std::uint8_t>& shares) {
  shares.resize(static_cast<std::size_t>(mask.width) * static_cast<std::size_t>(mask.height));
  auto& rasteriser = thread_rasteriser();
  rasteriser.reset(mask.left, mask.top, mask.width, mask.height);
  rings.add_to(rasteriser);
  rasteriser.sweep(FillRule::nonzero, [&](int y, int x, int end, std::uint32_t coverage) {
    std::fill_n(shares.data() + static_cast<std::ptrdiff_t>(y) * mask.width + x, end - x,
                static_cast<std::uint8_t>(coverage));
  });
}

}  // namespace

void add_contours(const Outline& outline, const Matrix& to, Rings& out) {
  const bool mirrored = to.xx * to.yy - to.xy * to.yx < 0;
  Flattener(to, outline.backward != mirrored, out).run(outline);
}

std::size_t GlyphMasks::Hash::operator()(const Key& key) const {
  std::uint64_t out = std::bit_cast<std::uintptr_t>(key.outline);
  for (const double value : {key.xx, key.yx, key.xy, key.yy, key.halo_width})
    out = mixed(out, std::bit_cast<std::uint64_t>(value));
  return mixed(out, static_cast<std::uint64_t>(key.phase.x << 8U | key.phase.y));
}

const GlyphMask& GlyphMasks::of(const Outline& outline, const Matrix& to, FixedPoint phase, double halo_width) {
  const Key key{&outline, to.xx, to.yx, to.xy, to.yy, halo_width, phase};
  if (const auto found = m_masks.find(key); found != m_masks.end()) return found->second;
  auto from_phase = to;
  from_phase.x0 = static_cast<double>(phase.x) / per_pixel, from_phase.y0 = static_cast<double>(phase.y) / per_pixel;
  Rings contours;
  add_contours(outline, from_phase, contours);
  GlyphMask mask;
  if (halo_width > 0) {
    const auto halo = with_halo(contours, halo_width);
    fit(mask, halo);
    cover(mask, halo, mask.halo);
  } else {
    fit(mask, contours);
  }
  cover(mask, contours, mask.text);
  const auto bytes = sizeof(Key) + sizeof(GlyphMask) + mask.text.size() + mask.halo.size();
  if (m_bytes + bytes > most_bytes) m_masks.clear(), m_bytes = 0;
  m_bytes += bytes;
  return m_masks.emplace(key, std::move(mask)).first->second;
}

GlyphMasks& thread_glyph_masks() {
  thread_local GlyphMasks masks;
  return masks;
}

}  // namespace riskmap::render::detail

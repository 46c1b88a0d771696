// SPDX-License-Identifier: MIT
#include <riskmap/render/detail/label.hpp>

#include <algorithm>

namespace riskmap::render::detail {
namespace {

// Premultiplied "over", one channel at a time, rounded as Cairo's pixman does.
std::uint32_t over(std::uint32_t source, std::uint32_t below) {
  const std::uint32_t rest = 255U - (source >> 24U);
  std::uint32_t out = 0;
  for (unsigned shift = 0; shift < 32; shift += 8) {
    const std::uint32_t t = ((below >> shift) & 255U) * rest + 128U;
    const std::uint32_t sum = ((source >> shift) & 255U) + ((t + (t >> 8U)) >> 8U);
    out |= std::min<std::uint32_t>(sum, 255U) << shift;
  }
  return out;
}

}  // namespace

Label::Label(std::shared_ptr<const TextBlock> text, std::int64_t x, std::int64_t y, double opacity)
    : m_text(std::move(text)), m_x(x), m_y(y), m_opacity(opacity) {}

geo::PixelBox Label::ink() const {
  const auto ink = m_text->ink();
  const double x = static_cast<double>(m_x), y = static_cast<double>(m_y);
  return {x + ink.min_x - 2, y + ink.min_y - 2, x + ink.max_x + 2, y + ink.max_y + 2};
}

const TextBlock::Bitmap& Label::bitmap() const {
  std::call_once(m_lazy->once, [this] { m_lazy->bitmap = m_text->bitmap(m_opacity); });
  return m_lazy->bitmap;
}

void Label::draw(const View& view, Canvas& canvas) const {
  if (!canvas.is_picture()) {
    m_text->draw(canvas.context(), static_cast<double>(m_x - view.left), static_cast<double>(m_y - view.top));
    return;
  }
  const auto& mask = bitmap();
  const std::int64_t left = m_x + mask.left - view.left, top = m_y + mask.top - view.top;
  const std::int64_t x0 = std::max<std::int64_t>(0, left), x1 = std::min<std::int64_t>(view.width, left + mask.width);
  const std::int64_t y0 = std::max<std::int64_t>(0, top), y1 = std::min<std::int64_t>(view.height, top + mask.height);
  if (x0 >= x1 || y0 >= y1) return;
  auto* pixels = canvas.pixels();
  const auto stride = canvas.stride_pixels();
  for (std::int64_t y = y0; y < y1; ++y) {
    const auto* from = mask.pixels.data() + (y - top) * mask.width - left;
    auto* to = pixels + y * stride;
    for (std::int64_t x = x0; x < x1; ++x) {
      if (from[x] != 0) to[x] = over(from[x], to[x]);
    }
  }
  canvas.mark_dirty();
}

}  // namespace riskmap::render::detail

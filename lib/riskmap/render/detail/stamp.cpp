// SPDX-License-Identifier: MIT
#include <riskmap/render/detail/stamp.hpp>

#include <riskmap/render/detail/shape.hpp>

#include <cairo.h>

#include <bit>
#include <cmath>

namespace riskmap::render::detail {

const Bitmap& Stamp::bitmap() const {
  std::call_once(m_once, [this] { m_bitmap = make(); });
  return m_bitmap;
}

TextStamp::TextStamp(std::shared_ptr<const TextLayout> layout, std::vector<PlacedGlyph> glyphs,
                     std::shared_ptr<const TextPaint> paint, std::string text, std::uint64_t digest)
    : Stamp(ink_of(glyphs, *paint), digest),
      m_layout(std::move(layout)),
      m_glyphs(std::move(glyphs)),
      m_paint(std::move(paint)),
      m_text(std::move(text)) {}

void TextStamp::draw(cairo_t* context) const { draw_glyphs(context, m_glyphs, *m_paint, m_text); }
Bitmap TextStamp::make() const { return paint_glyphs(m_glyphs, *m_paint); }

namespace {

geo::PixelBox ink_of_icon(const Icon& icon, const Matrix& matrix, const Glow& glow) {
  const auto box = matrix.box({0, 0, icon.width(), icon.height()});
  return icon.is_shape() && glow.visible() ? box.grown(glow.width + 1.19 * glow.blur) : box;
}

}  // namespace

IconStamp::IconStamp(std::shared_ptr<const Icon> icon, const Matrix& matrix, const Look& look, std::uint64_t digest)
    : Stamp(ink_of_icon(*icon, matrix, look.glow), digest), m_icon(std::move(icon)), m_matrix(matrix), m_look(look) {}

Bitmap IconStamp::make() const {
  auto pixels = m_icon->pixels(m_matrix);
  if (!m_icon->is_shape()) return pixels;
  if (!has_halo()) {
    recolor(pixels, m_look.color);
    return pixels;
  }
  auto out = halo(pixels, m_look.glow);
  recolor(pixels, m_look.color);
  out.add(pixels);
  return out;
}

void IconStamp::draw(cairo_t* context) const {
  const cairo_matrix_t matrix = {m_matrix.xx, m_matrix.yx, m_matrix.xy, m_matrix.yy, m_matrix.x0, m_matrix.y0};
  cairo_save(context);
  cairo_transform(context, &matrix);
  const double scale = std::sqrt(std::abs(m_matrix.xx * m_matrix.yy - m_matrix.xy * m_matrix.yx));
  if (has_halo() && scale > 0) {
    for (const auto& [width, color] : strokes_of(m_look.glow)) m_icon->draw(context, &color, width / scale);
  }
  m_icon->draw(context, m_icon->is_shape() ? &m_look.color : nullptr, 0);
  cairo_restore(context);
}

geo::PixelBox PutStamp::ink() const {
  const auto& ink = stamp->ink();
  const double at_x = static_cast<double>(x), at_y = static_cast<double>(y);
  // Two pixels for what rounding and smoothing add.
  return geo::PixelBox{at_x + ink.min_x, at_y + ink.min_y, at_x + ink.max_x, at_y + ink.max_y}.grown(2);
}

std::uint64_t PutStamp::digest() const {
  const auto place = mixed(mixed(stamp->digest(), static_cast<std::uint64_t>(x)), static_cast<std::uint64_t>(y));
  return mixed(place, std::bit_cast<std::uint64_t>(opacity));
}

void PutStamp::draw(const View& view, Canvas& canvas) const {
  if (canvas.is_picture()) return stamp->bitmap().blend(x, y, opacity, view, canvas);
  auto* const context = canvas.context();
  cairo_save(context);
  cairo_translate(context, static_cast<double>(x - view.left), static_cast<double>(y - view.top));
  if (opacity < 1) cairo_push_group(context);
  stamp->draw(context);
  if (opacity < 1) {
    cairo_pop_group_to_source(context);
    cairo_paint_with_alpha(context, opacity);
  }
  cairo_restore(context);
}

}  // namespace riskmap::render::detail

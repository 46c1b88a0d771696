// SPDX-License-Identifier: MIT
#include <riskmap/render/detail/text_paint.hpp>

#include <riskmap/render/detail/glyph_masks.hpp>
#include <riskmap/render/detail/pixel_buffer.hpp>

#include <cairo.h>

#include <algorithm>
#include <optional>

namespace riskmap::render::detail {
namespace {

Matrix glyph_matrix(const PlacedGlyph& placed) {
  auto to = placed.to;
  const double k = placed.glyph->scale;
  to.xx *= k, to.yx *= k, to.xy *= k, to.yy *= k;
  return to;
}

bool has_outline(const PlacedGlyph& placed) {
  return placed.glyph->outline != nullptr && !placed.glyph->outline->verbs.empty();
}

// The image of a section in its place.
Matrix image_matrix(const PlacedGlyph& placed, const Icon& icon) {
  auto to = placed.to;
  const double x = placed.glyph->width / icon.width(), y = placed.glyph->height / icon.height();
  const auto corner = to.at(0, -placed.glyph->height);
  return {to.xx * x, to.yx * x, to.xy * y, to.yy * y, corner.x, corner.y};
}

const Icon* image_of(const PlacedGlyph& placed, const TextPaint& paint) {
  return placed.glyph->face == nullptr ? paint.images.at(placed.glyph->section).get() : nullptr;
}

const GlyphMask& mask_of(const PlacedGlyph& placed, FixedPoint at, double halo_width) {
  return thread_glyph_masks().of(*placed.glyph->outline, glyph_matrix(placed), {at.x & 255, at.y & 255}, halo_width);
}

// Where glyphs are put, 1/256 px: on eighths of a pixel, so that a letter's mask serves again. Those of one unit stay
// as they are to one another, so that joined letters join.
class Places {
 public:
  FixedPoint of(const PlacedGlyph& placed) {
    const auto exact = to_fixed({placed.to.x0, placed.to.y0});
    if (m_unit != placed.glyph->unit) {
      m_unit = placed.glyph->unit;
      m_shift = {snapped(exact.x) - exact.x, snapped(exact.y) - exact.y};
    }
    return {exact.x + m_shift.x, exact.y + m_shift.y};
  }

 private:
  static std::int64_t snapped(std::int64_t at) { return (at + 16) & ~std::int64_t{31}; }
  std::optional<std::uint32_t> m_unit;
  FixedPoint m_shift;
};

/// How much of each of a bitmap's pixels some glyphs cover, those that overlap no more than all of it.
class Coverage {
 public:
  explicit Coverage(const Bitmap& bitmap)
      : m_left(bitmap.left),
        m_top(bitmap.top),
        m_width(bitmap.width),
        m_shares(static_cast<std::size_t>(bitmap.width) * static_cast<std::size_t>(bitmap.height)),
        m_rows(static_cast<std::size_t>(bitmap.height)) {}

  void add(const GlyphMask& mask, const std::vector<std::uint8_t>& shares, FixedPoint at) {
    const auto left = (at.x >> 8U) + mask.left - m_left, top = (at.y >> 8U) + mask.top - m_top;
    const auto from = std::max<std::int64_t>(0, -left), to = std::min<std::int64_t>(mask.width, m_width - left);
    const auto bottom = std::min<std::int64_t>(mask.height, static_cast<std::int64_t>(m_rows.size()) - top);
    if (from >= to) return;
    for (auto y = std::max<std::int64_t>(0, -top); y < bottom; ++y) {
      auto& touched = m_rows[static_cast<std::size_t>(y + top)];
      touched = {touched.empty() ? left + from : std::min(touched.first, left + from),
                 std::max(touched.end, left + to)};
      auto* const row = m_shares.data() + (y + top) * m_width + left;
      const auto* const added = shares.data() + y * mask.width;
      for (auto x = from; x < to; ++x) row[x] = static_cast<std::uint8_t>(std::min(255, row[x] + added[x]));
    }
  }
  /// \pre it is the bitmap this was made for
  void paint_into(Bitmap& bitmap, const Color& color) const {
    const auto pixel = premultiplied_pixel(color);
    for (std::size_t y = 0; y < m_rows.size(); ++y) {
      const auto [first, end] = m_rows[y];
      if (first >= end) continue;
      const auto* const shares = m_shares.data() + static_cast<std::ptrdiff_t>(y) * m_width;
      PixelBuffer::blend_color(bitmap.row(static_cast<int>(y)) + first, shares + first, end - first, pixel);
    }
  }

 private:
  struct Touched {
    std::int64_t first = 0, end = 0;  // columns
    bool empty() const { return first >= end; }
  };
  int m_left, m_top, m_width;
  std::vector<std::uint8_t> m_shares;
  std::vector<Touched> m_rows;
};

// All glyphs of one colour at a time, in the order of the text.
void paint_text(std::span<const PlacedGlyph> glyphs, std::span<const Color> colors, double halo_width, Bitmap& out) {
  Places places;
  for (std::size_t i = 0; i < glyphs.size();) {
    const auto color = colors[glyphs[i].glyph->section];
    Coverage text(out);
    for (; i < glyphs.size() && colors[glyphs[i].glyph->section] == color; ++i) {
      if (!has_outline(glyphs[i])) continue;
      const auto at = places.of(glyphs[i]);
      const auto& mask = mask_of(glyphs[i], at, halo_width);
      text.add(mask, mask.text, at);
    }
    text.paint_into(out, color);
  }
}

void crisp_halo(std::span<const PlacedGlyph> glyphs, const Glow& glow, Bitmap& out) {
  Places places;
  Coverage halo(out);
  for (const auto& placed : glyphs) {
    if (!has_outline(placed)) continue;
    const auto at = places.of(placed);
    const auto& mask = mask_of(placed, at, glow.width);
    halo.add(mask, mask.halo, at);
  }
  halo.paint_into(out, glow.color);
}

Bitmap blurred_halo(std::span<const PlacedGlyph> glyphs, const TextPaint& paint, Bitmap shape) {
  const std::vector<Color> black(paint.colors.size(), Color{0, 0, 0, 1});
  paint_text(glyphs, black, 0, shape);
  return halo(shape, paint.glow);
}

void set_source(cairo_t* context, const Color& color) {
  cairo_set_source_rgba(context, color.r, color.g, color.b, color.a);
}

void add_page_path(cairo_t* context, std::span<const PlacedGlyph> glyphs) {
  Rings contours;
  for (const auto& placed : glyphs)
    if (has_outline(placed)) add_contours(*placed.glyph->outline, glyph_matrix(placed), contours);
  const auto x = [](FixedPoint p) { return static_cast<double>(p.x) / per_pixel; };
  const auto y = [](FixedPoint p) { return static_cast<double>(p.y) / per_pixel; };
  for (std::size_t i = 0; i < contours.ends.size(); ++i) {
    const auto ring = contours.ring(i);
    cairo_move_to(context, x(ring[0]), y(ring[0]));
    for (const auto& p : ring.subspan(1)) cairo_line_to(context, x(p), y(p));
    cairo_close_path(context);
  }
}

// As text, so that it can be searched and copied: the glyphs of a cluster and the bytes they stand for.
void show_cluster(cairo_t* context, std::span<const PlacedGlyph> cluster, const std::string& bytes) {
  const auto& first = *cluster.front().glyph;
  const auto to = glyph_matrix(cluster.front());
  const double* font = first.face->page_matrix();
  // The font's own slant, then the label's.
  const cairo_matrix_t matrix = {to.xx * font[0] + to.xy * font[1],
                                 to.yx * font[0] + to.yy * font[1],
                                 to.xx * font[2] + to.xy * font[3],
                                 to.yx * font[2] + to.yy * font[3],
                                 0,
                                 0};
  cairo_set_font_face(context, first.face->page_face());
  cairo_set_font_matrix(context, &matrix);
  std::vector<cairo_glyph_t> glyphs;
  for (const auto& placed : cluster) glyphs.push_back({placed.glyph->id, placed.to.x0, placed.to.y0});
  const cairo_text_cluster_t one = {static_cast<int>(bytes.size()), static_cast<int>(glyphs.size())};
  cairo_show_text_glyphs(context, bytes.c_str(), static_cast<int>(bytes.size()), glyphs.data(),
                         static_cast<int>(glyphs.size()), &one, 1, cairo_text_cluster_flags_t{});
}

// The bytes from one cluster's start to the next one's.
std::string bytes_of(std::uint32_t cluster, const std::vector<std::uint32_t>& starts, const std::string& text) {
  const auto next = std::upper_bound(starts.begin(), starts.end(), cluster);
  const auto end = next == starts.end() ? text.size() : *next;
  return text.substr(cluster, end - cluster);
}

}  // namespace

geo::PixelBox ink_of(std::span<const PlacedGlyph> glyphs, const TextPaint& paint) {
  geo::PixelBox out;
  Places places;
  for (const auto& placed : glyphs) {
    if (const auto* icon = image_of(placed, paint)) {
      out.extend(image_matrix(placed, *icon).box({0, 0, icon->width(), icon->height()}));
    } else if (has_outline(placed)) {
      auto to = glyph_matrix(placed);
      const auto at = in_pixels(places.of(placed));
      to.x0 = at.x, to.y0 = at.y;
      if (!placed.glyph->outline->ink.empty()) out.extend(to.box(placed.glyph->outline->ink));
    }
  }
  if (out.empty() || !paint.glow.visible()) return out;
  return out.grown(paint.glow.width + 1.19 * paint.glow.blur);
}

Bitmap paint_glyphs(std::span<const PlacedGlyph> glyphs, const TextPaint& paint) {
  auto out = Bitmap::around(ink_of(glyphs, paint));
  if (out.empty()) return out;
  const bool is_crisp = paint.glow.visible() && paint.glow.blur <= 0;
  if (is_crisp)
    crisp_halo(glyphs, paint.glow, out);
  else if (paint.glow.visible())
    out.add(blurred_halo(glyphs, paint, out));
  paint_text(glyphs, paint.colors, is_crisp ? paint.glow.width : 0, out);
  for (const auto& placed : glyphs) {
    if (const auto* icon = image_of(placed, paint)) {
      auto pixels = icon->pixels(image_matrix(placed, *icon));
      if (icon->is_shape()) recolor(pixels, paint.colors.at(placed.glyph->section));
      out.add(pixels);
    }
  }
  return out;
}

void draw_glyphs(cairo_t* context, std::span<const PlacedGlyph> glyphs, const TextPaint& paint,
                 const std::string& text) {
  const std::scoped_lock lock(text_lock());
  if (paint.glow.visible()) {
    cairo_new_path(context);
    add_page_path(context, glyphs);
    cairo_set_line_join(context, CAIRO_LINE_JOIN_ROUND);
    for (const auto& [width, color] : strokes_of(paint.glow)) {
      set_source(context, color);
      cairo_set_line_width(context, 2 * width);
      cairo_stroke_preserve(context);
    }
    cairo_new_path(context);
  }
  std::vector<std::uint32_t> starts;
  for (const auto& placed : glyphs) starts.push_back(placed.glyph->cluster);
  std::sort(starts.begin(), starts.end());
  for (std::size_t i = 0; i < glyphs.size();) {
    const auto& glyph = *glyphs[i].glyph;
    std::size_t next = i + 1;
    if (const auto* icon = image_of(glyphs[i], paint)) {
      const auto to = image_matrix(glyphs[i], *icon);
      const cairo_matrix_t matrix = {to.xx, to.yx, to.xy, to.yy, to.x0, to.y0};
      cairo_save(context);
      cairo_transform(context, &matrix);
      icon->draw(context, &paint.colors.at(glyph.section), 0);
      cairo_restore(context);
    } else if (glyph.face != nullptr) {
      while (next < glyphs.size() && glyphs[next].glyph->cluster == glyph.cluster &&
             glyphs[next].glyph->face == glyph.face)
        ++next;
      set_source(context, paint.colors.at(glyph.section));
      show_cluster(context, glyphs.subspan(i, next - i), bytes_of(glyph.cluster, starts, text));
    }
    i = next;
  }
  cairo_new_path(context);
}

}  // namespace riskmap::render::detail

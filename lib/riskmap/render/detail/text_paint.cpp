// SPDX-License-Identifier: MIT
#include <riskmap/render/detail/text_paint.hpp>

#include <riskmap/render/detail/pen.hpp>
#include <riskmap/render/detail/pixel_buffer.hpp>

#include <cairo.h>

#include <algorithm>
#include <cmath>

namespace riskmap::render::detail {
namespace {

constexpr double flatness = 0.08;  // px a chord may lie off its curve

// Adds a glyph's contours as rings of points on 1/256 px.
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

Matrix glyph_matrix(const PlacedGlyph& placed) {
  auto to = placed.to;
  const double k = placed.glyph->scale;
  to.xx *= k, to.yx *= k, to.xy *= k, to.yy *= k;
  return to;
}

void add_contours(const PlacedGlyph& placed, Rings& out) {
  if (placed.glyph->outline == nullptr || placed.glyph->outline->verbs.empty()) return;
  const auto to = glyph_matrix(placed);
  const bool mirrored = to.xx * to.yy - to.xy * to.yx < 0;
  Flattener(to, placed.glyph->outline->backward != mirrored, out).run(*placed.glyph->outline);
}

// A label's glyphs, flattened once for its halo and its text.
struct Contours {
  explicit Contours(std::span<const PlacedGlyph> glyphs) {
    rings.points.reserve(64 * glyphs.size());
    ends.reserve(glyphs.size());
    for (const auto& placed : glyphs) {
      add_contours(placed, rings);
      ends.push_back(rings.ends.size());
    }
  }
  Rings rings;
  std::vector<std::size_t> ends;  // one past each glyph's last ring
};

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

void sweep_into(Bitmap& bitmap, const Color& color) {
  paint(thread_rasteriser(), FillRule::nonzero, premultiplied_pixel(color),
        {bitmap.pixels.data(), bitmap.width, bitmap.width, bitmap.height});
}

// All glyphs of one colour at a time, in the order of the text.
void paint_text(std::span<const PlacedGlyph> glyphs, const Contours& contours, std::span<const Color> colors,
                Bitmap& out) {
  const auto color_of = [&](std::size_t glyph) { return colors[glyphs[glyph].glyph->section]; };
  std::size_t ring = 0;
  for (std::size_t i = 0; i < glyphs.size();) {
    const auto color = color_of(i);
    while (i < glyphs.size() && color_of(i) == color) ++i;
    thread_rasteriser().reset(out.left, out.top, out.width, out.height);
    for (; ring < contours.ends[i - 1]; ++ring) add_edges(thread_rasteriser(), contours.rings.ring(ring));
    sweep_into(out, color);
  }
}

bool runs_clockwise(std::span<const FixedPoint> ring) {
  const auto x = [&](std::size_t i) { return static_cast<double>(ring[i].x - ring[0].x); };
  const auto y = [&](std::size_t i) { return static_cast<double>(ring[i].y - ring[0].y); };
  double twice_area = 0;
  for (std::size_t i = 1; i < ring.size(); ++i) twice_area += x(i - 1) * y(i) - x(i) * y(i - 1);
  return twice_area > 0;
}

// A glyph's outer contours run clockwise, those of its counters do not.
void crisp_halo(const Contours& contours, const Glow& glow, Bitmap& out) {
  Pen pen;
  pen.width = 2 * glow.width;
  pen.join = Stroke::Join::round;
  Rings outlines;
  outlines.points.reserve(3 * contours.rings.points.size());
  thread_rasteriser().reset(out.left, out.top, out.width, out.height);
  for (std::size_t i = 0; i < contours.rings.ends.size(); ++i) {
    const auto ring = contours.rings.ring(i);
    if (runs_clockwise(ring)) {
      pen.grown(ring, outlines);
    } else {
      add_edges(thread_rasteriser(), ring);
      pen.outline(ring, outlines);
    }
  }
  outlines.add_to(thread_rasteriser());
  sweep_into(out, glow.color);
}

Bitmap blurred_halo(std::span<const PlacedGlyph> glyphs, const Contours& contours, const TextPaint& paint,
                    Bitmap shape) {
  const std::vector<Color> black(paint.colors.size(), Color{0, 0, 0, 1});
  paint_text(glyphs, contours, black, shape);
  return halo(shape, paint.glow);
}

void set_source(cairo_t* context, const Color& color) {
  cairo_set_source_rgba(context, color.r, color.g, color.b, color.a);
}

void add_page_path(cairo_t* context, const Contours& contours) {
  const auto x = [](FixedPoint p) { return static_cast<double>(p.x) / per_pixel; };
  const auto y = [](FixedPoint p) { return static_cast<double>(p.y) / per_pixel; };
  for (std::size_t i = 0; i < contours.rings.ends.size(); ++i) {
    const auto ring = contours.rings.ring(i);
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
  for (const auto& placed : glyphs) {
    if (const auto* icon = image_of(placed, paint))
      out.extend(image_matrix(placed, *icon).box({0, 0, icon->width(), icon->height()}));
    else if (placed.glyph->outline != nullptr && !placed.glyph->outline->ink.empty())
      out.extend(glyph_matrix(placed).box(placed.glyph->outline->ink));
  }
  if (out.empty() || !paint.glow.visible()) return out;
  return out.grown(paint.glow.width + 1.19 * paint.glow.blur);
}

Bitmap paint_glyphs(std::span<const PlacedGlyph> glyphs, const TextPaint& paint) {
  auto out = Bitmap::around(ink_of(glyphs, paint));
  if (out.empty()) return out;
  const Contours contours(glyphs);
  if (paint.glow.visible()) {
    if (paint.glow.blur > 0)
      out.add(blurred_halo(glyphs, contours, paint, out));
    else
      crisp_halo(contours, paint.glow, out);
  }
  paint_text(glyphs, contours, paint.colors, out);
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
    add_page_path(context, Contours(glyphs));
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

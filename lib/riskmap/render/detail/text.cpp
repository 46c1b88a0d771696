// SPDX-License-Identifier: MIT
#include <riskmap/render/detail/text.hpp>

#include <riskmap/base/error.hpp>
#include <riskmap/render/detail/fonts.hpp>

#include <fmt/format.h>
#include <pango/pangocairo.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace riskmap::render::detail {
namespace {

constexpr double noto_line = 1.362;  // ascent + descent of Noto Sans in ems: what Pango sets a Latin line to

void add(PangoAttrList* list, PangoAttribute* attribute, std::size_t begin, std::size_t end) {
  attribute->start_index = static_cast<guint>(begin);
  attribute->end_index = static_cast<guint>(end);
  pango_attr_list_insert(list, attribute);
}

guint16 channel(double value) { return static_cast<guint16>(std::lround(std::clamp(value, 0.0, 1.0) * 65535.0)); }

PangoAttrList* attributes(const style::Formatted& text, const TextStyle& style) {
  PangoAttrList* list = pango_attr_list_new();
  std::size_t at = 0;
  for (const auto& section : text.sections) {
    const std::size_t end = at + section.text.size();
    if (section.scale != 1.0 || !section.fonts.empty()) {
      auto* description =
          describe_font(section.fonts.empty() ? style.fonts : split_stack(section.fonts), style.size * section.scale);
      add(list, pango_attr_font_desc_new(description), at, end);
      pango_font_description_free(description);
    }
    if (section.color) {
      add(list,
          pango_attr_foreground_new(channel(section.color->r), channel(section.color->g), channel(section.color->b)),
          at, end);
    }
    at = end;
  }
  if (style.letter_spacing != 0) {
    add(list, pango_attr_letter_spacing_new(static_cast<int>(std::lround(style.letter_spacing * PANGO_SCALE))), 0, at);
  }
  return list;
}

std::string unknown_glyphs(PangoLayout* layout, const std::string& text) {
  std::string found;
  PangoLayoutIter* iter = pango_layout_get_iter(layout);
  do {
    PangoLayoutRun* run = pango_layout_iter_get_run_readonly(iter);
    if (run == nullptr) continue;
    for (int i = 0; i < run->glyphs->num_glyphs; ++i) {
      const PangoGlyph glyph = run->glyphs->glyphs[i].glyph;
      if ((glyph & PANGO_GLYPH_UNKNOWN_FLAG) == 0 || glyph == PANGO_GLYPH_EMPTY) continue;
      found += fmt::format("{}U+{:04X}", found.empty() ? "" : " ", glyph & ~PANGO_GLYPH_UNKNOWN_FLAG);
    }
  } while (pango_layout_iter_next_run(iter) != 0);
  pango_layout_iter_free(iter);
  return fmt::format("no font has {} of \"{}\"", found, printable(text, 60));
}

void set_color(cairo_t* context, const Color& color) {
  cairo_set_source_rgba(context, color.r, color.g, color.b, color.a);
}

}  // namespace

TextBlock::TextBlock(const style::Formatted& text, const TextStyle& style) : m_style(style) {
  const std::scoped_lock lock(text_lock());
  const auto whole = text.text();
  m_layout = pango_layout_new(font_context());
  auto* description = describe_font(style.fonts, style.size);
  pango_layout_set_font_description(m_layout, description);
  pango_font_description_free(description);
  pango_layout_set_text(m_layout, whole.c_str(), static_cast<int>(whole.size()));
  auto* list = attributes(text, style);
  pango_layout_set_attributes(m_layout, list);
  pango_attr_list_unref(list);
  static constexpr PangoAlignment alignments[] = {PANGO_ALIGN_LEFT, PANGO_ALIGN_CENTER, PANGO_ALIGN_RIGHT};
  pango_layout_set_alignment(m_layout, alignments[static_cast<unsigned>(style.align)]);
  pango_layout_set_auto_dir(m_layout, TRUE);
  if (style.max_width > 0) {
    pango_layout_set_width(m_layout, static_cast<int>(std::ceil(style.max_width * PANGO_SCALE)));
    pango_layout_set_wrap(m_layout, PANGO_WRAP_WORD);
  }
  // Relative to the natural height, so that a Latin line is line_height tall and taller scripts keep their room.
  pango_layout_set_spacing(m_layout,
                           static_cast<int>(std::lround((style.line_height - noto_line) * style.size * PANGO_SCALE)));
  if (style.max_width > 0) {
    // Short text must not be as wide as the wrapping box: alignment would push it away from its anchor.
    PangoRectangle natural;
    pango_layout_get_extents(m_layout, nullptr, &natural);
    pango_layout_set_width(m_layout, natural.width + 1);
  }
  if (pango_layout_get_unknown_glyphs_count(m_layout) > 0) {
    auto why = unknown_glyphs(m_layout, whole);
    g_object_unref(m_layout);
    throw EnvironmentError("", std::move(why), "name a folder with such a font in $RISKMAP_FONTS");
  }
  PangoRectangle ink, logical;
  pango_layout_get_extents(m_layout, &ink, &logical);
  const double unit = 1.0 / PANGO_SCALE;
  m_extents = {logical.width * unit, logical.height * unit, pango_layout_get_baseline(m_layout) * unit};
  const double halo = style.halo_width;
  m_ink = {(ink.x - logical.x) * unit - halo, ink.y * unit - halo, (ink.x - logical.x + ink.width) * unit + halo,
           (ink.y + ink.height) * unit + halo};
}

TextBlock::TextBlock(TextBlock&& other) noexcept
    : m_layout(std::exchange(other.m_layout, nullptr)),
      m_style(std::move(other.m_style)),
      m_extents(other.m_extents),
      m_ink(other.m_ink) {}

TextBlock::~TextBlock() {
  if (m_layout == nullptr) return;
  const std::scoped_lock lock(text_lock());
  g_object_unref(m_layout);
}

void TextBlock::draw(cairo_t* context, double x, double y) const {
  const std::scoped_lock lock(text_lock());
  PangoRectangle logical;
  pango_layout_get_extents(m_layout, nullptr, &logical);
  cairo_save(context);
  cairo_translate(context, x - static_cast<double>(logical.x) / PANGO_SCALE, y);
  if (m_style.halo_width > 0 && m_style.halo_color.a > 0) {
    cairo_move_to(context, 0, 0);
    pango_cairo_layout_path(context, m_layout);
    set_color(context, m_style.halo_color);
    cairo_set_line_width(context, 2 * m_style.halo_width);
    cairo_set_line_join(context, CAIRO_LINE_JOIN_ROUND);
    cairo_set_line_cap(context, CAIRO_LINE_CAP_ROUND);
    cairo_stroke(context);
  }
  cairo_move_to(context, 0, 0);
  set_color(context, m_style.color);
  pango_cairo_show_layout(context, m_layout);
  cairo_new_path(context);
  cairo_restore(context);
}

TextBlock::Bitmap TextBlock::bitmap(double opacity) const {
  Bitmap out;
  out.left = static_cast<int>(std::floor(m_ink.min_x)) - 1;
  out.top = static_cast<int>(std::floor(m_ink.min_y)) - 1;
  out.width = static_cast<int>(std::ceil(m_ink.max_x)) + 1 - out.left;
  out.height = static_cast<int>(std::ceil(m_ink.max_y)) + 1 - out.top;
  out.pixels.resize(static_cast<std::size_t>(out.width) * static_cast<std::size_t>(out.height));
  auto* surface = cairo_image_surface_create_for_data(reinterpret_cast<unsigned char*>(out.pixels.data()),
                                                      CAIRO_FORMAT_ARGB32, out.width, out.height, out.width * 4);
  auto* context = cairo_create(surface);
  if (opacity < 1) cairo_push_group(context);
  draw(context, -out.left, -out.top);
  if (opacity < 1) {
    cairo_pop_group_to_source(context);
    cairo_paint_with_alpha(context, opacity);
  }
  cairo_destroy(context);
  cairo_surface_flush(surface);
  cairo_surface_destroy(surface);
  return out;
}

}  // namespace riskmap::render::detail

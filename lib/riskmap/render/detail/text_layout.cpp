// SPDX-License-Identifier: MIT
#include <riskmap/render/detail/text_layout.hpp>

#include <riskmap/base/error.hpp>
#include <riskmap/render/detail/line_breaks.hpp>
#include <riskmap/render/detail/text_shaper.hpp>

#include <fmt/format.h>
#include <pango/pango.h>

#include <algorithm>
#include <cmath>

namespace riskmap::render::detail {
namespace {

// Of Noto Sans: what the specification's line heights mean.
constexpr double usual_ascent = 1.069, usual_descent = 0.293;

bool is_blank(char c) { return c == ' ' || c == '\n'; }

}  // namespace

class TextLayouter {
 public:
  TextLayouter(TextLayout& out, const style::Formatted& text, const LayoutSpec& spec,
               const std::vector<InlineImage>& images)
      : m_out(out), m_spec(spec), m_shaper(text, spec, images), m_text(m_shaper.text()) {}

  void run() {
    for (std::size_t at = 0; at <= m_text.size();) {
      const auto end = std::min(m_text.find('\n', at), m_text.size());
      add_paragraph(at, end);
      at = end + 1;
    }
    while (!m_out.m_lines.empty() && m_out.m_lines.back().first == m_out.m_lines.back().last) m_out.m_lines.pop_back();
    if (!m_missing.empty())
      throw EnvironmentError("", fmt::format("no font has {} of \"{}\"", m_missing, printable(m_text, 60)),
                             "name a folder with such a font in $RISKMAP_FONTS");
    if (m_spec.vertical)
      stack_columns();
    else
      stack_lines();
  }

 private:
  void trim(std::size_t& first, std::size_t& last) const {
    while (first < last && is_blank(m_text[first])) ++first;
    while (last > first && is_blank(m_text[last - 1])) --last;
  }

  void add_paragraph(std::size_t first, std::size_t last) {
    trim(first, last);
    const auto start = m_out.m_glyphs.size();
    const double width = m_shaper.shape(first, last, m_out.m_glyphs, m_missing);
    if (m_spec.one_line || !(width > m_spec.max_width) || !m_missing.empty()) return end_line(start, width);
    const auto breaks = balanced_breaks(break_places(first, last, start), m_spec.max_width);
    if (breaks.empty()) return end_line(start, width);
    m_out.m_glyphs.resize(start);
    for (std::size_t i = 0; i <= breaks.size(); ++i) {
      auto from = i == 0 ? first : breaks[i - 1], to = i == breaks.size() ? last : breaks[i];
      trim(from, to);
      const auto begin = m_out.m_glyphs.size();
      end_line(begin, m_shaper.shape(from, to, m_out.m_glyphs, m_missing));
    }
  }

  // Where a line may end, and how wide all before is by what was shaped as one.
  std::vector<BreakPlace> break_places(std::size_t first, std::size_t last, std::size_t start) const {
    std::vector<double> advances(last - first + 1, 0.0);
    for (auto i = start; i < m_out.m_glyphs.size(); ++i)
      advances[m_out.m_glyphs[i].cluster - first] += m_out.m_glyphs[i].advance;
    const auto* text = m_text.data() + first;
    const auto count = g_utf8_strlen(text, static_cast<gssize>(last - first));
    std::vector<PangoLogAttr> attributes(static_cast<std::size_t>(count) + 1);
    pango_get_log_attrs(text, static_cast<int>(last - first), -1, pango_language_from_string("en"), attributes.data(),
                        static_cast<int>(attributes.size()));
    std::vector<BreakPlace> out;
    double width = 0, inked = 0;  // inked: up to the last letter
    std::size_t byte = 0;
    for (std::size_t i = 0; byte < last - first; ++i) {
      if (i > 0 && attributes[i].is_line_break != 0) out.push_back({first + byte, inked, width});
      const auto next = static_cast<std::size_t>(g_utf8_next_char(text + byte) - text);
      for (auto b = byte; b < next; ++b) width += advances[b];
      if (text[byte] != ' ') inked = width;
      byte = next;
    }
    out.push_back({last, inked, width});
    return out;
  }

  void end_line(std::size_t first, double width) {
    auto& line = m_out.m_lines.emplace_back();
    line.first = first;
    line.last = m_out.m_glyphs.size();
    // The room after the last letter belongs to nothing.
    line.width = std::max(0.0, width - (line.first < line.last && m_spec.letter_spacing > 0 ? trailing(line) : 0));
  }

  double trailing(const TextLine& line) const {
    const auto& glyph = m_out.m_glyphs[line.last - 1];
    return glyph.face == nullptr || glyph.face->cascades() ? 0 : m_spec.letter_spacing;
  }

  void stack_lines() {
    double y = 0;
    for (auto& line : m_out.m_lines) {
      double largest = 0, up = 0, down = 0;
      for (auto i = line.first; i < line.last; ++i) largest = std::max(largest, m_out.m_glyphs[i].scale);
      if (line.first == line.last) largest = 1;
      for (auto i = line.first; i < line.last; ++i) {
        auto& glyph = m_out.m_glyphs[i];
        const double drop = m_shaper.drop_of(glyph, largest);
        glyph.y += drop;
        m_out.m_has_ink = m_out.m_has_ink || glyph.face == nullptr || !glyph.outline->ink.empty();
        const double above = glyph.face == nullptr ? glyph.height - usual_ascent * largest
                                                   : glyph.face->ascent() * glyph.scale - usual_ascent * largest;
        const double below = glyph.face == nullptr ? 0 : glyph.face->descent() * glyph.scale - usual_descent * largest;
        up = std::max(up, above - drop);
        down = std::max(down, below + drop);
      }
      // Within a few hundredths fonts are as tall as Noto Sans: their lines keep step.
      if (up < 0.1) up = 0;
      if (down < 0.1) down = 0;
      line.baseline = y + up + (m_spec.line_height / 2 + TextLayout::middle) * largest;
      y = line.baseline + (m_spec.line_height / 2 - TextLayout::middle) * largest + down;
      for (auto i = line.first; i < line.last; ++i) m_out.m_glyphs[i].y += line.baseline;
      m_out.m_width = std::max(m_out.m_width, line.width);
    }
    m_out.m_height = y;
  }

  // The shaper's x is the way down, its y to the right of the column's middle.
  void stack_columns() {
    double right = 0;
    for (auto& line : m_out.m_lines) {
      double largest = line.first == line.last ? 1 : 0;
      for (auto i = line.first; i < line.last; ++i) largest = std::max(largest, m_out.m_glyphs[i].scale);
      const double middle = right - m_spec.line_height * largest / 2;
      right -= m_spec.line_height * largest;
      for (auto i = line.first; i < line.last; ++i) {
        auto& glyph = m_out.m_glyphs[i];
        glyph = moved(glyph, middle + glyph.y, glyph.x);
        m_out.m_has_ink = m_out.m_has_ink || glyph.face == nullptr || !glyph.outline->ink.empty();
      }
      m_out.m_height = std::max(m_out.m_height, line.width);
    }
    m_out.m_width = -right;
    for (auto& glyph : m_out.m_glyphs) glyph.x -= right;
    for (auto& line : m_out.m_lines) line.width = m_out.m_width;
  }

  static TextGlyph moved(TextGlyph glyph, double x, double y) {
    glyph.x = x;
    glyph.y = y;
    return glyph;
  }

  TextLayout& m_out;
  const LayoutSpec& m_spec;
  TextShaper m_shaper;
  const std::string& m_text;
  std::string m_missing;
};

TextLayout::TextLayout(const style::Formatted& text, const LayoutSpec& spec, const std::vector<InlineImage>& images) {
  const std::scoped_lock lock(text_lock());
  TextLayouter(*this, text, spec, images).run();
}

}  // namespace riskmap::render::detail

// SPDX-License-Identifier: MIT
#include <riskmap/render/detail/label.hpp>

#include <riskmap/base/digest.hpp>
#include <riskmap/render/detail/shape.hpp>

#include <algorithm>
#include <bit>
#include <cmath>

namespace riskmap::render::detail {
namespace {

void add(std::string& key, std::string_view text) {
  key += std::to_string(text.size());
  key += ':';
  key += text;
}

void add(std::string& key, double value) {
  const auto bits = std::bit_cast<std::uint64_t>(value);
  key.append(reinterpret_cast<const char*>(&bits), sizeof bits);
}

void add(std::string& key, const Color& color) {
  for (const double channel : {color.r, color.g, color.b, color.a}) add(key, channel);
}

// All that the layout depends on.
std::string layout_key(const style::Formatted& text, const LayoutSpec& spec, const std::vector<InlineImage>& images) {
  std::string key;
  for (const auto& section : text.sections) {
    add(key, section.text);
    add(key, section.scale);
    add(key, section.fonts);
    key += section.vertical_align.empty() ? '-' : section.vertical_align.front();
  }
  for (const auto& image : images) {
    key += 'i';
    for (const double number : {static_cast<double>(image.section), image.width, image.height}) add(key, number);
  }
  key += '|';
  for (const auto& font : spec.fonts) add(key, font);
  key += spec.one_line ? '1' : spec.vertical ? 'v' : '|';
  for (const double number : {spec.max_width, spec.line_height, spec.letter_spacing}) add(key, number);
  return key;
}

// What the pixels depend on besides the layout.
std::string look_key(const style::Formatted& text, const LabelStyle& style, const std::vector<InlineImage>& images) {
  std::string key;
  for (const auto& section : text.sections) {
    if (section.color) add(key, *section.color);
    key += ';';
  }
  for (const auto& image : images) add(key, text.sections[image.section].image);
  for (const double number : {style.size, style.glow.width, style.glow.blur, style.justify}) add(key, number);
  add(key, style.color);
  add(key, style.glow.color);
  return key;
}

std::uint64_t add(std::uint64_t digest, const Matrix& matrix) {
  for (const double number : {matrix.xx, matrix.yx, matrix.xy, matrix.yy, matrix.x0, matrix.y0})
    digest = mixed(digest, std::bit_cast<std::uint64_t>(number));
  return digest;
}

// Again only when there are twice as many as were left, so that each costs but a few looks.
template <typename TMap>
void drop_unused(TMap& map, std::size_t& limit, std::size_t least) {
  if (map.size() < limit) return;
  std::erase_if(map, [](const auto& entry) { return entry.second.use_count() == 1; });
  limit = std::max(least, 2 * map.size());
}

}  // namespace

SharedText::SharedText(std::shared_ptr<const TextLayout> layout, const style::Formatted& text, const LabelStyle& style,
                       const Images& images, std::uint64_t digest)
    : m_layout(std::move(layout)), m_size(style.size), m_justify(style.justify), m_digest(digest) {
  auto paint = std::make_shared<TextPaint>();
  paint->glow = style.glow;
  paint->images.resize(text.sections.size());
  for (const auto& section : text.sections) paint->colors.push_back(section.color.value_or(style.color));
  for (const auto& [section, icon] : images) paint->images[section] = icon;
  for (std::size_t i = 0; i < text.sections.size(); ++i)
    m_text += images.contains(i) ? std::string("\uFFFC") : text.sections[i].text;
  m_paint = std::move(paint);
  m_upright = stamp(placed([](const TextGlyph&) { return Matrix{}; }), digest);
}

template <typename TMatrix>
std::vector<PlacedGlyph> SharedText::placed(TMatrix&& matrix_of) const {
  std::vector<PlacedGlyph> out;
  out.reserve(m_layout->glyphs().size());
  for (const auto& line : m_layout->lines()) {
    const double shift = (m_layout->width() - line.width) * m_justify;
    for (auto i = line.first; i < line.last; ++i) {
      const auto& glyph = m_layout->glyphs()[i];
      Matrix to = matrix_of(glyph);
      const auto origin = to.at((glyph.x + shift) * m_size, glyph.y * m_size);
      if (glyph.turned) to = {to.xy, to.yy, -to.xx, -to.yx, 0, 0};
      out.push_back({&glyph, {to.xx * m_size, to.yx * m_size, to.xy * m_size, to.yy * m_size, origin.x, origin.y}});
    }
  }
  return out;
}

std::shared_ptr<const Stamp> SharedText::stamp(std::vector<PlacedGlyph> glyphs, std::uint64_t digest) const {
  return std::make_shared<TextStamp>(m_layout, std::move(glyphs), m_paint, m_text, digest);
}

std::shared_ptr<const Stamp> SharedText::turned(const Matrix& matrix) const {
  return stamp(placed([&](const TextGlyph&) { return matrix; }), add(m_digest, matrix));
}

std::shared_ptr<const Stamp> SharedText::bent(const std::vector<Matrix>& units) const {
  auto digest = m_digest;
  for (const auto& matrix : units) digest = add(digest, matrix);
  return stamp(placed([&](const TextGlyph& glyph) { return units.at(glyph.unit); }), digest);
}

std::shared_ptr<const TextLayout> TextCache::layout_of(const std::string& key, const style::Formatted& text,
                                                       const LayoutSpec& spec, const std::vector<InlineImage>& images) {
  {
    const std::scoped_lock guard(m_lock);
    if (const auto found = m_layouts.find(key); found != m_layouts.end()) return found->second;
  }
  auto made = std::make_shared<const TextLayout>(text, spec, images);
  const std::scoped_lock guard(m_lock);
  drop_unused(m_layouts, m_layout_limit, TextCache::many_layouts);
  return m_layouts.emplace(key, std::move(made)).first->second;
}

std::shared_ptr<const SharedText> TextCache::get(const style::Formatted& text, const LabelStyle& style, IconSet* icons,
                                                 double ratio) {
  SharedText::Images shown;
  std::vector<InlineImage> images;
  for (std::size_t i = 0; i < text.sections.size() && icons != nullptr; ++i) {
    if (text.sections[i].image.empty()) continue;
    const auto icon = icons->find(text.sections[i].image);
    if (!icon) continue;
    const double unit = text.sections[i].scale * ratio / style.size;
    images.push_back({i, icon->width() * unit, icon->height() * unit});
    shown[i] = icon;
  }
  const auto layout = layout_key(text, style.layout, images);
  const auto key = layout + look_key(text, style, images);
  {
    const std::scoped_lock guard(m_lock);
    if (const auto found = m_texts.find(key); found != m_texts.end()) return found->second;
  }
  auto made = std::make_shared<const SharedText>(layout_of(layout, text, style.layout, images), text, style, shown,
                                                 Digest().add(key).value());
  const std::scoped_lock guard(m_lock);
  drop_unused(m_texts, m_text_limit, TextCache::many_texts);
  return m_texts.emplace(key, std::move(made)).first->second;
}

void TextCache::give_back() {
  const std::scoped_lock guard(m_lock);
  std::erase_if(m_texts, [](const auto& entry) { return entry.second.use_count() == 1; });
}

}  // namespace riskmap::render::detail

// SPDX-License-Identifier: MIT
#include <riskmap/render/detail/label.hpp>

#include <riskmap/base/digest.hpp>
#include <riskmap/render/detail/pixel_buffer.hpp>
#include <riskmap/render/detail/shape.hpp>

#include <algorithm>
#include <bit>
#include <cmath>

namespace riskmap::render::detail {
namespace {

constexpr std::size_t many_texts = 8192;

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

// All that the pixels depend on.
std::string key_of(const style::Formatted& text, const TextStyle& style) {
  std::string key;
  for (const auto& section : text.sections) {
    add(key, section.text);
    add(key, section.scale);
    add(key, section.fonts);
    if (section.color) add(key, *section.color);
    key += ';';
  }
  key += '|';
  for (const auto& font : style.fonts) add(key, font);
  key += '|';
  for (const double number : {style.size, style.halo_width, style.max_width, style.line_height, style.letter_spacing})
    add(key, number);
  add(key, style.color);
  add(key, style.halo_color);
  key += static_cast<char>('0' + static_cast<int>(style.align));
  return key;
}

}  // namespace

const TextBlock::Bitmap& SharedText::bitmap() const {
  std::call_once(m_once, [this] { m_bitmap = m_block.bitmap(1); });
  return m_bitmap;
}

std::shared_ptr<const SharedText> TextCache::get(const style::Formatted& text, const TextStyle& style) {
  auto key = key_of(text, style);
  {
    const std::scoped_lock guard(m_lock);
    if (const auto found = m_texts.find(key); found != m_texts.end()) return found->second;
  }
  auto made = std::make_shared<const SharedText>(text, style, Digest().add(key).value());
  const std::scoped_lock guard(m_lock);
  if (m_texts.size() >= many_texts)
    std::erase_if(m_texts, [](const auto& entry) { return entry.second.use_count() == 1; });
  return m_texts.emplace(std::move(key), std::move(made)).first->second;
}

geo::PixelBox Label::ink() const {
  const auto ink = m_text->block().ink();
  const double x = static_cast<double>(m_x), y = static_cast<double>(m_y);
  return {x + ink.min_x - 2, y + ink.min_y - 2, x + ink.max_x + 2, y + ink.max_y + 2};
}

std::uint64_t Label::digest() const {
  const auto place = mixed(mixed(m_text->digest(), static_cast<std::uint64_t>(m_x)), static_cast<std::uint64_t>(m_y));
  return mixed(place, std::bit_cast<std::uint64_t>(m_opacity));
}

void Label::draw(const View& view, Canvas& canvas) const {
  if (canvas.is_picture()) return draw_pixels(view, canvas);
  m_text->block().draw(canvas.context(), static_cast<double>(m_x - view.left), static_cast<double>(m_y - view.top));
}

void Label::draw_pixels(const View& view, Canvas& canvas) const {
  const auto& ink = m_text->bitmap();
  const auto share = static_cast<std::uint32_t>(std::lround(std::clamp(m_opacity, 0.0, 1.0) * 255.0));
  const std::int64_t left = m_x + ink.left - view.left, top = m_y + ink.top - view.top;
  const std::int64_t x0 = std::max<std::int64_t>(0, left), x1 = std::min<std::int64_t>(view.width, left + ink.width);
  const std::int64_t y0 = std::max<std::int64_t>(0, top), y1 = std::min<std::int64_t>(view.height, top + ink.height);
  if (x0 >= x1) return;
  const auto pixels = pixels_of(canvas, view);
  for (std::int64_t y = y0; y < y1; ++y) {
    const auto* from = ink.pixels.data() + (y - top) * ink.width + (x0 - left);
    PixelBuffer::blend_pixels(pixels.row(static_cast<int>(y)) + x0, from, x1 - x0, share);
  }
  canvas.mark_dirty();
}

}  // namespace riskmap::render::detail

// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/render/canvas.hpp>
#include <riskmap/render/detail/text.hpp>
#include <riskmap/render/view.hpp>

#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>

namespace riskmap::render::detail {

/// A text in its style, laid out once, its bitmap made when it is first painted: what all labels that say the same
/// share. Shared between threads.
class SharedText {
 public:
  SharedText(const style::Formatted& text, const TextStyle& style, std::uint64_t digest)
      : m_block(text, style), m_digest(digest) {}
  const TextBlock& block() const { return m_block; }
  const TextBlock::Bitmap& bitmap() const;
  std::uint64_t digest() const { return m_digest; }  ///< of text and style

 private:
  TextBlock m_block;
  std::uint64_t m_digest;
  mutable std::once_flag m_once;
  mutable TextBlock::Bitmap m_bitmap;
};

/// The texts of a map, across its zooms. Those in no label are dropped when there are thousands. Shared between
/// threads.
class TextCache {
 public:
  /// \throws EnvironmentError as TextBlock does
  std::shared_ptr<const SharedText> get(const style::Formatted& text, const TextStyle& style);

 private:
  std::mutex m_lock;
  std::unordered_map<std::string, std::shared_ptr<const SharedText>> m_texts;
};

/// A label with its place in world pixels: whole pixels, so that one bitmap serves every tile it crosses.
class Label {
 public:
  Label(std::shared_ptr<const SharedText> text, std::int64_t x, std::int64_t y, double opacity)
      : m_text(std::move(text)), m_x(x), m_y(y), m_opacity(opacity) {}
  geo::PixelBox ink() const;
  void draw(const View& view, Canvas& canvas) const;
  std::uint64_t digest() const;  ///< of text, style and place

 private:
  void draw_pixels(const View& view, Canvas& canvas) const;
  std::shared_ptr<const SharedText> m_text;
  std::int64_t m_x, m_y;  ///< of the layout's corner
  double m_opacity;
};

}  // namespace riskmap::render::detail

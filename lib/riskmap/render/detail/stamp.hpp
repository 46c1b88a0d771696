// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/render/detail/text_paint.hpp>

#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace riskmap::render::detail {

/// Something that is put at whole pixels of the world, so that one bitmap serves every tile it crosses: made into
/// pixels when it is first painted. Shared between threads.
class Stamp {
 public:
  virtual ~Stamp() = default;
  Stamp(const Stamp&) = delete;
  Stamp& operator=(const Stamp&) = delete;
  const geo::PixelBox& ink() const { return m_ink; }  ///< from where it is put; empty: it leaves nothing
  std::uint64_t digest() const { return m_digest; }   ///< of all that its pixels depend on
  const Bitmap& bitmap() const;
  virtual void draw(_cairo* context) const = 0;  ///< on a page, the context's origin where it is put

 protected:
  Stamp(const geo::PixelBox& ink, std::uint64_t digest) : m_ink(ink), m_digest(digest) {}
  virtual Bitmap make() const = 0;

 private:
  geo::PixelBox m_ink;
  std::uint64_t m_digest;
  mutable std::once_flag m_once;
  mutable Bitmap m_bitmap;
};

/// A label's text with its glyphs where they are drawn.
class TextStamp final : public Stamp {
 public:
  TextStamp(std::shared_ptr<const TextLayout> layout, std::vector<PlacedGlyph> glyphs,
            std::shared_ptr<const TextPaint> paint, std::string text, std::uint64_t digest);
  void draw(_cairo* context) const override;

 protected:
  Bitmap make() const override;

 private:
  std::shared_ptr<const TextLayout> m_layout;
  std::vector<PlacedGlyph> m_glyphs;
  std::shared_ptr<const TextPaint> m_paint;
  std::string m_text;
};

/// An icon under a matrix from its CSS px to pixels; a shape takes the colour and the halo.
class IconStamp final : public Stamp {
 public:
  struct Look {
    Color color = {0, 0, 0, 1};
    Glow glow;
  };
  IconStamp(std::shared_ptr<const Icon> icon, const Matrix& matrix, const Look& look, std::uint64_t digest);
  void draw(_cairo* context) const override;

 protected:
  Bitmap make() const override;

 private:
  bool has_halo() const { return m_icon->is_shape() && m_look.glow.visible(); }
  std::shared_ptr<const Icon> m_icon;
  Matrix m_matrix;
  Look m_look;
};

/// A stamp where it is put, in whole world pixels.
struct PutStamp {
  std::shared_ptr<const Stamp> stamp;
  std::int64_t x = 0, y = 0;
  double opacity = 1;
  geo::PixelBox company = {};  ///< world pixels; what a frame must hold besides, empty if nothing: see Symbols

  geo::PixelBox ink() const;  ///< world pixels
  void draw(const View& view, Canvas& canvas) const;
  std::uint64_t digest() const;
};

}  // namespace riskmap::render::detail

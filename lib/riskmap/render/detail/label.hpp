// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/render/detail/stamp.hpp>

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <vector>

namespace riskmap::render::detail {

/// How a label's text looks. Lengths are pixels but those of the layout, which are ems.
struct LabelStyle {
  LayoutSpec layout;
  double size = 16;
  Color color = {0, 0, 0, 1};
  Glow glow = {};
  double justify = 0.5;  ///< where a line stands in the text's box: 0 left, 1 right
};

/// A text in its style: what all labels that say the same share. Immutable, shared between threads.
class SharedText {
 public:
  using Images = std::map<std::size_t, std::shared_ptr<const Icon>>;  ///< by the number of their section
  SharedText(std::shared_ptr<const TextLayout> layout, const style::Formatted& text, const LabelStyle& style,
             const Images& images, std::uint64_t digest);

  const TextLayout& layout() const { return *m_layout; }
  double size() const { return m_size; }
  double width() const { return m_layout->width() * m_size; }    ///< of its box
  double height() const { return m_layout->height() * m_size; }  ///< of its box
  std::uint64_t digest() const { return m_digest; }              ///< of text and style
  /// The text as it stands, put by its box's top left corner.
  const std::shared_ptr<const Stamp>& upright() const { return m_upright; }
  /// The text under a matrix from pixels of its box to pixels from where the stamp is put.
  std::shared_ptr<const Stamp> turned(const Matrix& matrix) const;
  /// Its glyphs each in a place of its own: `units` has a matrix for each TextGlyph::unit, from pixels of the box.
  std::shared_ptr<const Stamp> bent(const std::vector<Matrix>& units) const;
  double halo_reach() const { return m_paint->glow.visible() ? m_paint->glow.width + 1.19 * m_paint->glow.blur : 0; }

 private:
  template <typename TMatrix>
  std::vector<PlacedGlyph> placed(TMatrix&& matrix_of) const;
  std::shared_ptr<const Stamp> stamp(std::vector<PlacedGlyph> glyphs, std::uint64_t digest) const;

  std::shared_ptr<const TextLayout> m_layout;
  std::shared_ptr<const TextPaint> m_paint;
  std::string m_text;
  double m_size, m_justify;
  std::uint64_t m_digest;
  std::shared_ptr<const Stamp> m_upright;
};

/// The texts of a map, across its zooms: laid out once for all sizes. Those in no label are dropped when there are many
/// thousands. Shared between threads.
class TextCache {
 public:
  /// Sections that name an image take it from `icons`, `ratio` pixels a CSS px; one that is not there is left out.
  /// \throws EnvironmentError as TextLayout does
  std::shared_ptr<const SharedText> get(const style::Formatted& text, const LabelStyle& style, IconSet* icons = nullptr,
                                        double ratio = 1);
  /// Drops all texts that are in no label, their bitmaps with them; layouts stay.
  void give_back();

 private:
  static constexpr std::size_t many_texts = 8192, many_layouts = 65536;
  std::shared_ptr<const TextLayout> layout_of(const std::string& key, const style::Formatted& text,
                                              const LayoutSpec& spec, const std::vector<InlineImage>& images);
  std::mutex m_lock;
  std::unordered_map<std::string, std::shared_ptr<const TextLayout>> m_layouts;
  std::unordered_map<std::string, std::shared_ptr<const SharedText>> m_texts;
  std::size_t m_text_limit = many_texts, m_layout_limit = many_layouts;
};

}  // namespace riskmap::render::detail

// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/render/detail/text_layout.hpp>

#include <span>
#include <string>
#include <vector>

struct _PangoAttrList;

namespace riskmap::render::detail {

/// A label's text, its sections joined, ready to be shaped piece by piece. \pre text_lock() is held as long as it lives
class TextShaper {
 public:
  TextShaper(const style::Formatted& text, const LayoutSpec& spec, const std::vector<InlineImage>& images);
  ~TextShaper();
  TextShaper(const TextShaper&) = delete;
  TextShaper& operator=(const TextShaper&) = delete;

  const std::string& text() const { return m_text; }
  /// Appends the glyphs of bytes [first, last) of one paragraph from left to right, the first at x = 0, the baseline at
  /// y = 0; answers how wide they are. Code points without a glyph are appended to `missing`. Of text that runs down x
  /// is the way down, y to the right of the line's middle.
  double shape(std::size_t first, std::size_t last, std::vector<TextGlyph>& out, std::string& missing) const;
  /// How far a section's text or image stands below the baseline, on a line whose largest scale is `largest`.
  double drop_of(const TextGlyph& glyph, double largest) const;

 private:
  struct Section {
    std::size_t end = 0;
    double scale = 1;
    const InlineImage* image = nullptr;
    std::string align = {};
  };
  std::size_t section_at(std::size_t byte) const;
  struct Pen;
  struct Run;
  void shape_item(const void* item, Pen& pen, std::string& missing) const;
  Run shaped(const void* item, const Face& face, double scale) const;
  void add_image(TextGlyph glyph, const InlineImage& image, Pen& pen) const;
  void place_glyph(TextGlyph& glyph, const Run& run, unsigned i, Pen& pen) const;
  void place_down(TextGlyph& glyph, const Run& run, unsigned i, Pen& pen) const;

  std::string m_text;
  std::vector<Section> m_sections;
  double m_letter_spacing = 0;
  bool m_vertical = false;
  _PangoAttrList* m_attributes = nullptr;
};

}  // namespace riskmap::render::detail

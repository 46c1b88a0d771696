// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/render/detail/fonts.hpp>
#include <riskmap/style/value.hpp>

#include <cstdint>
#include <limits>
#include <string>
#include <vector>

namespace riskmap::render::detail {

/// How a label's text is laid out, whatever its size: lengths are in ems of that size.
struct LayoutSpec {
  std::vector<std::string> fonts = {"Noto Sans Regular"};
  double max_width = std::numeric_limits<double>::infinity();  ///< lines are broken to about that width
  double line_height = 1.2;                                    ///< of a Latin line; scripts that need more get it
  double letter_spacing = 0;
  bool one_line = false;  ///< line ends are blanks (along a line)
  bool vertical = false;  ///< lines run down, the first at the right
};

/// The size of an image in the text, by the number of its section.
struct InlineImage {
  std::size_t section = 0;
  double width = 0, height = 0;  ///< ems
};

/// A glyph, or an image in the text, in its place: ems from the layout's top left corner, y down.
struct TextGlyph {
  const Face* face = nullptr;        ///< null: an image
  const Outline* outline = nullptr;  ///< null: an image
  std::uint32_t id = 0;
  std::uint32_t section = 0;  ///< of the text
  std::uint32_t cluster = 0;  ///< the byte of the text it begins at
  std::uint32_t unit = 0;     ///< those of one unit stay together when the text is bent
  bool upright = false;       ///< of a character that stands upright where text runs down
  bool turned = false;        ///< a quarter to the right
  double x = 0, y = 0;        ///< of its origin; of an image its bottom left corner
  double advance = 0, scale = 1;
  double width = 0, height = 0;  ///< of an image
};

struct TextLine {
  std::size_t first = 0, last = 0;  ///< glyphs, from the left or the top
  double width = 0, baseline = 0;
};

/// A label's text as glyphs: itemized by Pango (fonts by script, direction both ways by UAX 9), shaped by HarfBuzz run
/// by run, lines balanced, broken where UAX 14 allows. Made once for all sizes. Immutable.
///
/// A line is line_height tall, its capitals in the middle; a font taller than Noto Sans (Nastaliq) adds what it needs.
/// Lines stand at the left: whoever draws moves them by their widths.
///
/// Where lines run down they begin at the top, and characters stand upright each in its own square, as MapLibre sets
/// them; joined and right-to-left scripts, brackets and dashes lie along the line.
class TextLayout {
 public:
  /// \throws EnvironmentError if the fonts are missing, or no font has a glyph (lists the code points)
  TextLayout(const style::Formatted& text, const LayoutSpec& spec, const std::vector<InlineImage>& images = {});

  const std::vector<TextGlyph>& glyphs() const { return m_glyphs; }
  const std::vector<TextLine>& lines() const { return m_lines; }
  double width() const { return m_width; }
  double height() const { return m_height; }
  bool has_ink() const { return m_has_ink; }
  /// Where line_height's middle would cross the first baseline's letters: half a capital's height.
  static constexpr double middle = 0.36;

 private:
  friend class TextLayouter;
  std::vector<TextGlyph> m_glyphs;
  std::vector<TextLine> m_lines;
  double m_width = 0, m_height = 0;
  bool m_has_ink = false;
};

}  // namespace riskmap::render::detail

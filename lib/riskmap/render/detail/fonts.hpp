// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/geo/box.hpp>
#include <riskmap/render/view.hpp>

#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <vector>

struct _PangoContext;
struct _PangoFont;
struct _PangoFontDescription;
struct _cairo_font_face;
struct hb_font_t;

namespace riskmap::render::detail {

/// Pango's font maps are not shared between threads: all of it happens under this lock.
std::recursive_mutex& text_lock();
/// Of a private fontconfig that sees the Noto fonts of Debian's fonts-noto-core and fonts-noto-cjk (and $RISKMAP_FONTS)
/// only, without hinting, so that text is the same on any machine. \pre text_lock() is held
/// \throws EnvironmentError if the fonts are missing
_PangoContext* font_context();
/// A `text-font` stack ("Noto Sans Bold Italic": a family followed by style words), then Noto by script. The caller
/// frees it.
_PangoFontDescription* describe_font(const std::vector<std::string>& stack, double pixels);
/// "A,B" parted.
std::vector<std::string> split_stack(const std::string& fonts);

/// A glyph's outline in ems from its origin, y down: pieces of contours, quadratic and cubic curves.
struct Outline {
  enum class Verb : unsigned char { move, line, quadratic, cubic };
  std::vector<Verb> verbs;
  std::vector<PixelPoint> points;  ///< 1 of move and line, 2 of quadratic, 3 of cubic
  bool backward = false;           ///< the outer contours run against the clock
  geo::PixelBox ink;               ///< empty if there is none
};

/// A font at no size in particular: lengths are in ems. Kept as long as the process; outlines stay where they are.
class Face {
 public:
  static constexpr double shaping_size = 64;  ///< px, of the Pango fonts faces are made of

  /// \pre text_lock() is held; the font is of shaping_size
  static const Face& of(_PangoFont* font);
  explicit Face(_PangoFont* font);
  Face(const Face&) = delete;
  Face& operator=(const Face&) = delete;

  hb_font_t* shaper() const { return m_shaper; }
  double unit() const { return m_unit; }  ///< ems per unit of the shaper's
  double ascent() const { return m_ascent; }
  double descent() const { return m_descent; }
  /// True if its words slope from letter to letter (Nastaliq), so that they keep their shape only as a whole.
  bool cascades() const { return m_cascades; }
  /// True if it says how its glyphs follow one another downwards.
  bool runs_down() const { return m_runs_down; }
  const std::string& file() const { return m_file; }
  const Outline& outline(std::uint32_t glyph) const;  ///< \pre text_lock() is held
  _cairo_font_face* page_face() const { return m_page_face; }
  const double* page_matrix() const { return m_page_matrix; }  ///< of one em: xx, yx, xy, yy

 private:
  hb_font_t* m_shaper = nullptr;
  double m_unit = 1, m_ascent = 0, m_descent = 0;
  bool m_cascades = false, m_runs_down = false;
  std::string m_file;
  _cairo_font_face* m_page_face = nullptr;
  double m_page_matrix[4] = {1, 0, 0, 1};
  mutable std::unordered_map<std::uint32_t, std::unique_ptr<const Outline>> m_outlines;
};

}  // namespace riskmap::render::detail

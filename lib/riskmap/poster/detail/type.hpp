// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/poster/furniture.hpp>

#include <string>

namespace riskmap::poster::detail {

constexpr double mm_per_point = 25.4 / 72;

inline constexpr render::Color ink{0.13, 0.13, 0.15, 1}, quiet{0.32, 0.32, 0.35, 1}, rule{0.62, 0.62, 0.65, 1};

enum class Weight : unsigned char { regular, semibold, bold };

/// Type of a size in points that wraps at a width in mm (0: never).
render::TextStyle type(const FurnitureContext& context, double points, double width, Weight weight = Weight::regular,
                       const render::Color& color = ink);

/// Paragraphs one below the other; measures, and draws if there is a canvas.
class Column {
 public:
  Column(render::Canvas* canvas, const geo::PixelBox& box) : m_canvas(canvas), m_box(box), m_y(box.min_y) {}
  /// Empty texts take no room. `after`: mm.
  void put(const std::string& text, const render::TextStyle& style, double after = 0);
  void skip(double mm) { m_y += mm; }
  double y() const { return m_y; }
  double height() const { return m_y - m_box.min_y; }
  double widest() const { return m_widest; }

 private:
  render::Canvas* m_canvas;
  geo::PixelBox m_box;
  double m_y, m_widest = 0;
};

/// A straight line from (x0, y0) to (x1, y1).
void draw_line(render::Canvas& canvas, double x0, double y0, double x1, double y1, double width,
               const render::Color& color = rule);

}  // namespace riskmap::poster::detail

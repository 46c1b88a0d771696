// SPDX-License-Identifier: MIT
#include <riskmap/poster/detail/type.hpp>

#include <algorithm>

namespace riskmap::poster::detail {

render::TextStyle type(const FurnitureContext& context, double points, double width, Weight weight,
                       const render::Color& color) {
  static constexpr const char* words[] = {" Regular", " SemiBold", " Bold"};
  render::TextStyle style;
  const auto family =
      context.page.is_object() ? context.page.value("font", std::string("Noto Sans")) : std::string("Noto Sans");
  style.fonts = {family + words[static_cast<unsigned>(weight)]};
  style.size = points * mm_per_point * context.type;
  style.color = color;
  style.max_width = width;
  style.line_height = 1.3;
  return style;
}

void Column::put(const std::string& text, const render::TextStyle& style, double after) {
  if (text.empty()) return;
  const auto size = render::Canvas::measure(text, style);
  if (m_canvas) m_canvas->text(text, style, {m_box.min_x, m_y});
  m_y += size.height + after;
  m_widest = std::max(m_widest, size.width);
}

void draw_line(render::Canvas& canvas, double x0, double y0, double x1, double y1, double width,
               const render::Color& color) {
  canvas.stroke({{{{x0, y0}, {x1, y1}}}}, {.color = color, .width = width});
}

}  // namespace riskmap::poster::detail

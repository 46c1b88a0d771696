// SPDX-License-Identifier: MIT
#include <riskmap/render/detail/line_page.hpp>

#include <cairo.h>

#include <algorithm>
#include <cmath>

namespace riskmap::render::detail {
namespace {

class PageLines {
 public:
  PageLines(const LineInk& ink, const View& view, FixedPoint shift, cairo_t* context)
      : m_ink(ink), m_view(view), m_context(context) {
    const double dx = static_cast<double>(shift.x) / per_pixel, dy = static_cast<double>(shift.y) / per_pixel;
    const auto box = view.world_box();
    m_reach = geo::PixelBox{box.min_x - dx, box.min_y - dy, box.max_x - dx, box.max_y - dy}.grown(ink.look().reach());
    cairo_save(context);
    cairo_translate(context, dx, dy);
    const auto& pen = ink.look().pen;
    cairo_set_line_cap(context, static_cast<cairo_line_cap_t>(pen.cap));
    cairo_set_line_join(context, static_cast<cairo_line_join_t>(pen.join));
    cairo_set_miter_limit(context, pen.miter_limit);
    cairo_new_path(context);
  }
  PageLines(const PageLines&) = delete;
  PageLines& operator=(const PageLines&) = delete;
  ~PageLines() { cairo_restore(m_context); }

  // `width` and less, so that what they leave together fades over `blur` to `alpha`.
  void stroke_faded(double width, const Color& color, double blur, bool dashed) {
    const int count = blur > 0 ? std::clamp(static_cast<int>(std::ceil(2 * blur)), 2, 32) : 1;
    double before = 0;
    for (int i = 0; i < count; ++i) {
      const double alpha = color.a * (i + 1) / count, thinner = width - 2 * blur * (i + 0.5) / count;
      cairo_set_source_rgba(m_context, color.r, color.g, color.b, before < 1 ? (alpha - before) / (1 - before) : 1);
      before = alpha;
      const double wide = count == 1 ? width : thinner;
      if (wide <= 0) break;
      cairo_set_line_width(m_context, wide);
      dashed ? stroke_dashes() : stroke_lines();
    }
  }

 private:
  void stroke_lines() {
    for (const auto& line : m_ink.lines()) trace_line(m_context, line, m_reach, m_view);
    cairo_stroke(m_context);
  }

  void stroke_dashes() {
    auto dashes = m_ink.look().dashes;
    // Of an odd number the last dash runs on into the first.
    if (dashes.size() % 2 == 1) dashes.push_back(0);
    const double period = Dashes(m_ink.look().dashes).period();
    for (const auto& line : m_ink.lines()) {
      trace_parts(m_context, line, m_reach, m_view, [&](double along) {
        cairo_set_dash(m_context, dashes.data(), static_cast<int>(dashes.size()), std::fmod(along, period));
        cairo_stroke(m_context);
      });
    }
    cairo_set_dash(m_context, nullptr, 0, 0);
  }

  const LineInk& m_ink;
  const View& m_view;
  cairo_t* m_context;
  geo::PixelBox m_reach;
};

}  // namespace

void draw_on_page(const LineInk& ink, const Color& color, const View& view, FixedPoint shift, cairo_t* context) {
  const auto& look = ink.look();
  const bool dashed = !look.dashes.empty();
  PageLines lines(ink, view, shift, context);
  if (look.gap <= 0) return lines.stroke_faded(look.pen.width, color, look.blur, dashed);
  cairo_push_group(context);
  lines.stroke_faded(look.wide().width, color, look.blur, dashed);
  cairo_set_operator(context, CAIRO_OPERATOR_DEST_OUT);
  lines.stroke_faded(look.gap, {0, 0, 0, 1}, look.blur, false);
  cairo_pop_group_to_source(context);
  cairo_paint(context);
}

}  // namespace riskmap::render::detail

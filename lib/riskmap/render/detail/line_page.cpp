// SPDX-License-Identifier: MIT
#include <riskmap/render/detail/line_page.hpp>

#include <cairo.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <utility>
#include <vector>

namespace riskmap::render::detail {
namespace {

constexpr int cap_steps = 16;  // of a round end

// From a place beside a line's end around that end to the other side.
void add_end(PixelPoint end, PixelPoint beside, Stroke::Cap cap, std::vector<PixelPoint>& out) {
  const double x = beside.x - end.x, y = beside.y - end.y;
  if (cap == Stroke::Cap::square) {
    out.push_back({end.x + x - y, end.y + y + x});
    out.push_back({end.x - x - y, end.y - y + x});
    return;
  }
  for (int i = 1; i < cap_steps; ++i) {
    const double angle = std::numbers::pi * i / cap_steps, c = std::cos(angle), s = std::sin(angle);
    out.push_back({end.x + c * x - s * y, end.y + s * x + c * y});
  }
}

// The two lines of a casing, or the one that runs around it: so a page need not cut it out, which Cairo can do in
// pictures alone.
std::vector<PixelLine> sides_of(const PixelLine& line, double distance, const Pen& pen) {
  auto left = moved_aside(line, -distance, pen), right = moved_aside(line, distance, pen);
  const auto &first = line.points.front(), &last = line.points.back();
  const bool ring = line.points.size() > 3 && first.x == last.x && first.y == last.y;
  std::vector<PixelLine> out;
  if (ring || pen.cap == Stroke::Cap::butt || left.points.size() < 2 || right.points.size() < 2) {
    out.push_back(std::move(left));
    out.push_back(std::move(right));
    return out;
  }
  auto around = std::move(left.points);
  add_end(last, around.back(), pen.cap, around);
  around.insert(around.end(), right.points.rbegin(), right.points.rend());
  add_end(first, around.back(), pen.cap, around);
  around.push_back(around.front());
  out.push_back(make_line(std::move(around)));
  return out;
}

class PageLines {
 public:
  PageLines(const LineInk& ink, const View& view, FixedPoint shift, cairo_t* context)
      : m_ink(ink), m_view(view), m_context(context), m_reach(box_before(view, shift).grown(ink.look().reach())) {
    cairo_save(context);
    cairo_translate(context, in_pixels(shift).x, in_pixels(shift).y);
    const auto& pen = ink.look().pen;
    cairo_set_line_cap(context, static_cast<cairo_line_cap_t>(pen.cap));
    cairo_set_line_join(context, static_cast<cairo_line_join_t>(pen.join));
    cairo_set_miter_limit(context, pen.miter_limit);
    cairo_new_path(context);
  }
  PageLines(const PageLines&) = delete;
  PageLines& operator=(const PageLines&) = delete;
  ~PageLines() { cairo_restore(m_context); }

  // MapLibre's blurred casing fades inwards from its outer edge, and into the gap from its inner one.
  void stroke_casing(const Color& color) {
    const auto& look = m_ink.look();
    const double distance = (look.gap + look.pen.width - look.blur) / 2;
    for (const auto& line : m_ink.lines()) {
      if (line.points.size() < 2 || !line.box.grown(look.reach()).intersects(m_reach)) continue;
      for (auto& side : sides_of(line, distance, look.pen)) m_sides.push_back(std::move(side));
    }
    m_lines = &m_sides;
    stroke_faded(look.pen.width + look.blur, color, look.blur, false);
  }

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
    for (const auto& line : *m_lines) trace_line(m_context, line, m_reach, m_view);
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
  std::vector<PixelLine> m_sides;  // of a casing
  const std::vector<PixelLine>* m_lines = &m_ink.lines();
};

}  // namespace

void draw_on_page(const LineInk& ink, const Color& color, const View& view, FixedPoint shift, cairo_t* context) {
  const auto& look = ink.look();
  const bool dashed = !look.dashes.empty();
  PageLines lines(ink, view, shift, context);
  if (look.gap <= 0) return lines.stroke_faded(look.pen.width, color, look.blur, dashed);
  if (!dashed) return lines.stroke_casing(color);
  cairo_push_group(context);
  lines.stroke_faded(look.wide().width, color, look.blur, dashed);
  cairo_set_operator(context, CAIRO_OPERATOR_DEST_OUT);
  lines.stroke_faded(look.gap, {0, 0, 0, 1}, look.blur, false);
  cairo_pop_group_to_source(context);
  cairo_paint(context);
}

}  // namespace riskmap::render::detail

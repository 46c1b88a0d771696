// SPDX-License-Identifier: MIT
#include <riskmap/render/plot.hpp>

#include <riskmap/render/detail/plot_axis.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace riskmap::render {
namespace {

using detail::PlotAxis;

const Color ink{0.16, 0.16, 0.18, 1}, quiet{0.34, 0.34, 0.37, 1}, grid{0.90, 0.90, 0.91, 1}, axis{0.45, 0.45, 0.48, 1};
constexpr double text_size = 11, gap = 5, swatch = 22, line_width = 1.8, tick_gap = 8;  // CSS px

struct Range {
  double low = std::numeric_limits<double>::infinity(), high = -low;
  void add(double value) { low = std::min(low, value), high = std::max(high, value); }
};

PlotAxis x_axis(const Plot& plot, int wanted) {
  Range range;
  const auto take = [&](double x) {
    if (std::isfinite(x) && (!plot.x_log || x > 0)) range.add(x);
  };
  for (const auto& series : plot.series)
    for (const auto& point : series.points) take(point.first);
  for (const auto& mark : plot.marks) take(mark.x);
  return {range.low, range.high, plot.x_log, wanted, PlotAxis::Fit::tight};
}

PlotAxis y_axis(const Plot& plot, int wanted) {
  if (plot.y_range) return {plot.y_range->first, plot.y_range->second, false, wanted, PlotAxis::Fit::tight};
  Range range;
  for (const auto& series : plot.series)
    for (const auto& point : series.points)
      if (std::isfinite(point.second)) range.add(point.second);
  return {range.low, range.high, false, wanted, PlotAxis::Fit::to_ticks};
}

/// Draws one plot: texts from the top and the bottom take their room, the chart fills what is left.
class Drawing {
 public:
  Drawing(const Plot& plot, Canvas& canvas, const geo::PixelBox& box, double unit)
      : m_plot(plot), m_canvas(canvas), m_box(box), m_chart(box), m_unit(unit) {}

  void draw() {
    put_title();
    put_key();
    put_note();
    put_axis_labels();
    lay_out_chart();
    if (m_chart.width() < 20 * m_unit || m_chart.height() < 20 * m_unit) return;
    draw_grid();
    draw_marks();
    draw_lines();
  }

 private:
  struct Flag {
    double x = 0;  // of its line
    std::size_t row = 0;
    const std::string* label = nullptr;
    double width = 0;
  };

  TextStyle style(const Color& color = ink) const {
    TextStyle out;
    out.size = text_size * m_unit;
    out.color = color;
    return out;
  }
  double line_height() const { return Canvas::measure("0", style()).height; }
  double width_of(const std::string& text) const { return Canvas::measure(text, style()).width; }

  // A minus sign may come from another font, whose line is higher: digits stand on one baseline all the same.
  void put_tick_text(const std::string& text, PixelPoint top_left) {
    top_left.y += Canvas::measure("0", style()).baseline - Canvas::measure(text, style()).baseline;
    m_canvas.text(text, style(quiet), top_left);
  }

  void put_title() {
    if (m_plot.title.empty()) return;
    auto look = style();
    look.fonts = {"Noto Sans SemiBold"};
    look.size *= 1.2;
    look.max_width = m_box.width();
    m_canvas.text(m_plot.title, look, {m_box.min_x, m_chart.min_y});
    m_chart.min_y += Canvas::measure(m_plot.title, look).height + gap * m_unit;
  }

  // Swatch and name, wrapped to the box.
  void put_key() {
    double x = m_box.min_x;
    const double row = line_height();
    bool any = false;
    for (const auto& series : m_plot.series) {
      if (series.name.empty()) continue;
      const double width = (swatch + gap) * m_unit + width_of(series.name);
      if (any && x + width > m_box.max_x) x = m_box.min_x, m_chart.min_y += row + 2 * m_unit;
      const double middle = m_chart.min_y + row / 2;
      m_canvas.stroke({{{{x, middle}, {x + swatch * m_unit, middle}}}}, stroke_of(series));
      m_canvas.text(series.name, style(), {x + (swatch + gap) * m_unit, m_chart.min_y});
      x += width + 3 * gap * m_unit;
      any = true;
    }
    if (any) m_chart.min_y += row + gap * m_unit;
  }

  void put_note() {
    if (m_plot.note.empty()) return;
    auto look = style(quiet);
    look.max_width = m_box.width();
    look.line_height = 1.25;
    m_chart.max_y -= Canvas::measure(m_plot.note, look).height;
    m_canvas.text(m_plot.note, look, {m_box.min_x, m_chart.max_y});
    m_chart.max_y -= 1.5 * gap * m_unit;
  }

  void put_axis_labels() {
    if (!m_plot.y_label.empty()) {
      m_canvas.text(m_plot.y_label, style(quiet), {m_box.min_x, m_chart.min_y});
      m_chart.min_y += line_height() + gap * m_unit;
    }
    if (!m_plot.x_label.empty()) m_chart.max_y -= line_height();
    m_x_label_top = m_chart.max_y;
    m_chart.max_y -= line_height() + tick_gap * m_unit;  // the ticks' own texts
  }

  void lay_out_chart() {
    m_y.emplace(y_axis(m_plot, std::clamp(static_cast<int>(m_chart.height() / (34 * m_unit)), 3, 7)));
    double widest = 0;
    for (const double tick : m_y->ticks()) widest = std::max(widest, width_of(m_y->text(tick)));
    m_chart.min_x += widest + 1.5 * gap * m_unit;
    m_x.emplace(x_axis(m_plot, std::clamp(static_cast<int>(m_chart.width() / (60 * m_unit)), 3, 9)));
    const double outer = m_box.max_x - 0.5 * width_of(m_x->text(m_x->high()));
    m_chart.max_x = outer;
    for (int pass = 0; pass < 4; ++pass) m_chart.max_x = std::min(outer, m_chart.max_x - beyond_the_right());
    plant_flags();
    m_chart.min_y += line_height() / 2;  // half a tick label stands above the highest tick
    for (const Flag& flag : m_flags) m_flag_rows = std::max(m_flag_rows, flag.row + 1);
    m_chart.min_y += static_cast<double>(m_flag_rows) * line_height();
  }

  // How much the labels of marks would stick out of the box.
  double beyond_the_right() const {
    double most = 0;
    for (const auto& mark : m_plot.marks)
      if (m_x->can_show(mark.x))
        most = std::max(most, at_x(mark.x) + gap * m_unit + width_of(mark.label) - m_box.max_x);
    return std::min(most, 0.4 * m_box.width());
  }

  // A label stands to the right of its line's top. A line to the right that it would meet ends lower: so from right to
  // left each takes the row above those it reaches over.
  void plant_flags() {
    for (const auto& mark : m_plot.marks)
      if (m_x->can_show(mark.x)) m_flags.push_back({at_x(mark.x), 0, &mark.label, width_of(mark.label)});
    std::stable_sort(m_flags.begin(), m_flags.end(), [](const Flag& a, const Flag& b) { return a.x > b.x; });
    for (std::size_t i = 0; i < m_flags.size(); ++i) {
      const double reach = m_flags[i].x + m_flags[i].width + 3 * gap * m_unit;
      for (std::size_t j = 0; j < i; ++j)
        if (m_flags[j].x < reach) m_flags[i].row = std::max(m_flags[i].row, m_flags[j].row + 1);
    }
  }

  double at_x(double x) const { return m_chart.min_x + m_x->share(x) * m_chart.width(); }
  double at_y(double y) const { return m_chart.max_y - m_y->share(y) * m_chart.height(); }

  void draw_grid() {
    for (const double tick : m_y->ticks()) {
      const double y = at_y(tick);
      m_canvas.stroke({{{{m_chart.min_x, y}, {m_chart.max_x, y}}}}, {.color = grid, .width = m_unit});
      const auto text = m_y->text(tick);
      put_tick_text(text, {m_chart.min_x - gap * m_unit - width_of(text), y - line_height() / 2});
    }
    for (const double tick : m_x->ticks()) {
      const double x = at_x(tick);
      m_canvas.stroke({{{{x, m_chart.min_y}, {x, m_chart.max_y}}}}, {.color = grid, .width = m_unit});
      m_canvas.stroke({{{{x, m_chart.max_y}, {x, m_chart.max_y + 4 * m_unit}}}}, {.color = axis, .width = m_unit});
      const auto text = m_x->text(tick);
      put_tick_text(text, {x - width_of(text) / 2, m_chart.max_y + tick_gap * m_unit});
    }
    m_canvas.stroke({{{{m_chart.min_x, m_chart.max_y}, {m_chart.max_x, m_chart.max_y}}}},
                    {.color = axis, .width = m_unit});
    m_canvas.text(m_plot.x_label, style(quiet),
                  {(m_chart.min_x + m_chart.max_x - width_of(m_plot.x_label)) / 2, m_x_label_top});
  }

  void draw_marks() {
    for (const Flag& flag : m_flags) {
      const double row_top = m_chart.min_y - static_cast<double>(flag.row + 1) * line_height();
      m_canvas.stroke({{{{flag.x, row_top + 2 * m_unit}, {flag.x, m_chart.max_y}}}}, {.color = axis, .width = m_unit});
      m_canvas.text(*flag.label, style(), {flag.x + 0.6 * gap * m_unit, row_top});
    }
  }

  // Only the lines are cut at the chart's edge, and not within half their width of it.
  void draw_lines() {
    m_canvas.within(m_chart.grown(line_width * m_unit), [&](Canvas& inner) {
      const double dx = line_width * m_unit - m_chart.min_x, dy = line_width * m_unit - m_chart.min_y;
      for (const auto& series : m_plot.series) draw_line(series, inner, dx, dy);
    });
  }

  void draw_line(const Plot::Series& series, Canvas& inner, double dx, double dy) const {
    Path path;
    bool joined = false;
    for (const auto& [x, y] : series.points) {
      const bool shown = m_x->can_show(x) && m_y->can_show(y);
      if (shown && !joined) path.lines.emplace_back();
      if (shown) path.lines.back().push_back({at_x(x) + dx, at_y(y) + dy});
      joined = shown;
    }
    for (const auto& line : path.lines)
      if (line.size() == 1) inner.circle(line.front(), 2.5 * m_unit, series.color, series.color, 0);
    inner.stroke(path, stroke_of(series));
  }

  Stroke stroke_of(const Plot::Series& series) const {
    Stroke out{.color = series.color, .width = line_width * m_unit, .join = Stroke::Join::round};
    if (series.dashed) out.dashes = {5 * m_unit, 3 * m_unit};
    return out;
  }

  const Plot& m_plot;
  Canvas& m_canvas;
  geo::PixelBox m_box, m_chart;
  double m_unit;
  double m_x_label_top = 0;
  std::optional<PlotAxis> m_x, m_y;
  std::vector<Flag> m_flags;
  std::size_t m_flag_rows = 0;
};

}  // namespace

Color plot_color(std::size_t i) {
  static constexpr std::array<Color, 8> colors = {{{0.00, 0.45, 0.70, 1},    // blue
                                                   {0.84, 0.37, 0.00, 1},    // vermilion
                                                   {0.00, 0.62, 0.45, 1},    // bluish green
                                                   {0.80, 0.47, 0.65, 1},    // reddish purple
                                                   {0.90, 0.62, 0.00, 1},    // orange
                                                   {0.34, 0.71, 0.91, 1},    // sky blue
                                                   {0.35, 0.35, 0.38, 1},    // for the palette's black
                                                   {0.72, 0.65, 0.00, 1}}};  // for its yellow, too pale for lines
  return colors[i % colors.size()];
}

void draw_plot(const Plot& plot, Canvas& canvas, const geo::PixelBox& box, double unit) {
  Drawing(plot, canvas, box, unit).draw();
  canvas.check("a plot");
}

}  // namespace riskmap::render

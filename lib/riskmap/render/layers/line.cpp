// SPDX-License-Identifier: MIT
#include <riskmap/render/detail/layer_features.hpp>
#include <riskmap/render/detail/pixel_geometry.hpp>

#include <cairo.h>

#include <algorithm>
#include <cmath>

namespace riskmap::render::layers {
namespace {

using style::PropertySpec;
using style::ValueType;

// A table, one property a line.
// clang-format off
constexpr PropertySpec properties[] = {
    {.name = "line-cap", .layout = true, .type = ValueType::enumeration, .default_json = "\"butt\"", .help = "How ends look.", .values = "butt|round|square"},
    {.name = "line-join", .layout = true, .type = ValueType::enumeration, .default_json = "\"miter\"", .help = "How corners look.", .values = "bevel|round|miter"},
    {.name = "line-miter-limit", .layout = true, .default_json = "2", .help = "Sharper corners than this are bevelled.", .per_feature = false},
    {.name = "line-round-limit", .layout = true, .default_json = "1.05", .per_feature = false, .no_effect = "round joins are always round here"},
    {.name = "line-sort-key", .layout = true, .default_json = "", .help = "Features are drawn in the order of this number."},
    {.name = "line-opacity", .default_json = "1", .help = "How opaque the line is.", .minimum = 0, .maximum = 1},
    {.name = "line-color", .type = ValueType::color, .default_json = "\"#000000\"", .help = "The colour of the line."},
    {.name = "line-width", .default_json = "1", .unit = "px", .help = "Thickness of the line.", .minimum = 0},
    {.name = "line-gap-width", .default_json = "0", .unit = "px", .help = "Draws a casing: two lines this far apart.", .minimum = 0},
    {.name = "line-dasharray", .type = ValueType::number_array, .default_json = "", .unit = "line widths", .help = "Lengths of dashes and gaps.", .per_feature = false},
    {.name = "line-translate", .type = ValueType::number_array, .default_json = "[0,0]", .unit = "px", .help = "Moves the drawing right and down.", .per_feature = false, .length = 2},
    {.name = "line-translate-anchor", .type = ValueType::enumeration, .default_json = "\"map\"", .values = "map|viewport", .per_feature = false, .no_effect = "a still map is not turned: map and viewport are the same"},
    {.name = "line-offset", .default_json = "0", .unit = "px", .no_effect = "not drawn in this version"},
    {.name = "line-blur", .default_json = "0", .unit = "px", .minimum = 0, .no_effect = "not drawn in this version"},
    {.name = "line-pattern", .type = ValueType::image, .default_json = "", .no_effect = "not drawn in this version"},
    {.name = "line-gradient", .type = ValueType::color, .default_json = "", .per_feature = false, .no_effect = "not drawn in this version"},
};
// clang-format on

struct Paint {
  style::Color color;
  double width = 1, gap = 0;  // device pixels
  cairo_line_cap_t cap = CAIRO_LINE_CAP_BUTT;
  cairo_line_join_t join = CAIRO_LINE_JOIN_MITER;
  std::vector<double> dashes;
  double miter_limit = 2;
  bool operator==(const Paint&) const = default;
  double reach() const {
    return (width / 2 + gap / 2 + width) * std::max(1.0, join == CAIRO_LINE_JOIN_MITER ? miter_limit : 1.5) + 2;
  }
};

struct Group {
  Paint paint;
  std::vector<detail::PixelLine> lines;
};

void set_pen(cairo_t* context, const Paint& paint) {
  cairo_set_line_cap(context, paint.cap);
  cairo_set_line_join(context, paint.join);
  cairo_set_miter_limit(context, paint.miter_limit);
  detail::set_source(context, paint.color);
}

class LineLayer final : public PreparedLayer {
 public:
  LineLayer(std::vector<Group> groups, double dx, double dy) : m_groups(std::move(groups)), m_dx(dx), m_dy(dy) {}

  void draw(const View& view, Canvas& canvas) const override {
    auto* context = canvas.context();
    cairo_save(context);
    cairo_translate(context, m_dx, m_dy);
    for (const auto& group : m_groups) draw_group(group, view, context);
    cairo_restore(context);
  }

  bool touches(const View& view) const override {
    for (const auto& group : m_groups) {
      const auto box = view.world_box().grown(group.paint.reach());
      for (const auto& line : group.lines) {
        if (line.box.intersects(box)) return true;
      }
    }
    return false;
  }

 private:
  void draw_group(const Group& group, const View& view, cairo_t* context) const {
    const auto& paint = group.paint;
    const auto reach = view.world_box().grown(paint.reach() + std::abs(m_dx) + std::abs(m_dy));
    set_pen(context, paint);
    cairo_new_path(context);
    if (paint.gap > 0) {
      draw_casing(group, reach, view, context);
    } else if (!paint.dashes.empty()) {
      draw_dashes(group, reach, view, context);
    } else {
      // One stroke for all lines of a look: where they meet or overlap, they do not darken one another.
      for (const auto& line : group.lines) detail::trace_line(context, line, reach, view);
      cairo_set_line_width(context, paint.width);
      cairo_stroke(context);
    }
  }

  static void draw_dashes(const Group& group, const geo::PixelBox& reach, const View& view, cairo_t* context) {
    const auto& paint = group.paint;
    double period = 0;
    for (const double d : paint.dashes) period += d;
    if (paint.dashes.size() % 2 == 1) period *= 2;
    cairo_set_line_width(context, paint.width);
    for (const auto& line : group.lines) {
      detail::trace_parts(context, line, reach, view, [&](double along) {
        cairo_set_dash(context, paint.dashes.data(), static_cast<int>(paint.dashes.size()), std::fmod(along, period));
        cairo_stroke(context);
      });
    }
    cairo_set_dash(context, nullptr, 0, 0);
  }

  static void draw_casing(const Group& group, const geo::PixelBox& reach, const View& view, cairo_t* context) {
    const auto& paint = group.paint;
    cairo_push_group(context);
    for (const auto& line : group.lines) detail::trace_line(context, line, reach, view);
    set_pen(context, paint);
    cairo_set_line_width(context, paint.gap + 2 * paint.width);
    cairo_stroke_preserve(context);
    cairo_set_operator(context, CAIRO_OPERATOR_DEST_OUT);
    cairo_set_source_rgb(context, 0, 0, 0);
    cairo_set_line_width(context, paint.gap);
    cairo_stroke(context);
    cairo_pop_group_to_source(context);
    cairo_paint(context);
  }

  std::vector<Group> m_groups;
  double m_dx, m_dy;
};

Paint evaluate(const style::Layer& layer, const style::EvaluationContext& context, double ratio, unsigned& failures) {
  Paint paint;
  paint.color =
      detail::faded(layer.color("line-color", context, &failures), layer.number("line-opacity", context, &failures));
  paint.width = layer.number("line-width", context, &failures) * ratio;
  paint.gap = layer.number("line-gap-width", context, &failures) * ratio;
  const auto cap = layer.text("line-cap", context, &failures), join = layer.text("line-join", context, &failures);
  paint.cap = cap == "round" ? CAIRO_LINE_CAP_ROUND : cap == "square" ? CAIRO_LINE_CAP_SQUARE : CAIRO_LINE_CAP_BUTT;
  paint.join = join == "round"   ? CAIRO_LINE_JOIN_ROUND
               : join == "bevel" ? CAIRO_LINE_JOIN_BEVEL
                                 : CAIRO_LINE_JOIN_MITER;
  paint.miter_limit = layer.number("line-miter-limit", context, &failures);
  if (layer.has("line-dasharray")) {
    for (const double d : layer.numbers("line-dasharray", context, &failures))
      paint.dashes.push_back(std::max(0.0, d) * paint.width);
    const bool any = std::any_of(paint.dashes.begin(), paint.dashes.end(), [](double d) { return d > 0; });
    if (!any) paint.dashes.clear();
  }
  return paint;
}

std::unique_ptr<PreparedLayer> prepare(const style::Layer& layer, const PrepareContext& prepare) {
  std::vector<Group> groups;
  unsigned failures = 0;
  detail::for_features(layer, prepare, "line-sort-key",
                       [&](const model::Feature& feature, const style::EvaluationContext& context) {
                         auto paint = evaluate(layer, context, prepare.ratio, failures);
                         if (paint.width <= 0 || paint.color.a <= 0) return;
                         if (groups.empty() || !(groups.back().paint == paint))
                           groups.push_back({std::move(paint), {}});
                         for (auto& line : detail::project_lines(feature.geometry, prepare.world_size))
                           groups.back().lines.push_back(std::move(line));
                       });
  detail::note_failures(layer, prepare, failures);
  const auto shift = layer.numbers("line-translate", detail::evaluation(prepare));
  return std::make_unique<LineLayer>(std::move(groups), shift.at(0) * prepare.ratio, shift.at(1) * prepare.ratio);
}

std::vector<LegendItem> legend(const style::Layer& layer, const map::Scene& scene) {
  std::vector<LegendItem> out;
  for (auto& entry : detail::legend_entries(layer, scene)) {
    unsigned failures = 0;
    const auto paint = evaluate(layer, detail::legend_context(entry), 1, failures);
    LegendItem item;
    item.kind = LegendItem::Kind::line;
    item.label = entry.label;
    item.draw = [paint](Canvas& canvas, const geo::PixelBox& box, double unit) {
      const double y = (box.min_y + box.max_y) / 2;
      Stroke stroke{.color = paint.color, .width = paint.width * unit, .dashes = paint.dashes};
      for (auto& d : stroke.dashes) d *= unit;
      canvas.stroke({{{{box.min_x, y}, {box.max_x, y}}}}, stroke);
    };
    out.push_back(std::move(item));
  }
  return out;
}

}  // namespace

extern const LayerType line;
const LayerType line = {
    .spec = {.type = "line", .properties = properties, .sources = "geojson|vector"},
    .summary = "lines, and the outlines of areas",
    .prepare = &prepare,
    .legend = &legend,
};

}  // namespace riskmap::render::layers

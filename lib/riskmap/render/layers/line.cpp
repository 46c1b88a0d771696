// SPDX-License-Identifier: MIT
#include <riskmap/geo/box_index.hpp>
#include <riskmap/render/detail/coverage.hpp>
#include <riskmap/render/detail/dashes.hpp>
#include <riskmap/render/detail/layer_features.hpp>
#include <riskmap/render/detail/pixel_buffer.hpp>
#include <riskmap/render/detail/zoom_outlines.hpp>

#include <cairo.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <optional>

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
  double gap = 0;  // device pixels
  detail::Pen pen;
  std::vector<double> dashes;
  bool operator==(const Paint&) const = default;
  detail::Pen wide() const {  // a casing's outer edge
    auto out = pen;
    out.width = gap + 2 * pen.width;
    return out;
  }
  double reach() const { return gap > 0 ? wide().reach() : pen.reach(); }
};

struct Group {
  Paint paint;
  std::vector<detail::PixelLine> lines;
  std::vector<detail::ZoomOutlines::Corner> corners;  // where lines go on from others
  detail::Shape ink = {}, gap = {};                   // what the pen leaves; what it leaves free
  geo::BoxIndex index = {};                           // over the lines of dashes, which are made when they are drawn
  bool dashed() const { return !paint.dashes.empty(); }
};

void add_paint(const Paint& paint, Digest& digest) {
  digest.add("line").add(std::uint64_t{detail::premultiplied_pixel(paint.color)});
  if (paint.dashes.empty()) return;
  digest.add(paint.pen.width).add(paint.pen.miter_limit);
  digest.add(static_cast<std::uint64_t>(paint.pen.cap)).add(static_cast<std::uint64_t>(paint.pen.join));
  for (const double length : paint.dashes) digest.add(length);
}

detail::Shape drawn_with(const detail::Pen& pen, const Group& group) {
  detail::Rings rings;
  for (const auto& line : group.lines) pen.outline(detail::to_fixed(line), rings);
  for (const auto& corner : group.corners) pen.corner(corner.before, corner.at, corner.after, rings);
  return detail::Shape(std::move(rings));
}

class LineLayer final : public PreparedLayer {
 public:
  LineLayer(std::vector<Group> groups, double dx, double dy)
      : m_groups(std::move(groups)), m_shift(detail::to_fixed({dx, dy})) {
    std::vector<geo::PixelBox> boxes;
    for (auto& group : m_groups) boxes.push_back(make_ready(group));
    m_index = geo::BoxIndex(boxes);
  }

  void draw(const View& view, Canvas& canvas) const override {
    if (!canvas.is_picture()) return draw_page(view, canvas);
    detail::for_blocks(view, canvas, [&](const View& block, const detail::PixelBuffer& pixels) {
      for (const auto number : found(block)) draw_group(m_groups[number], block, pixels);
    });
  }

  bool touches(const View& view) const override {
    const auto& numbers = found(view);
    return std::any_of(numbers.begin(), numbers.end(), [&](auto number) {
      const auto& group = m_groups[number];
      return group.dashed() ? group.index.any(reach_of(group, view))
                            : group.ink.cover(view, m_shift) != detail::Cover::none;
    });
  }

  void digest(const View& view, Digest& digest) const override {
    for (const auto number : found(view)) {
      const auto& group = m_groups[number];
      const bool drawn = group.dashed() ? add_dashes(group, view, digest) : group.ink.add_to(digest, view, m_shift);
      if (!drawn) continue;
      digest.add(std::uint64_t{group.gap.add_to(digest, view, m_shift)});
      add_paint(group.paint, digest);
    }
  }

 private:
  // Answers the box of all that the group may touch.
  static geo::PixelBox make_ready(Group& group) {
    const auto& paint = group.paint;
    if (paint.gap > 0) {
      auto inner = paint.pen;
      inner.width = paint.gap;
      group.ink = drawn_with(paint.wide(), group);
      group.gap = drawn_with(inner, group);
    } else if (paint.dashes.empty()) {
      group.ink = drawn_with(paint.pen, group);
    } else {
      return make_dashes_ready(group);
    }
    return group.ink.box();
  }

  static geo::PixelBox make_dashes_ready(Group& group) {
    geo::PixelBox all;
    std::vector<geo::PixelBox> boxes;
    for (const auto& line : group.lines) {
      boxes.push_back(line.box);
      all.extend(line.box);
    }
    group.index = geo::BoxIndex(boxes);
    return all.grown(group.paint.reach());
  }

  // The view's box where the lines are, before they are moved, grown by what their pen reaches.
  geo::PixelBox reach_of(const Group& group, const View& view) const {
    return unmoved(view.world_box()).grown(group.paint.reach());
  }
  geo::PixelBox unmoved(const geo::PixelBox& box) const {
    const double dx = static_cast<double>(m_shift.x) / detail::per_pixel,
                 dy = static_cast<double>(m_shift.y) / detail::per_pixel;
    return {box.min_x - dx, box.min_y - dy, box.max_x - dx, box.max_y - dy};
  }

  const std::vector<std::uint32_t>& found(const View& view) const {
    thread_local std::vector<std::uint32_t> numbers;
    m_index.find(unmoved(view.world_box()), numbers);
    return numbers;
  }

  void draw_group(const Group& group, const View& view, const detail::PixelBuffer& pixels) const {
    // One path for all lines of a look: where they meet or overlap, they do not darken one another.
    auto& rasteriser = detail::thread_rasteriser();
    rasteriser.reset(view);
    const auto color = detail::premultiplied_pixel(group.paint.color);
    if (group.paint.gap > 0) return draw_casing(group, color, view, pixels);
    if (group.dashed())
      put_dashes(group, view, rasteriser);
    else
      group.ink.add_to(rasteriser, view, m_shift);
    detail::paint(rasteriser, detail::FillRule::nonzero, color, pixels);
  }

  void draw_casing(const Group& group, std::uint32_t color, const View& view, const detail::PixelBuffer& pixels) const {
    thread_local std::vector<std::uint8_t> free;
    detail::coverage_mask(group.gap, view, free, m_shift);
    auto& rasteriser = detail::thread_rasteriser();
    group.ink.add_to(rasteriser, view, m_shift);
    rasteriser.sweep(detail::FillRule::nonzero, [&](int y, int x, int end, std::uint32_t coverage) {
      const auto* const row = free.data() + static_cast<std::ptrdiff_t>(y) * view.width;
      for (int i = x; i < end; ++i) {
        const auto left = (coverage * (255U - row[i]) + 127) / 255;
        if (left > 0) pixels.blend_run(y, i, i + 1, color, left);
      }
    });
  }

  void put_dashes(const Group& group, const View& view, detail::Rasteriser& rasteriser) const {
    thread_local std::vector<std::uint32_t> numbers;
    thread_local detail::Rings rings;
    const auto box = reach_of(group, view);
    group.index.find(box, numbers);
    rings.clear();
    const detail::Dashes dashes(group.paint.dashes);
    for (const auto number : numbers) dashes.along(group.lines[number], box, group.paint.pen, rings);
    for (auto& p : rings.points) p = {p.x + m_shift.x, p.y + m_shift.y};
    rings.add_to(rasteriser);
  }

  bool add_dashes(const Group& group, const View& view, Digest& digest) const {
    thread_local std::vector<std::uint32_t> numbers;
    const auto box = reach_of(group, view);
    group.index.find(box, numbers);
    bool any = false;
    std::uint64_t sum = 0;
    const auto mix = [&sum](double value) { sum = detail::mixed(sum, std::bit_cast<std::uint64_t>(value)); };
    for (const auto number : numbers) {
      const auto& line = group.lines[number];
      for (const auto& run : detail::runs_in(line, box)) {
        mix(line.along[run.first]);
        for (auto i = run.first; i <= run.last; ++i) mix(line.points[i].x), mix(line.points[i].y);
        any = true;
      }
    }
    if (any)
      digest.add(sum)
          .add(static_cast<std::uint64_t>(view.left * detail::per_pixel - m_shift.x))
          .add(static_cast<std::uint64_t>(view.top * detail::per_pixel - m_shift.y));
    return any;
  }

  void draw_page(const View& view, Canvas& canvas) const {
    auto* context = canvas.context();
    cairo_save(context);
    cairo_translate(context, static_cast<double>(m_shift.x) / detail::per_pixel,
                    static_cast<double>(m_shift.y) / detail::per_pixel);
    for (const auto number : found(view)) draw_group_on_page(m_groups[number], view, context);
    cairo_restore(context);
  }

  static void set_pen(cairo_t* context, const Paint& paint) {
    cairo_set_line_cap(context, static_cast<cairo_line_cap_t>(paint.pen.cap));
    cairo_set_line_join(context, static_cast<cairo_line_join_t>(paint.pen.join));
    cairo_set_miter_limit(context, paint.pen.miter_limit);
    cairo_set_line_width(context, paint.pen.width);
    detail::set_source(context, paint.color);
  }

  void draw_group_on_page(const Group& group, const View& view, cairo_t* context) const {
    const auto reach = reach_of(group, view);
    set_pen(context, group.paint);
    cairo_new_path(context);
    if (group.paint.gap > 0) {
      draw_casing_on_page(group, reach, view, context);
    } else if (!group.paint.dashes.empty()) {
      draw_dashes_on_page(group, reach, view, context);
    } else {
      for (const auto& line : group.lines) detail::trace_line(context, line, reach, view);
      cairo_stroke(context);
    }
  }

  static void draw_dashes_on_page(const Group& group, const geo::PixelBox& reach, const View& view, cairo_t* context) {
    const auto& dashes = group.paint.dashes;
    const detail::Dashes pattern(dashes);
    for (const auto& line : group.lines) {
      detail::trace_parts(context, line, reach, view, [&](double along) {
        cairo_set_dash(context, dashes.data(), static_cast<int>(dashes.size()), std::fmod(along, pattern.period()));
        cairo_stroke(context);
      });
    }
    cairo_set_dash(context, nullptr, 0, 0);
  }

  static void draw_casing_on_page(const Group& group, const geo::PixelBox& reach, const View& view, cairo_t* context) {
    const auto& paint = group.paint;
    cairo_push_group(context);
    for (const auto& line : group.lines) detail::trace_line(context, line, reach, view);
    set_pen(context, paint);
    cairo_set_line_width(context, paint.wide().width);
    cairo_stroke_preserve(context);
    cairo_set_operator(context, CAIRO_OPERATOR_DEST_OUT);
    cairo_set_source_rgb(context, 0, 0, 0);
    cairo_set_line_width(context, paint.gap);
    cairo_stroke(context);
    cairo_pop_group_to_source(context);
    cairo_paint(context);
  }

  std::vector<Group> m_groups;
  geo::BoxIndex m_index;
  detail::FixedPoint m_shift;
};

Paint evaluate(const style::Layer& layer, const style::EvaluationContext& context, double ratio, unsigned& failures) {
  Paint paint;
  paint.color =
      detail::faded(layer.color("line-color", context, &failures), layer.number("line-opacity", context, &failures));
  paint.pen.width = layer.number("line-width", context, &failures) * ratio;
  paint.gap = layer.number("line-gap-width", context, &failures) * ratio;
  const auto cap = layer.text("line-cap", context, &failures), join = layer.text("line-join", context, &failures);
  paint.pen.cap = cap == "round" ? Stroke::Cap::round : cap == "square" ? Stroke::Cap::square : Stroke::Cap::butt;
  paint.pen.join = join == "round" ? Stroke::Join::round : join == "bevel" ? Stroke::Join::bevel : Stroke::Join::miter;
  paint.pen.miter_limit = layer.number("line-miter-limit", context, &failures);
  if (layer.has("line-dasharray") && paint.gap <= 0) {
    for (const double d : layer.numbers("line-dasharray", context, &failures))
      paint.dashes.push_back(std::max(0.0, d) * paint.pen.width);
    const bool any = std::any_of(paint.dashes.begin(), paint.dashes.end(), [](double d) { return d > 0; });
    if (!any) paint.dashes.clear();
  }
  return paint;
}

std::unique_ptr<PreparedLayer> prepare(const style::Layer& layer, const PrepareContext& prepare) {
  std::vector<Group> groups;
  std::optional<detail::ZoomOutlines::Lines> lines;  // of the group being made
  const auto end_group = [&] {
    if (!lines) return;
    groups.back().lines = std::move(lines->lines);
    groups.back().corners = std::move(lines->corners);
    lines->clear();
  };
  unsigned failures = 0;
  detail::for_features(layer, prepare, "line-sort-key",
                       [&](const model::Feature& feature, const style::EvaluationContext& context) {
                         auto paint = evaluate(layer, context, prepare.ratio, failures);
                         if (paint.pen.width <= 0 || paint.color.a <= 0) return;
                         if (groups.empty() || !(groups.back().paint == paint)) {
                           end_group();
                           groups.push_back({std::move(paint), {}, {}});
                           if (!lines) lines.emplace(prepare.outlines, *prepare.scene.features(layer));
                         }
                         lines->add(feature);
                       });
  end_group();
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
      Stroke stroke{.color = paint.color, .width = paint.pen.width * unit, .dashes = paint.dashes};
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

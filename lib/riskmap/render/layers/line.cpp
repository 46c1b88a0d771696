// SPDX-License-Identifier: MIT
#include <riskmap/geo/box_index.hpp>
#include <riskmap/render/detail/compositing.hpp>
#include <riskmap/render/detail/layer_features.hpp>
#include <riskmap/render/detail/line_field.hpp>
#include <riskmap/render/detail/line_ink.hpp>
#include <riskmap/render/detail/line_page.hpp>
#include <riskmap/render/detail/page_image.hpp>
#include <riskmap/render/detail/pattern.hpp>
#include <riskmap/render/detail/pixel_buffer.hpp>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <iterator>
#include <map>
#include <memory>
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
    {.name = "line-miter-limit", .layout = true, .default_json = "2", .help = "Sharper corners than this are bevelled."},
    {.name = "line-round-limit", .layout = true, .default_json = "1.05", .help = "Round joins of slighter corners are mitred."},
    {.name = "line-sort-key", .layout = true, .default_json = "", .help = "Features are drawn in the order of this number.", .interpolated = false},
    {.name = "line-opacity", .default_json = "1", .help = "How opaque the line is.", .minimum = 0, .maximum = 1},
    {.name = "line-layer-opacity", .default_json = "1", .help = "How opaque the layer is as a whole: what overlaps inside it does not add up.", .per_feature = false, .minimum = 0, .maximum = 1},
    {.name = "line-layer-blend", .type = ValueType::enumeration, .default_json = "\"normal\"", .help = "How the layer as a whole mixes with the map below it; over nothing, as on a web page's overlay, it is normal.", .values = "normal|multiply|color|luminosity|plus-lighter|screen|overlay", .per_feature = false, .constant = true, .in_browser = "MapLibre GL JS draws every layer as normal"},
    {.name = "line-color", .type = ValueType::color, .default_json = "\"#000000\"", .help = "The colour of the line."},
    {.name = "line-width", .default_json = "1", .unit = "px", .help = "Thickness of the line.", .minimum = 0},
    {.name = "line-gap-width", .default_json = "0", .unit = "px", .help = "Draws a casing: two lines this far apart.", .minimum = 0},
    {.name = "line-dasharray", .type = ValueType::number_array, .default_json = "", .unit = "line widths", .help = "Lengths of dashes and gaps.", .minimum = 0},
    {.name = "line-translate", .type = ValueType::number_array, .default_json = "[0,0]", .unit = "px", .help = "Moves the drawing right and down.", .per_feature = false, .length = 2},
    {.name = "line-translate-anchor", .type = ValueType::enumeration, .default_json = "\"map\"", .values = "map|viewport", .per_feature = false, .no_effect = "a still map is not turned: map and viewport are the same"},
    {.name = "line-offset", .default_json = "0", .unit = "px", .help = "Moves the line to its right, or an area's outline inwards."},
    {.name = "line-blur", .default_json = "0", .unit = "px", .help = "The edges fade over this length.", .minimum = 0},
    {.name = "line-pattern", .type = ValueType::image, .default_json = "", .help = "An image repeated along the line, stretched to its width, instead of the colour."},
    {.name = "line-gradient", .type = ValueType::color_ramp, .default_json = "", .help = "Colours over [\"line-progress\"], from the line's start to its end.", .per_feature = false},
};
// clang-format on

struct Paint {
  style::Color color;
  detail::LineLook look;
  double offset = 0;    // device pixels
  double opacity = 1;   // of a gradient or pattern
  std::string pattern;  // its name
  bool operator==(const Paint&) const = default;
  bool visible(bool gradient) const {
    return look.pen.width > 0 && (gradient || !pattern.empty() ? opacity > 0 : color.a > 0);
  }
};

/// Colours along a line, premultiplied; one for all lines of a layer.
struct Gradient {
  std::vector<std::uint32_t> colors;
  std::uint64_t digest = 0;
};

struct Group {
  Paint paint;
  detail::LineInk ink;
  std::shared_ptr<const Gradient> gradient = {};  // then it is one line, as with a pattern
  std::shared_ptr<const detail::Pattern> pattern = {};
  bool is_plain() const { return !gradient && !pattern; }
};

/// The colours of a gradient or pattern line at the pixels it covers.
class AlongPaint {
 public:
  AlongPaint(const Group& group, const View& view, detail::FixedPoint shift) : m_group(group) {
    m_field.reset(group.ink.lines().front(), view, shift, group.ink.look().reach() + 1);
    for (std::size_t i = 0; i < m_shares.size(); ++i)
      m_shares[i] = static_cast<std::uint32_t>(std::lround(static_cast<double>(i) * group.paint.opacity));
  }

  void row(int y, const std::uint8_t* mask, int width, std::uint32_t* to) const {
    const auto* const places = m_field.row(y);
    const auto per_length = m_group.gradient ? static_cast<double>(m_group.gradient->colors.size()) / length() : 0.0;
    for (int x = 0; x < width; ++x) {
      if (mask[x] == 0) continue;
      const auto color = m_group.gradient ? at(places[x].along * per_length) : pattern_at(places[x]);
      to[x] = detail::over(detail::scaled(color, m_group.gradient ? m_shares[mask[x]] : mask[x]), to[x]);
    }
  }

 private:
  double length() const { return m_group.ink.lines().front().along.back(); }
  std::uint32_t at(double place) const {
    const auto& colors = m_group.gradient->colors;
    return colors[static_cast<std::size_t>(std::clamp(place, 0.0, static_cast<double>(colors.size() - 1)))];
  }
  // Stretched to the line's width, and as much along it; its foot is on the left.
  std::uint32_t pattern_at(const detail::LineField::Place& place) const {
    const auto& pattern = *m_group.pattern;
    const double width = m_group.ink.look().pen.width, reach = m_group.ink.look().wide().width / 2 + 0.5;
    const double period = pattern.width() * width / pattern.height();
    return pattern.at(place.along / period, 0.5 - place.aside / (2 * reach));
  }

  const Group& m_group;
  std::array<std::uint32_t, 256> m_shares{};  // of coverage, with a gradient's opacity
  static thread_local detail::LineField m_field;
};
thread_local detail::LineField AlongPaint::m_field;

class LineLayer final : public PreparedLayer {
 public:
  LineLayer(std::vector<Group> groups, double dx, double dy)
      : m_groups(std::move(groups)), m_shift(detail::to_fixed({dx, dy})) {
    std::vector<geo::PixelBox> boxes;
    for (const auto& group : m_groups) boxes.push_back(group.ink.box());
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
    return std::any_of(numbers.begin(), numbers.end(),
                       [&](auto number) { return m_groups[number].ink.touches(view, m_shift); });
  }

  void digest(const View& view, Digest& digest) const override {
    for (const auto number : found(view)) {
      const auto& group = m_groups[number];
      if (!group.ink.add_to(digest, view, m_shift)) continue;
      digest.add("line").add(std::uint64_t{detail::premultiplied_pixel(group.paint.color)});
      if (!group.is_plain()) add_along(group, view, digest);
    }
  }

 private:
  const std::vector<std::uint32_t>& found(const View& view) const {
    thread_local std::vector<std::uint32_t> numbers;
    m_index.find(detail::box_before(view, m_shift), numbers);
    return numbers;
  }

  // Where along the line a view lies is not seen in the line's outline.
  void add_along(const Group& group, const View& view, Digest& digest) const {
    const auto& line = group.ink.lines().front();
    std::uint64_t sum = group.gradient ? group.gradient->digest : group.pattern->digest();
    const auto mix = [&sum](double value) { sum = detail::mixed(sum, std::bit_cast<std::uint64_t>(value)); };
    mix(group.ink.look().pen.width);
    mix(group.paint.opacity);
    if (group.gradient) mix(line.along.back());
    const auto box = detail::box_before(view, m_shift);
    for (const auto& run : detail::runs_in(line, box.grown(group.ink.look().reach() + 2))) {
      mix(line.along[run.first]);
      for (auto i = run.first; i <= run.last; ++i) mix(line.points[i].x - box.min_x), mix(line.points[i].y - box.min_y);
    }
    digest.add(sum);
  }

  void draw_group(const Group& group, const View& view, const detail::PixelBuffer& pixels) const {
    if (!group.ink.is_path() || !group.is_plain()) return draw_mask(group, view, pixels);
    auto& rasteriser = detail::thread_rasteriser();
    rasteriser.reset(view);
    group.ink.add_to(rasteriser, view, m_shift);
    detail::paint(rasteriser, detail::FillRule::nonzero, detail::premultiplied_pixel(group.paint.color), pixels);
  }

  void draw_mask(const Group& group, const View& view, const detail::PixelBuffer& pixels) const {
    thread_local std::vector<std::uint8_t> mask;
    if (!group.ink.mask(view, m_shift, mask)) return;
    const auto row_of = [&](int y) { return mask.data() + static_cast<std::ptrdiff_t>(y) * view.width; };
    if (!group.is_plain()) {
      const AlongPaint paint(group, view, m_shift);
      for (int y = 0; y < view.height; ++y) paint.row(y, row_of(y), view.width, pixels.row(y));
      return;
    }
    const auto color = detail::premultiplied_pixel(group.paint.color);
    for (int y = 0; y < view.height; ++y) {
      const auto* const row = row_of(y);
      for (int x = 0; x < view.width; ++x)
        if (row[x] != 0) pixels.blend_run(y, x, x + 1, color, row[x]);
    }
  }

  void draw_page(const View& view, Canvas& canvas) const {
    for (const auto number : std::vector<std::uint32_t>(found(view))) {
      const auto& group = m_groups[number];
      if (group.is_plain())
        detail::draw_on_page(group.ink, group.paint.color, view, m_shift, canvas.context());
      else
        detail::draw_as_image(view, canvas, [&](const View& block, const detail::PixelBuffer& pixels) {
          draw_group(group, block, pixels);
        });
    }
  }

  std::vector<Group> m_groups;
  geo::BoxIndex m_index;
  detail::FixedPoint m_shift;
};

constexpr double farthest = 1e5;         // px a line may be moved aside
constexpr double shortest_period = 0.5;  // px of dashes that can be told apart

// Lengths are in line widths at the whole zoom below, and grow with the map from there on, as MapLibre's do.
std::vector<double> dashes_of(const style::Layer& layer, style::EvaluationContext context, double scale,
                              unsigned& failures) {
  const double zoom = std::floor(context.zoom);
  scale *= std::exp2(context.zoom - zoom);
  context.zoom = zoom;
  const double width = layer.number("line-width", context, &failures) * scale;
  std::vector<double> dashes;
  double drawn = 0, left = 0;
  for (const double length : layer.numbers("line-dasharray", context, &failures)) {
    dashes.push_back(std::round(std::max(0.0, length) * width * 256) / 256);
    (dashes.size() % 2 == 1 ? drawn : left) += dashes.back();
  }
  if (drawn <= 0 || left <= 0 || drawn + left < shortest_period) dashes.clear();
  return dashes;
}

detail::Pen pen_of(const style::Layer& layer, const style::EvaluationContext& context, unsigned& failures) {
  detail::Pen pen;
  const auto cap = layer.text("line-cap", context, &failures), join = layer.text("line-join", context, &failures);
  pen.cap = cap == "round" ? Stroke::Cap::round : cap == "square" ? Stroke::Cap::square : Stroke::Cap::butt;
  pen.join = join == "round" ? Stroke::Join::round : join == "bevel" ? Stroke::Join::bevel : Stroke::Join::miter;
  pen.miter_limit = layer.number("line-miter-limit", context, &failures);
  pen.round_limit = layer.number("line-round-limit", context, &failures);
  return pen;
}

Paint evaluate(const style::Layer& layer, const style::EvaluationContext& context, double ratio, unsigned& failures) {
  Paint paint;
  const double opacity = layer.number("line-opacity", context, &failures);
  paint.color = detail::faded(layer.color("line-color", context, &failures), opacity);
  auto& look = paint.look;
  look.pen = pen_of(layer, context, failures);
  look.pen.width = layer.number("line-width", context, &failures) * ratio;
  look.gap = layer.number("line-gap-width", context, &failures) * ratio;
  look.blur = layer.number("line-blur", context, &failures) * ratio;
  paint.offset = std::clamp(layer.number("line-offset", context, &failures), -farthest, farthest) * ratio;
  if (layer.has("line-dasharray") && !layer.has("line-pattern"))
    look.dashes = dashes_of(layer, context, ratio, failures);
  // A dash is square anyway.
  if (!look.dashes.empty() && look.pen.cap == Stroke::Cap::square) look.pen.cap = Stroke::Cap::butt;
  if (layer.has("line-pattern")) paint.pattern = style::to_text(layer.value("line-pattern", context, &failures));
  if (!paint.pattern.empty() || layer.has("line-gradient")) paint.opacity = opacity;
  return paint;
}

constexpr std::size_t gradient_colors = 1024;

std::shared_ptr<const Gradient> gradient_of(const style::Layer& layer, style::EvaluationContext context) {
  if (!layer.has("line-gradient")) return nullptr;
  auto out = std::make_shared<Gradient>();
  for (std::size_t i = 0; i < gradient_colors; ++i) {
    context.line_progress = (static_cast<double>(i) + 0.5) / gradient_colors;
    out->colors.push_back(detail::premultiplied_pixel(layer.color("line-gradient", context)));
    out->digest = detail::mixed(out->digest, out->colors.back());
  }
  return out;
}

/// Gathers the features of a layer into groups of one look.
class Gatherer {
 public:
  Gatherer(const style::Layer& layer, const PrepareContext& prepare)
      : m_layer(layer), m_prepare(prepare), m_gradient(gradient_of(layer, detail::evaluation(prepare))) {}

  void add(const model::Feature& feature, const style::EvaluationContext& context) {
    auto paint = evaluate(m_layer, context, m_prepare.ratio, failures);
    if (!paint.visible(m_gradient != nullptr)) return;
    if (m_gradient || !paint.pattern.empty()) return add_alone(feature, std::move(paint));
    if (!m_lines || !(m_paint == paint)) {
      end_group();
      m_paint = std::move(paint);
      if (!m_lines) m_lines.emplace(m_prepare.outlines, *m_prepare.scene.features(m_layer));
    }
    m_open = true;
    if (m_paint.offset == 0) return m_lines->add(feature);
    for (auto& line : lines_of(feature)) m_aside.push_back(detail::moved_aside(line, m_paint.offset, m_paint.look.pen));
  }

  std::vector<Group> take() {
    end_group();
    return std::move(m_groups);
  }
  unsigned failures = 0;

 private:
  void end_group() {
    if (!m_open) return;
    auto lines = std::move(m_lines->lines);
    std::move(m_aside.begin(), m_aside.end(), std::back_inserter(lines));
    m_groups.push_back({m_paint, detail::LineInk(m_paint.look, std::move(lines), m_lines->corners)});
    m_lines->clear();
    m_aside.clear();
    m_open = false;
  }

  // Each line on its own, in its own direction; rings of areas so that their right is the inside.
  std::vector<detail::PixelLine> lines_of(const model::Feature& feature) {
    const auto& table = *m_prepare.scene.features(m_layer);
    std::vector<detail::PixelLine> out;
    if (feature.geometry.kind == model::Geometry::Kind::polygon) {
      for (auto& polygon : m_prepare.outlines.polygons(table, feature))
        std::move(polygon.rings.begin(), polygon.rings.end(), std::back_inserter(out));
      return out;
    }
    if (!m_single) m_single.emplace(m_prepare.outlines, table);
    m_single->add(feature);
    out = std::move(m_single->lines);
    m_single->clear();
    return out;
  }

  void add_alone(const model::Feature& feature, Paint paint) {
    end_group();
    std::shared_ptr<const detail::Pattern> pattern;
    if (!paint.pattern.empty() && !(pattern = pattern_of(paint))) return;
    for (const auto& line : lines_of(feature)) {
      std::vector<detail::PixelLine> one;
      one.push_back(detail::moved_aside(line, paint.offset, paint.look.pen));
      if (one.front().points.size() < 2) continue;
      m_groups.push_back(
          {paint, detail::LineInk(paint.look, std::move(one), {}), pattern ? nullptr : m_gradient, pattern});
    }
  }

  std::shared_ptr<const detail::Pattern> pattern_of(const Paint& paint) {
    auto& found = m_patterns[{paint.pattern, paint.opacity}];
    if (!found) {
      if (auto made = detail::find_pattern(paint.pattern, paint.opacity, m_layer, m_prepare))
        found = std::make_shared<const detail::Pattern>(*std::move(made));
    }
    return found;
  }

  const style::Layer& m_layer;
  const PrepareContext& m_prepare;
  std::shared_ptr<const Gradient> m_gradient;
  std::map<std::pair<std::string, double>, std::shared_ptr<const detail::Pattern>> m_patterns;
  std::vector<Group> m_groups;
  Paint m_paint;  // of the group being made
  bool m_open = false;
  std::optional<detail::ZoomOutlines::Lines> m_lines, m_single;
  std::vector<detail::PixelLine> m_aside;
};

std::unique_ptr<PreparedLayer> prepare(const style::Layer& layer, const PrepareContext& prepare) {
  Gatherer gatherer(layer, prepare);
  detail::for_features(
      layer, prepare, "line-sort-key",
      [&](const model::Feature& feature, const style::EvaluationContext& context) { gatherer.add(feature, context); });
  auto groups = gatherer.take();
  detail::note_failures(layer, prepare, gatherer.failures);
  const auto context = detail::evaluation(prepare);
  const auto shift = layer.numbers("line-translate", context);
  return detail::composited(
      std::make_unique<LineLayer>(std::move(groups), shift.at(0) * prepare.ratio, shift.at(1) * prepare.ratio),
      detail::compositing_of(layer, context));
}

// A straight line across a box, as the map draws it.
std::unique_ptr<LineLayer> sample(const style::Layer& layer, const detail::LegendEntry& entry, const map::Scene& scene,
                                  double ratio, const geo::PixelBox& box) {
  unsigned failures = 0;
  const auto context = detail::legend_context(entry);
  auto paint = evaluate(layer, context, ratio, failures);
  const double opacity = detail::compositing_of(layer, context).opacity, y = (box.min_y + box.max_y) / 2;
  paint.color.a *= opacity, paint.opacity *= opacity;
  const double cap = paint.look.pen.cap == Stroke::Cap::butt ? 0 : paint.look.wide().width / 2;
  std::vector<detail::PixelLine> lines{detail::make_line({{box.min_x + cap, y}, {box.max_x - cap, y}})};
  std::vector<Group> groups;
  groups.push_back({paint, detail::LineInk(paint.look, std::move(lines), {}), gradient_of(layer, context)});
  if (auto pattern = detail::find_pattern(paint.pattern, paint.opacity, scene.document(), ratio)) {
    groups.front().pattern = std::make_shared<const detail::Pattern>(*std::move(pattern));
    groups.front().gradient = nullptr;
  }
  return std::make_unique<LineLayer>(std::move(groups), 0, 0);
}

std::vector<LegendItem> legend(const style::Layer& layer, const map::Scene& scene) {
  std::vector<LegendItem> out;
  for (auto& entry : detail::legend_entries(layer, scene)) {
    unsigned failures = 0;
    LegendItem item;
    item.kind = LegendItem::Kind::line;
    item.label = entry.label;
    item.height = evaluate(layer, detail::legend_context(entry), 1, failures).look.wide().width;
    item.draw = [&layer, &scene, entry](Canvas& canvas, const geo::PixelBox& box, double unit) {
      const auto put = [&](Canvas& on, double ratio, const geo::PixelBox& place) {
        const View whole{.ratio = ratio,
                         .width = static_cast<int>(std::ceil(on.width())),
                         .height = static_cast<int>(std::ceil(on.height()))};
        sample(layer, entry, scene, ratio, place)->draw(whole, on);
      };
      if (canvas.is_picture()) return put(canvas, unit, box);
      constexpr double fine = 4;  // patterns stay pixels on a page
      canvas.within(
          box,
          [&](Canvas& inner) {
            put(inner, fine, {0, 0, inner.width(), inner.height()});
          },
          unit / fine);
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

// SPDX-License-Identifier: MIT
#include <riskmap/geo/box_index.hpp>
#include <riskmap/render/detail/label.hpp>
#include <riskmap/render/detail/layer_features.hpp>
#include <riskmap/render/detail/pixel_geometry.hpp>
#include <riskmap/render/detail/zoom_outlines.hpp>
#include <riskmap/render/placement.hpp>

#include <fmt/format.h>

#include <cmath>
#include <numbers>
#include <optional>

namespace riskmap::render::layers {
namespace {

using style::PropertySpec;
using style::ValueType;

constexpr std::string_view anchors = "center|left|right|top|bottom|top-left|top-right|bottom-left|bottom-right";
constexpr std::string_view later = "not drawn in this version";
constexpr std::string_view no_icons = "icons come in a later version";
constexpr std::string_view flat = "a still map is not turned or tilted";

// A table, one property a line.
// clang-format off
constexpr PropertySpec properties[] = {
    {.name = "symbol-placement", .layout = true, .type = ValueType::enumeration, .default_json = "\"point\"", .values = "point|line|line-center", .per_feature = false, .no_effect = "labels stand at points in this version"},
    {.name = "symbol-spacing", .layout = true, .default_json = "250", .unit = "px", .per_feature = false, .minimum = 1, .no_effect = "labels stand at points in this version"},
    {.name = "symbol-avoid-edges", .layout = true, .type = ValueType::boolean, .default_json = "false", .per_feature = false, .no_effect = "labels are planned for the whole map: no tile cuts them"},
    {.name = "symbol-sort-key", .layout = true, .default_json = "", .help = "Smaller numbers are placed first."},
    {.name = "symbol-z-order", .layout = true, .type = ValueType::enumeration, .default_json = "\"auto\"", .values = "auto|viewport-y|source", .per_feature = false, .no_effect = later},
    {.name = "text-field", .layout = true, .type = ValueType::formatted, .default_json = "\"\"", .help = "The text."},
    {.name = "text-font", .layout = true, .type = ValueType::string_array, .default_json = "[\"Noto Sans Regular\"]", .help = "Families with style words; the first that covers a run is used."},
    {.name = "text-size", .layout = true, .default_json = "16", .unit = "px", .help = "Size of the text.", .minimum = 0},
    {.name = "text-max-width", .layout = true, .default_json = "10", .unit = "ems", .help = "Wraps there.", .minimum = 0},
    {.name = "text-line-height", .layout = true, .default_json = "1.2", .unit = "ems", .help = "From line to line.", .per_feature = false},
    {.name = "text-letter-spacing", .layout = true, .default_json = "0", .unit = "ems", .help = "Room between letters."},
    {.name = "text-justify", .layout = true, .type = ValueType::enumeration, .default_json = "\"center\"", .help = "How lines of a text line up.", .values = "auto|left|center|right"},
    {.name = "text-anchor", .layout = true, .type = ValueType::enumeration, .default_json = "\"center\"", .help = "The part of the text that stands nearest the place.", .values = anchors},
    {.name = "text-variable-anchor", .layout = true, .type = ValueType::string_array, .default_json = "", .help = "Anchors to try, in order.", .values = anchors, .per_feature = false},
    {.name = "text-variable-anchor-offset", .layout = true, .type = ValueType::any, .default_json = "", .no_effect = later},
    {.name = "text-radial-offset", .layout = true, .default_json = "0", .unit = "ems", .help = "How far from the place, in the anchor's direction."},
    {.name = "text-offset", .layout = true, .type = ValueType::number_array, .default_json = "[0,0]", .unit = "ems", .help = "Moves the text right and down.", .length = 2},
    {.name = "text-transform", .layout = true, .type = ValueType::enumeration, .default_json = "\"none\"", .help = "Capitals (ASCII letters).", .values = "none|uppercase|lowercase"},
    {.name = "text-padding", .layout = true, .default_json = "2", .unit = "px", .help = "Room kept free around the text.", .per_feature = false, .minimum = 0},
    {.name = "text-allow-overlap", .layout = true, .type = ValueType::boolean, .default_json = "false", .help = "Drawn even over other labels.", .per_feature = false},
    {.name = "text-overlap", .layout = true, .type = ValueType::enumeration, .default_json = "", .help = "never, always, cooperative.", .values = "never|always|cooperative", .per_feature = false},
    {.name = "text-ignore-placement", .layout = true, .type = ValueType::boolean, .default_json = "false", .help = "Other labels may cover it.", .per_feature = false},
    {.name = "text-optional", .layout = true, .type = ValueType::boolean, .default_json = "false", .per_feature = false, .no_effect = no_icons},
    {.name = "text-rotate", .layout = true, .default_json = "0", .unit = "degrees", .no_effect = later},
    {.name = "text-max-angle", .layout = true, .default_json = "45", .unit = "degrees", .per_feature = false, .no_effect = "labels stand at points in this version"},
    {.name = "text-writing-mode", .layout = true, .type = ValueType::string_array, .default_json = "", .per_feature = false, .no_effect = later},
    {.name = "text-keep-upright", .layout = true, .type = ValueType::boolean, .default_json = "true", .per_feature = false, .no_effect = "labels stand at points in this version"},
    {.name = "text-rotation-alignment", .layout = true, .type = ValueType::enumeration, .default_json = "\"auto\"", .values = "map|viewport|viewport-glyph|auto", .per_feature = false, .no_effect = flat},
    {.name = "text-pitch-alignment", .layout = true, .type = ValueType::enumeration, .default_json = "\"auto\"", .values = "map|viewport|auto", .per_feature = false, .no_effect = flat},
    {.name = "icon-image", .layout = true, .type = ValueType::image, .default_json = "", .no_effect = no_icons},
    {.name = "icon-size", .layout = true, .default_json = "1", .minimum = 0, .no_effect = no_icons},
    {.name = "icon-rotate", .layout = true, .default_json = "0", .unit = "degrees", .no_effect = no_icons},
    {.name = "icon-padding", .layout = true, .type = ValueType::any, .default_json = "", .no_effect = no_icons},
    {.name = "icon-offset", .layout = true, .type = ValueType::number_array, .default_json = "[0,0]", .length = 2, .no_effect = no_icons},
    {.name = "icon-anchor", .layout = true, .type = ValueType::enumeration, .default_json = "\"center\"", .values = anchors, .no_effect = no_icons},
    {.name = "icon-allow-overlap", .layout = true, .type = ValueType::boolean, .default_json = "false", .per_feature = false, .no_effect = no_icons},
    {.name = "icon-overlap", .layout = true, .type = ValueType::enumeration, .default_json = "", .values = "never|always|cooperative", .per_feature = false, .no_effect = no_icons},
    {.name = "icon-ignore-placement", .layout = true, .type = ValueType::boolean, .default_json = "false", .per_feature = false, .no_effect = no_icons},
    {.name = "icon-optional", .layout = true, .type = ValueType::boolean, .default_json = "false", .per_feature = false, .no_effect = no_icons},
    {.name = "icon-text-fit", .layout = true, .type = ValueType::enumeration, .default_json = "\"none\"", .values = "none|width|height|both", .no_effect = no_icons},
    {.name = "icon-text-fit-padding", .layout = true, .type = ValueType::number_array, .default_json = "[0,0,0,0]", .length = 4, .no_effect = no_icons},
    {.name = "icon-keep-upright", .layout = true, .type = ValueType::boolean, .default_json = "false", .per_feature = false, .no_effect = no_icons},
    {.name = "icon-rotation-alignment", .layout = true, .type = ValueType::enumeration, .default_json = "\"auto\"", .values = "map|viewport|auto", .per_feature = false, .no_effect = flat},
    {.name = "icon-pitch-alignment", .layout = true, .type = ValueType::enumeration, .default_json = "\"auto\"", .values = "map|viewport|auto", .per_feature = false, .no_effect = flat},
    {.name = "text-opacity", .default_json = "1", .help = "How opaque the text is.", .minimum = 0, .maximum = 1},
    {.name = "text-color", .type = ValueType::color, .default_json = "\"#000000\"", .help = "Its colour."},
    {.name = "text-halo-color", .type = ValueType::color, .default_json = "\"rgba(0,0,0,0)\"", .help = "Colour of the outline that keeps it legible."},
    {.name = "text-halo-width", .default_json = "0", .unit = "px", .help = "Width of that outline.", .minimum = 0},
    {.name = "text-halo-blur", .default_json = "0", .unit = "px", .minimum = 0, .no_effect = later},
    {.name = "text-translate", .type = ValueType::number_array, .default_json = "[0,0]", .unit = "px", .help = "Moves the text right and down.", .per_feature = false, .length = 2},
    {.name = "text-translate-anchor", .type = ValueType::enumeration, .default_json = "\"map\"", .values = "map|viewport", .per_feature = false, .no_effect = flat},
    {.name = "icon-opacity", .default_json = "1", .minimum = 0, .maximum = 1, .no_effect = no_icons},
    {.name = "icon-color", .type = ValueType::color, .default_json = "\"#000000\"", .no_effect = no_icons},
    {.name = "icon-halo-color", .type = ValueType::color, .default_json = "\"rgba(0,0,0,0)\"", .no_effect = no_icons},
    {.name = "icon-halo-width", .default_json = "0", .minimum = 0, .no_effect = no_icons},
    {.name = "icon-halo-blur", .default_json = "0", .minimum = 0, .no_effect = no_icons},
    {.name = "icon-translate", .type = ValueType::number_array, .default_json = "[0,0]", .per_feature = false, .length = 2, .no_effect = no_icons},
    {.name = "icon-translate-anchor", .type = ValueType::enumeration, .default_json = "\"map\"", .values = "map|viewport", .per_feature = false, .no_effect = flat},
};
// clang-format on

bool lies_in(const geo::PixelBox& inner, const geo::PixelBox& outer) {
  return inner.min_x >= outer.min_x && inner.max_x <= outer.max_x && inner.min_y >= outer.min_y &&
         inner.max_y <= outer.max_y;
}

class Labels final : public PreparedLayer {
 public:
  explicit Labels(std::vector<detail::Label> labels) : m_labels(std::move(labels)) {
    std::vector<geo::PixelBox> boxes;
    for (const auto& label : m_labels) boxes.push_back(label.ink());
    m_index = geo::BoxIndex(boxes);
  }

  void draw(const View& view, Canvas& canvas) const override {
    for (const auto number : found(view)) m_labels[number].draw(view, canvas);
  }

  bool touches(const View& view) const override { return m_index.any(view.world_box()); }

  void digest(const View& view, Digest& digest) const override {
    const auto& numbers = found(view);
    if (numbers.empty()) return;
    digest.add("symbol").add(static_cast<std::uint64_t>(view.left)).add(static_cast<std::uint64_t>(view.top));
    for (const auto number : numbers) digest.add(m_labels[number].digest());
  }

 private:
  // Those that are drawn: a frame takes away what it would cut.
  const std::vector<std::uint32_t>& found(const View& view) const {
    thread_local std::vector<std::uint32_t> numbers;
    m_index.find(view.world_box(), numbers);
    if (view.frame) std::erase_if(numbers, [&](auto number) { return !lies_in(m_labels[number].ink(), *view.frame); });
    return numbers;
  }

  std::vector<detail::Label> m_labels;
  geo::BoxIndex m_index;
};

// A text that wants a place: where its corner would be for each anchor it may take.
struct Candidate {
  std::shared_ptr<const detail::SharedText> text;
  std::vector<PixelPoint> corners;  // world pixels, whole
  double opacity = 1;

  geo::PixelBox box(std::size_t i, double padding) const {
    const auto ink = text->block().ink();
    const auto& c = corners[i];
    return geo::PixelBox{c.x + ink.min_x, c.y + ink.min_y, c.x + ink.max_x, c.y + ink.max_y}.grown(padding);
  }
};

// Which side of the text is nearest the place: −1 left or top, 0 middle, 1 right or bottom.
PixelPoint side_of(std::string_view anchor) {
  const double x = anchor.find("left") != std::string_view::npos    ? -1
                   : anchor.find("right") != std::string_view::npos ? 1
                                                                    : 0;
  const double y = anchor.find("top") != std::string_view::npos      ? -1
                   : anchor.find("bottom") != std::string_view::npos ? 1
                                                                     : 0;
  return {x, y};
}

std::string transformed(std::string text, std::string_view how) {
  if (how == "none") return text;
  for (auto& c : text) {
    if (how == "uppercase" && c >= 'a' && c <= 'z') c = static_cast<char>(c - 32);
    if (how == "lowercase" && c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  }
  return text;
}

class Planner {
 public:
  Planner(const style::Layer& layer, const PrepareContext& prepare) : m_layer(layer), m_prepare(prepare) {
    const auto context = detail::evaluation(prepare);
    m_padding = layer.number("text-padding", context) * prepare.ratio;
    m_overlap = layer.boolean("text-allow-overlap", context) ||
                (layer.has("text-overlap") && layer.text("text-overlap", context) == "always");
    m_ignore = layer.boolean("text-ignore-placement", context);
    m_line_height = layer.number("text-line-height", context);
    m_shift = layer.numbers("text-translate", context);
    if (layer.has("text-variable-anchor")) m_anchors = layer.texts("text-variable-anchor", context);
  }

  std::vector<detail::Label> plan() {
    std::vector<Candidate> candidates;
    detail::for_features(m_layer, m_prepare, "symbol-sort-key",
                         [&](const model::Feature& feature, const style::EvaluationContext& context) {
                           add_candidates(feature, context, candidates);
                         });
    detail::note_failures(m_layer, m_prepare, m_failures);
    std::vector<detail::Label> labels;
    // First those that could cross an edge of a block, so that blocks do not depend on one another.
    for (const bool edges : {true, false}) {
      for (const auto& candidate : candidates) {
        if (crosses_edge(candidate) == edges) place(candidate, labels);
      }
    }
    return labels;
  }

 private:
  std::optional<geo::LonLat> anchor_of(const model::Feature& feature) {
    const auto& geometry = feature.geometry;
    if (geometry.kind == model::Geometry::Kind::polygon) return m_prepare.outlines.store().label_point(feature);
    if (geometry.kind == model::Geometry::Kind::line && !geometry.lines.empty()) {
      const auto& line = geometry.lines.front();
      return line[line.size() / 2];
    }
    return std::nullopt;
  }

  TextStyle text_style(const style::EvaluationContext& context) {
    TextStyle style;
    style.fonts = m_layer.texts("text-font", context, &m_failures);
    style.size = m_layer.number("text-size", context, &m_failures) * m_prepare.ratio;
    style.color = m_layer.color("text-color", context, &m_failures);
    style.halo_color = m_layer.color("text-halo-color", context, &m_failures);
    style.halo_width = m_layer.number("text-halo-width", context, &m_failures) * m_prepare.ratio;
    style.max_width = m_layer.number("text-max-width", context, &m_failures) * style.size;
    style.line_height = m_line_height;
    style.letter_spacing = m_layer.number("text-letter-spacing", context, &m_failures) * style.size;
    const auto justify = m_layer.text("text-justify", context, &m_failures);
    style.align = justify == "left"    ? TextStyle::Align::left
                  : justify == "right" ? TextStyle::Align::right
                                       : TextStyle::Align::centre;
    return style;
  }

  void add_candidates(const model::Feature& feature, const style::EvaluationContext& context,
                      std::vector<Candidate>& out) {
    auto text = m_layer.formatted("text-field", context, &m_failures);
    const auto how = m_layer.text("text-transform", context, &m_failures);
    for (auto& section : text.sections) section.text = transformed(section.text, how);
    if (text.text().empty()) return;
    auto style = text_style(context);
    if (style.size <= 0) return;
    Candidate candidate;
    candidate.opacity = m_layer.number("text-opacity", context, &m_failures);
    if (candidate.opacity <= 0) return;
    try {
      candidate.text = m_prepare.texts.get(text, style);
    } catch (Error& error) {
      error.add_context(fmt::format("layer '{}'", m_layer.id));
      throw;
    }
    auto places = feature.geometry.points;
    if (const auto inner = anchor_of(feature)) places.push_back(*inner);
    for (const auto& place : places) {
      candidate.corners =
          corners(detail::to_world(place, m_prepare.world_size), candidate.text->block(), style, context);
      out.push_back(candidate);
    }
  }

  std::vector<PixelPoint> corners(PixelPoint at, const detail::TextBlock& text, const TextStyle& style,
                                  const style::EvaluationContext& context) {
    std::vector<PixelPoint> out;
    const bool variable = !m_anchors.empty();
    const auto anchors_here =
        variable ? m_anchors : std::vector<std::string>{m_layer.text("text-anchor", context, &m_failures)};
    const bool radial = m_layer.has("text-radial-offset");
    const double radius = m_layer.number("text-radial-offset", context, &m_failures) * style.size;
    const auto offset = m_layer.numbers("text-offset", context, &m_failures);
    const auto extents = text.extents();
    for (const auto& anchor : anchors_here) {
      const auto side = side_of(anchor);
      double x = at.x - extents.width * (0.5 + side.x / 2), y = at.y - extents.height * (0.5 + side.y / 2);
      if (radial || variable) {
        // The offset pushes the text away from its place, in the anchor's direction.
        const double diagonal = side.x != 0 && side.y != 0 ? std::numbers::sqrt2 / 2 : 1.0;
        const double dx = radial ? radius * diagonal : std::abs(offset.at(0)) * style.size;
        const double dy = radial ? radius * diagonal : std::abs(offset.at(1)) * style.size;
        x -= side.x * dx;
        y -= side.y * dy;
      } else {
        x += offset.at(0) * style.size;
        y += offset.at(1) * style.size;
      }
      out.push_back({std::round(x + m_shift.at(0) * m_prepare.ratio), std::round(y + m_shift.at(1) * m_prepare.ratio)});
    }
    return out;
  }

  bool crosses_edge(const Candidate& candidate) const {
    geo::PixelBox all;
    for (std::size_t i = 0; i < candidate.corners.size(); ++i) all.extend(candidate.box(i, m_padding));
    return Placement::crosses_block_edge(all);
  }

  void place(const Candidate& candidate, std::vector<detail::Label>& labels) {
    std::size_t i = 0;
    while (i < candidate.corners.size() && !m_prepare.placement.is_free(candidate.box(i, m_padding))) ++i;
    if (i == candidate.corners.size()) {
      if (!m_overlap) return;
      i = 0;
    }
    if (!m_ignore) m_prepare.placement.take(candidate.box(i, m_padding));
    labels.emplace_back(candidate.text, static_cast<std::int64_t>(candidate.corners[i].x),
                        static_cast<std::int64_t>(candidate.corners[i].y), candidate.opacity);
  }

  const style::Layer& m_layer;
  const PrepareContext& m_prepare;
  double m_padding = 2, m_line_height = 1.2;
  bool m_overlap = false, m_ignore = false;
  std::vector<double> m_shift;
  std::vector<std::string> m_anchors;
  unsigned m_failures = 0;
};

std::unique_ptr<PreparedLayer> prepare(const style::Layer& layer, const PrepareContext& prepare) {
  return std::make_unique<Labels>(Planner(layer, prepare).plan());
}

std::vector<LegendItem> legend(const style::Layer&, const map::Scene&) { return {}; }

}  // namespace

extern const LayerType symbol;
const LayerType symbol = {
    .spec = {.type = "symbol", .properties = properties, .sources = "geojson|vector"},
    .summary = "text at places, with a halo, planned so that labels do not collide",
    .prepare = &prepare,
    .legend = &legend,
};

}  // namespace riskmap::render::layers

// SPDX-License-Identifier: MIT
#include <riskmap/render/detail/layer_features.hpp>
#include <riskmap/render/detail/pixel_geometry.hpp>
#include <riskmap/render/placement.hpp>

#include <cairo.h>

namespace riskmap::render::layers {
namespace {

using style::PropertySpec;
using style::ValueType;

// A table, one property a line.
// clang-format off
constexpr PropertySpec properties[] = {
    {.name = "circle-sort-key", .layout = true, .default_json = "", .help = "Features are drawn in the order of this number."},
    {.name = "circle-radius", .default_json = "5", .unit = "px", .help = "Radius of the circle.", .minimum = 0},
    {.name = "circle-color", .type = ValueType::color, .default_json = "\"#000000\"", .help = "Its colour."},
    {.name = "circle-blur", .default_json = "0", .no_effect = "not drawn in this version"},
    {.name = "circle-opacity", .default_json = "1", .help = "How opaque it is.", .minimum = 0, .maximum = 1},
    {.name = "circle-translate", .type = ValueType::number_array, .default_json = "[0,0]", .unit = "px", .help = "Moves it right and down.", .per_feature = false, .length = 2},
    {.name = "circle-translate-anchor", .type = ValueType::enumeration, .default_json = "\"map\"", .values = "map|viewport", .per_feature = false, .no_effect = "a still map is not turned: map and viewport are the same"},
    {.name = "circle-pitch-scale", .type = ValueType::enumeration, .default_json = "\"map\"", .values = "map|viewport", .per_feature = false, .no_effect = "a still map is not tilted"},
    {.name = "circle-pitch-alignment", .type = ValueType::enumeration, .default_json = "\"viewport\"", .values = "map|viewport", .per_feature = false, .no_effect = "a still map is not tilted"},
    {.name = "circle-stroke-width", .default_json = "0", .unit = "px", .help = "Width of the ring around it.", .minimum = 0},
    {.name = "circle-stroke-color", .type = ValueType::color, .default_json = "\"#000000\"", .help = "Colour of the ring."},
    {.name = "circle-stroke-opacity", .default_json = "1", .help = "How opaque the ring is.", .minimum = 0, .maximum = 1},
};
// clang-format on

struct Mark {
  PixelPoint centre;  // world pixels
  double radius = 0, ring = 0;
  style::Color color, ring_color;
  double reach() const { return radius + ring + 1; }
};

class Circles final : public PreparedLayer {
 public:
  Circles(std::vector<Mark> marks, double dx, double dy) : m_marks(std::move(marks)), m_dx(dx), m_dy(dy) {}

  void draw(const View& view, Canvas& canvas) const override {
    for (const auto& mark : m_marks) {
      if (!in_reach(mark, view)) continue;
      const PixelPoint at{mark.centre.x + m_dx - static_cast<double>(view.left),
                          mark.centre.y + m_dy - static_cast<double>(view.top)};
      canvas.circle(at, mark.radius, mark.color, mark.ring_color, mark.ring);
    }
  }

  bool touches(const View& view) const override {
    for (const auto& mark : m_marks) {
      if (in_reach(mark, view)) return true;
    }
    return false;
  }

 private:
  bool in_reach(const Mark& mark, const View& view) const {
    return view.world_box().grown(mark.reach()).contains(mark.centre.x + m_dx, mark.centre.y + m_dy);
  }

  std::vector<Mark> m_marks;
  double m_dx, m_dy;
};

Mark evaluate(const style::Layer& layer, const style::EvaluationContext& context, double ratio, unsigned& failures) {
  Mark mark;
  mark.radius = layer.number("circle-radius", context, &failures) * ratio;
  mark.ring = layer.number("circle-stroke-width", context, &failures) * ratio;
  mark.color = detail::faded(layer.color("circle-color", context, &failures),
                             layer.number("circle-opacity", context, &failures));
  mark.ring_color = detail::faded(layer.color("circle-stroke-color", context, &failures),
                                  layer.number("circle-stroke-opacity", context, &failures));
  return mark;
}

std::unique_ptr<PreparedLayer> prepare(const style::Layer& layer, const PrepareContext& prepare) {
  std::vector<Mark> marks;
  unsigned failures = 0;
  // `riskmap:avoid`: labels keep clear of these marks.
  const bool avoid = layer.metadata.is_object() && layer.metadata.value("riskmap:avoid", false);
  detail::for_features(
      layer, prepare, "circle-sort-key", [&](const model::Feature& feature, const style::EvaluationContext& context) {
        auto mark = evaluate(layer, context, prepare.ratio, failures);
        if (mark.radius <= 0 && mark.ring <= 0) return;
        for (const auto& place : feature.geometry.points) {
          mark.centre = detail::to_world(place, prepare.world_size);
          marks.push_back(mark);
          const double r = mark.radius + mark.ring;
          if (avoid)
            prepare.placement.take({mark.centre.x - r, mark.centre.y - r, mark.centre.x + r, mark.centre.y + r});
        }
      });
  detail::note_failures(layer, prepare, failures);
  const auto shift = layer.numbers("circle-translate", detail::evaluation(prepare));
  return std::make_unique<Circles>(std::move(marks), shift.at(0) * prepare.ratio, shift.at(1) * prepare.ratio);
}

std::vector<LegendItem> legend(const style::Layer& layer, const map::Scene& scene) {
  std::vector<LegendItem> out;
  for (auto& entry : detail::legend_entries(layer, scene)) {
    unsigned failures = 0;
    const auto mark = evaluate(layer, detail::legend_context(entry), 1, failures);
    LegendItem item;
    item.label = entry.label;
    item.draw = [mark](Canvas& canvas, const geo::PixelBox& box, double unit) {
      canvas.circle({(box.min_x + box.max_x) / 2, (box.min_y + box.max_y) / 2}, mark.radius * unit, mark.color,
                    mark.ring_color, mark.ring * unit);
    };
    out.push_back(std::move(item));
  }
  return out;
}

}  // namespace

extern const LayerType circle;
const LayerType circle = {
    .spec = {.type = "circle", .properties = properties, .sources = "geojson|vector"},
    .summary = "points drawn as circles",
    .prepare = &prepare,
    .legend = &legend,
};

}  // namespace riskmap::render::layers

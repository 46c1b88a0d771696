// SPDX-License-Identifier: MIT
#include <riskmap/geo/box_index.hpp>
#include <riskmap/render/detail/disc.hpp>
#include <riskmap/render/detail/layer_features.hpp>
#include <riskmap/render/detail/shape.hpp>
#include <riskmap/render/placement.hpp>

#include <cairo.h>

#include <algorithm>
#include <array>
#include <bit>
#include <map>
#include <numbers>

namespace riskmap::render::layers {
namespace {

using style::PropertySpec;
using style::ValueType;

// A table, one property a line.
// clang-format off
constexpr PropertySpec properties[] = {
    {.name = "circle-sort-key", .layout = true, .default_json = "", .help = "Features are drawn in the order of this number.", .interpolated = false},
    {.name = "circle-radius", .default_json = "5", .unit = "px", .help = "Radius of the circle.", .minimum = 0},
    {.name = "circle-color", .type = ValueType::color, .default_json = "\"#000000\"", .help = "Its colour."},
    {.name = "circle-blur", .default_json = "0", .help = "Share of the radius over which the edge fades; 1 leaves only the centre opaque."},
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

struct Look {
  double radius = 0, ring = 0;  // device pixels
  double blur = 0;
  style::Color color, ring_color;
  bool operator==(const Look&) const = default;
  double reach() const { return radius + ring + 1; }
  detail::Disc::Look pixels() const { return {radius, ring, blur, color, ring_color}; }
};

struct Mark {
  PixelPoint centre;  // world pixels
  std::uint32_t look;
};

/// Marks in the order they are drawn, and the few looks they share.
struct Marks {
  std::vector<Mark> marks;
  std::vector<Look> looks;

  void add(PixelPoint centre, const Look& look) {
    if (looks.empty() || !(looks[m_last] == look)) number_of(look);
    marks.push_back({centre, m_last});
  }

 private:
  void number_of(const Look& look) {
    const auto& [radius, ring, blur, c, r] = look;
    const auto [found, added] = m_numbers.try_emplace({radius, ring, blur, c.r, c.g, c.b, c.a, r.r, r.g, r.b, r.a},
                                                      static_cast<std::uint32_t>(looks.size()));
    if (added) looks.push_back(look);
    m_last = found->second;
  }
  std::map<std::array<double, 11>, std::uint32_t> m_numbers;
  std::uint32_t m_last = 0;
};

class Circles final : public PreparedLayer {
 public:
  Circles(Marks marks, double dx, double dy) : m_marks(std::move(marks.marks)), m_looks(std::move(marks.looks)) {
    for (const auto& look : m_looks) m_discs.push_back(std::make_unique<const detail::Disc>(look.pixels()));
    std::vector<geo::PixelBox> boxes;
    for (auto& [centre, look] : m_marks) {
      centre = {centre.x + dx, centre.y + dy};
      const double r = m_looks[look].reach();
      boxes.push_back({centre.x - r, centre.y - r, centre.x + r, centre.y + r});
    }
    m_index = geo::BoxIndex(boxes);
  }

  void draw(const View& view, Canvas& canvas) const override {
    const auto& numbers = found(view);
    if (numbers.empty()) return;
    if (!canvas.is_picture()) return draw_page(numbers, view, canvas);
    const auto pixels = detail::pixels_of(canvas, view);
    for (const auto number : numbers) {
      const auto& [centre, look] = m_marks[number];
      m_discs[look]->draw(centre, view, pixels);
    }
    canvas.mark_dirty();
  }

  bool touches(const View& view) const override { return m_index.any(view.world_box()); }

  void digest(const View& view, Digest& digest) const override {
    const auto& numbers = found(view);
    if (numbers.empty()) return;
    std::uint64_t sum = 0;  // in the order they are drawn
    for (const auto number : numbers) {
      const auto& [centre, look] = m_marks[number];
      sum = detail::mixed(detail::mixed(sum, std::bit_cast<std::uint64_t>(centre.x)),
                          std::bit_cast<std::uint64_t>(centre.y) ^ m_discs[look]->digest());
    }
    digest.add("circle").add(sum);
    digest.add(static_cast<std::uint64_t>(view.left)).add(static_cast<std::uint64_t>(view.top));
  }

 private:
  const std::vector<std::uint32_t>& found(const View& view) const {
    thread_local std::vector<std::uint32_t> numbers;
    m_index.find(view.world_box(), numbers);
    return numbers;
  }

  void draw_page(const std::vector<std::uint32_t>& numbers, const View& view, Canvas& canvas) const {
    for (const auto number : numbers) {
      const auto& [centre, which] = m_marks[number];
      const auto& look = m_looks[which];
      const PixelPoint at{centre.x - static_cast<double>(view.left), centre.y - static_cast<double>(view.top)};
      if (look.blur <= 0)
        canvas.circle(at, look.radius, look.color, look.ring_color, look.ring);
      else
        draw_blurred(at, look, canvas.context());
    }
  }

  // A page fades along a gradient; the ring's colour comes in over as much as the edge goes out.
  static void draw_blurred(PixelPoint at, const Look& look, cairo_t* context) {
    const double reach = look.radius + look.ring, soft = std::max(1.0, look.blur * reach);
    auto* const gradient = cairo_pattern_create_radial(at.x, at.y, 0, at.x, at.y, reach);
    constexpr int stops = 16;
    for (int i = 0; i <= stops; ++i) {
      const double distance = reach * i / stops, inside = std::clamp((reach - distance) / soft, 0.0, 1.0);
      const double ringed = look.ring > 0 ? std::clamp((distance - look.radius) / soft + 1, 0.0, 1.0) : 0;
      const auto color = style::mix(look.color, look.ring_color, ringed);
      cairo_pattern_add_color_stop_rgba(gradient, distance / reach, color.r, color.g, color.b,
                                        color.a * inside * inside * (3 - 2 * inside));
    }
    cairo_set_source(context, gradient);
    cairo_arc(context, at.x, at.y, reach, 0, 2 * std::numbers::pi);
    cairo_fill(context);
    cairo_pattern_destroy(gradient);
  }

  std::vector<Mark> m_marks;
  std::vector<Look> m_looks;
  std::vector<std::unique_ptr<const detail::Disc>> m_discs;  // of the looks
  geo::BoxIndex m_index;
};

constexpr double largest = 1e5;  // px

Look evaluate(const style::Layer& layer, const style::EvaluationContext& context, double ratio, unsigned& failures) {
  Look look;
  look.radius = std::min(largest, layer.number("circle-radius", context, &failures)) * ratio;
  look.ring = std::min(largest, layer.number("circle-stroke-width", context, &failures)) * ratio;
  look.blur = std::max(0.0, layer.number("circle-blur", context, &failures));
  look.color = detail::faded(layer.color("circle-color", context, &failures),
                             layer.number("circle-opacity", context, &failures));
  look.ring_color = detail::faded(layer.color("circle-stroke-color", context, &failures),
                                  layer.number("circle-stroke-opacity", context, &failures));
  return look;
}

std::unique_ptr<PreparedLayer> prepare(const style::Layer& layer, const PrepareContext& prepare) {
  Marks marks;
  unsigned failures = 0;
  // `riskmap:avoid`: labels keep clear of these marks.
  const bool avoid = layer.metadata.is_object() && layer.metadata.value("riskmap:avoid", false);
  detail::for_features(layer, prepare, "circle-sort-key",
                       [&](const model::Feature& feature, const style::EvaluationContext& context) {
                         const auto look = evaluate(layer, context, prepare.ratio, failures);
                         if (look.radius <= 0 && look.ring <= 0) return;
                         for (const auto& place : feature.geometry.points) {
                           const auto at = detail::to_world(place, prepare.world_size);
                           marks.add(at, look);
                           const double r = look.radius + look.ring;
                           if (avoid) prepare.placement.take({at.x - r, at.y - r, at.x + r, at.y + r});
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
    const auto look = evaluate(layer, detail::legend_context(entry), 1, failures);
    LegendItem item;
    item.label = entry.label;
    item.width = item.height = 2 * (look.radius + look.ring);
    item.draw = [look](Canvas& canvas, const geo::PixelBox& box, double unit) {
      canvas.circle({(box.min_x + box.max_x) / 2, (box.min_y + box.max_y) / 2}, look.radius * unit, look.color,
                    look.ring_color, look.ring * unit);
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

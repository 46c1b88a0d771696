// SPDX-License-Identifier: MIT
#include <riskmap/geo/box_index.hpp>
#include <riskmap/render/detail/layer_features.hpp>
#include <riskmap/render/detail/legend_marks.hpp>
#include <riskmap/render/detail/page_image.hpp>
#include <riskmap/render/detail/pixel_geometry.hpp>
#include <riskmap/render/detail/shape.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>

namespace riskmap::render::layers {
namespace {

using style::PropertySpec;
using style::ValueType;

// A table, one property a line.
// clang-format off
constexpr PropertySpec properties[] = {
    {.name = "heatmap-radius", .default_json = "30", .unit = "px", .help = "How far a point is felt: in pixels, so not the same on the ground at two zooms or latitudes.", .minimum = 1},
    {.name = "heatmap-weight", .default_json = "1", .help = "How much a point counts.", .transition = false, .minimum = 0},
    {.name = "heatmap-intensity", .default_json = "1", .help = "Multiplies all weights.", .per_feature = false, .minimum = 0},
    {.name = "heatmap-color", .type = ValueType::color_ramp, .default_json = "[\"interpolate\",[\"linear\"],[\"heatmap-density\"],0,\"rgba(0, 0, 255, 0)\",0.1,\"royalblue\",0.3,\"cyan\",0.5,\"lime\",0.7,\"yellow\",1,\"red\"]", .help = "A ramp over [\"heatmap-density\"], 0 to 1.", .per_feature = false},
    {.name = "heatmap-opacity", .default_json = "1", .help = "How opaque it is.", .per_feature = false, .minimum = 0, .maximum = 1},
};
// clang-format on

constexpr double peak = 0.3989422804014327;  // 1 / sqrt(2 π)
constexpr double least = 1.0 / 255 / 16;     // MapLibre leaves out what is less
constexpr std::uint32_t whole = 1U << 24U;   // a density of 1
constexpr std::size_t steps_per_unit = 256, units = 18;
constexpr double largest = 1e4;  // px
constexpr std::size_t color_count = 1024;

/// exp(−x) in 1/256 steps. Rounded: the library's last digits follow the processor.
const std::array<float, steps_per_unit * units + 2>& falling() {
  static const auto table = [] {
    std::array<float, steps_per_unit * units + 2> out{};
    for (std::size_t i = 0; i < out.size(); ++i)
      out[i] = static_cast<float>(std::round(std::exp(-static_cast<double>(i) / steps_per_unit) * 1e9) / 1e9);
    return out;
  }();
  return table;
}

struct Point {
  PixelPoint at;  // world pixels
  double radius, height;
  double reach = 0;
};

/// Densities of a view's pixels, 2^24 for 1 and more; each point's share is rounded, so that their order does not
/// matter.
class Densities {
 public:
  explicit Densities(const View& view) : m_view(view) {
    m_sums.assign(static_cast<std::size_t>(view.width) * static_cast<std::size_t>(view.height), 0);
  }

  void add(const Point& point) {
    const double cx = point.at.x - static_cast<double>(m_view.left) - 0.5,
                 cy = point.at.y - static_cast<double>(m_view.top) - 0.5;
    const auto in = [](double value, int size) { return static_cast<int>(std::clamp(value, 0.0, double{1} * size)); };
    const double scale = 4.5 / (point.radius * point.radius) * steps_per_unit;
    const auto height = static_cast<float>(point.height * whole);
    for (int y = in(std::ceil(cy - point.reach), m_view.height); y < in(cy + point.reach + 1, m_view.height); ++y) {
      auto* const row = m_sums.data() + static_cast<std::ptrdiff_t>(y) * m_view.width;
      for (int x = in(std::ceil(cx - point.reach), m_view.width); x < in(cx + point.reach + 1, m_view.width); ++x) {
        const double place = ((x - cx) * (x - cx) + (y - cy) * (y - cy)) * scale;
        if (place >= steps_per_unit * units) continue;
        const auto step = static_cast<std::size_t>(place);
        const auto t = static_cast<float>(place - static_cast<double>(step));
        const float share = falling()[step] + t * (falling()[step + 1] - falling()[step]);
        const float more = std::min(height * share, static_cast<float>(whole));
        row[x] = std::min(whole, row[x] + static_cast<std::uint32_t>(more + 0.5F));
      }
    }
  }

  const std::uint32_t* row(int y) const { return m_sums.data() + static_cast<std::ptrdiff_t>(y) * m_view.width; }

 private:
  const View& m_view;
  std::vector<std::uint32_t> m_sums;
};

class Heatmap final : public PreparedLayer {
 public:
  Heatmap(std::vector<Point> points, std::vector<std::uint32_t> colors)
      : m_points(std::move(points)), m_colors(std::move(colors)) {
    std::vector<geo::PixelBox> boxes;
    for (const auto& p : m_points)
      boxes.push_back({p.at.x - p.reach, p.at.y - p.reach, p.at.x + p.reach, p.at.y + p.reach});
    m_index = geo::BoxIndex(boxes);
  }

  void draw(const View& view, Canvas& canvas) const override {
    if (!touches(view)) return;
    detail::draw_pixels(view, canvas, [&](const View& block, const detail::PixelBuffer& to) { draw_block(block, to); });
  }

  // The ramp may have a colour for 0, which is everywhere, as a background is.
  bool touches(const View& view) const override { return m_index.any(view.world_box()); }

  void digest(const View& view, Digest& digest) const override {
    const auto& numbers = found(view);
    if (numbers.empty()) return;
    std::uint64_t sum = 0;
    for (const auto number : numbers) {
      const auto& p = m_points[number];
      for (const double value :
           {p.at.x - static_cast<double>(view.left), p.at.y - static_cast<double>(view.top), p.radius, p.height})
        sum = detail::mixed(sum, std::bit_cast<std::uint64_t>(value));
    }
    digest.add("heatmap").add(sum).add(std::span<const std::uint32_t>(m_colors));
  }

 private:
  const std::vector<std::uint32_t>& found(const View& view) const {
    thread_local std::vector<std::uint32_t> numbers;
    m_index.find(view.world_box(), numbers);
    return numbers;
  }

  void draw_block(const View& view, const detail::PixelBuffer& to) const {
    const auto& numbers = found(view);
    if (numbers.empty()) return;
    Densities densities(view);
    for (const auto number : numbers) densities.add(m_points[number]);
    for (int y = 0; y < view.height; ++y) {
      const auto* const row = densities.row(y);
      auto* const out = to.row(y);
      for (int x = 0; x < view.width; ++x) {
        const auto place = (std::uint64_t{row[x]} * (color_count - 1) + whole / 2) / whole;
        out[x] = detail::over(m_colors[place], out[x]);
      }
    }
  }

  std::vector<Point> m_points;
  std::vector<std::uint32_t> m_colors;
  geo::BoxIndex m_index;
};

std::unique_ptr<PreparedLayer> prepare(const style::Layer& layer, const PrepareContext& prepare) {
  prepare.note(fmt::format(
      "layer '{}': a heatmap's radius is in pixels and means nothing on the ground; a risk surface's does", layer.id));
  auto context = detail::evaluation(prepare);
  const double intensity = layer.number("heatmap-intensity", context),
               opacity = layer.number("heatmap-opacity", context);
  std::vector<Point> points;
  unsigned failures = 0;
  detail::for_features(layer, prepare, "", [&](const model::Feature& feature, const style::EvaluationContext& where) {
    const double height = layer.number("heatmap-weight", where, &failures) * intensity * peak;
    const double radius = std::min(largest, layer.number("heatmap-radius", where, &failures)) * prepare.ratio;
    if (!(height > least) || !(radius > 0) || !std::isfinite(height)) return;
    const double reach = radius * std::sqrt(2 * std::log(height / least)) / 3;
    for (const auto& place : feature.geometry.points)
      points.push_back({detail::to_world(place, prepare.world_size), radius, height, std::ceil(reach)});
  });
  detail::note_failures(layer, prepare, failures);
  std::vector<std::uint32_t> colors;
  for (std::size_t i = 0; i < color_count; ++i) {
    context.heatmap_density = static_cast<double>(i) / (color_count - 1);
    colors.push_back(detail::premultiplied_pixel(detail::faded(layer.color("heatmap-color", context), opacity)));
  }
  return std::make_unique<Heatmap>(std::move(points), std::move(colors));
}

std::vector<LegendItem> legend(const style::Layer& layer, const map::Scene& scene) {
  constexpr std::size_t steps = 24;
  std::vector<LegendItem> out;
  for (auto& entry : detail::legend_entries(layer, scene)) {
    auto context = detail::legend_context(entry);
    const double opacity = layer.number("heatmap-opacity", context);
    std::vector<style::Color> colors;
    for (std::size_t i = 0; i < steps; ++i) {
      context.heatmap_density = (static_cast<double>(i) + 0.5) / steps;
      colors.push_back(detail::faded(layer.color("heatmap-color", context), opacity));
    }
    out.push_back(detail::color_bar(entry.label, std::move(colors)));
  }
  return out;
}

}  // namespace

extern const LayerType heatmap;
const LayerType heatmap = {
    .spec = {.type = "heatmap", .properties = properties, .sources = "geojson|vector"},
    .summary = "points blurred into a glow whose width is in pixels",
    .prepare = &prepare,
    .legend = &legend,
};

}  // namespace riskmap::render::layers

// SPDX-License-Identifier: MIT
// Tiny documents drawn on a known grid: their places are given in pixels of one 128-px view.
#pragma once
#include <riskmap/render/layer_type.hpp>
#include <riskmap/render/renderer.hpp>
#include <tests/support/test.hpp>

#include <fmt/format.h>

#include <string>
#include <utility>
#include <vector>

namespace riskmap::test {

using render::Picture;
using render::PixelPoint;
using render::View;

/// Style zoom 6, somewhere at 30° north; `grown` by pixels on each side, or `moved` by some.
inline View small_view(int side = 128) {
  return {.zoom = 6, .ratio = 1, .left = 20000, .top = 13600, .width = side, .height = side};
}

inline geo::LonLat place_at(double x, double y) { return geo::to_lonlat(small_view().to_mercator(PixelPoint{x, y})); }

using Points = std::vector<std::pair<double, double>>;

inline std::string coordinates(const Points& points) {
  std::string out;
  for (const auto& [x, y] : points) {
    const auto p = place_at(x, y);
    out += fmt::format("{}[{:.13f},{:.13f}]", out.empty() ? "" : ",", p.lon, p.lat);
  }
  return out;
}

inline std::string feature(const std::string& type, const std::string& coordinates, const std::string& properties) {
  return fmt::format(R"({{"type":"Feature","properties":{},"geometry":{{"type":"{}","coordinates":{}}}}})", properties,
                     type, coordinates);
}
inline std::string point(double x, double y, const std::string& properties = "{}") {
  return feature("Point", coordinates({{x, y}}), properties);
}
inline std::string line(const Points& points, const std::string& properties = "{}") {
  return feature("LineString", "[" + coordinates(points) + "]", properties);
}
inline Points square(double low, double high) {
  return {{low, low}, {high, low}, {high, high}, {low, high}, {low, low}};
}
inline std::string polygon(const std::vector<Points>& rings, const std::string& properties = "{}") {
  std::string all;
  for (const auto& ring : rings) all += (all.empty() ? "[" : ",[") + coordinates(ring) + "]";
  return feature("Polygon", "[" + all + "]", properties);
}

/// A document over the inline source "s" and its renderer. `layers` are the style's, comma separated.
class SmallMap {
 public:
  SmallMap(const std::string& features, const std::string& layers, const std::string& metadata = "{}")
      : m_scene(load(features, layers, metadata)), m_renderer(m_scene) {}

  Picture draw(const View& view = small_view()) const { return m_renderer.picture(view); }
  const render::Renderer& renderer() const { return m_renderer; }
  const map::Scene& scene() const { return m_scene; }

 private:
  static map::Scene load(const std::string& features, const std::string& layers, const std::string& metadata) {
    const TemporaryFolder folder;
    write_text(
        folder / "map.json",
        fmt::format(
            R"({{"version":8,"name":"small","metadata":{},"sources":{{"s":{{"type":"geojson","lineMetrics":true,"data":
{{"type":"FeatureCollection","features":[{}]}}}}}},"layers":[{}]}})",
            metadata, features, layers));
    return map::Scene::load(folder / "map.json", render::layer_specs());
  }

  map::Scene m_scene;
  render::Renderer m_renderer;
};

/// A layer "a" of a type over the source "s"; `more` are further members (paint, layout, …).
inline std::string layer(const std::string& type, const std::string& more) {
  return fmt::format(R"({{"id":"a","type":"{}","source":"s"{}{}}})", type, more.empty() ? "" : ",", more);
}

/// "#rrggbbaa"
inline std::string color_at(const Picture& picture, int x, int y) {
  const auto* p = picture.pixel(x, y);
  return fmt::format("#{:02x}{:02x}{:02x}{:02x}", p[0], p[1], p[2], p[3]);
}

/// Sum of alpha over columns [x0, x1), rows [y0, y1): the area in pixels that opaque ink covers.
inline double ink(const Picture& picture, int x0, int y0, int x1, int y1) {
  double sum = 0;
  for (int y = y0; y < y1; ++y) {
    for (int x = x0; x < x1; ++x) sum += picture.pixel(x, y)[3] / 255.0;
  }
  return sum;
}
inline double ink(const Picture& picture) { return ink(picture, 0, 0, picture.width, picture.height); }

inline int count_color(const Picture& picture, const std::string& color) {
  int count = 0;
  for (int y = 0; y < picture.height; ++y) {
    for (int x = 0; x < picture.width; ++x) count += color_at(picture, x, y) == color ? 1 : 0;
  }
  return count;
}

/// Largest difference of a channel, alpha multiplied in, between `part` and the same pixels of `whole`; how many pixels
/// differ by more than `over`.
struct Difference {
  int largest = 0;
  int pixels = 0;
};
inline Difference compare(const Picture& part, const Picture& whole, int left = 0, int top = 0, int over = 0) {
  Difference out;
  for (int y = 0; y < part.height; ++y) {
    for (int x = 0; x < part.width; ++x) {
      int worst = 0;
      const auto *p = part.pixel(x, y), *q = whole.pixel(left + x, top + y);
      for (int c = 0; c < 3; ++c) worst = std::max(worst, std::abs(p[c] * p[3] - q[c] * q[3]) / 255);
      worst = std::max(worst, std::abs(p[3] - q[3]));
      out.largest = std::max(out.largest, worst);
      out.pixels += worst > over ? 1 : 0;
    }
  }
  return out;
}

}  // namespace riskmap::test

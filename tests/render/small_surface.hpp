// SPDX-License-Identifier: MIT
// A surface over made-up events in a study area with a hole, and nothing else to see but its colours.
#pragma once
#include <riskmap/render/layer_type.hpp>
#include <riskmap/render/renderer.hpp>
#include <tests/support/test.hpp>

#include <string>

namespace riskmap::test {

class SmallSurface {
 public:
  explicit SmallSurface(const map::LoadOptions& options = {}) : m_scene(load(options)), m_renderer(m_scene) {}
  const map::Scene& scene() const { return m_scene; }
  const render::Renderer& map() const { return m_renderer; }
  const map::SceneSurface& entry() const { return m_scene.surface(""); }

 private:
  static map::Scene load(const map::LoadOptions& options) {
    const TemporaryFolder folder;
    write_text(
        folder / "incidents.csv",
        "id,date_start,longitude,latitude\na,2024-01-05,63.0,25.9\nb,2023-05-05,63.1,26.0\nc,2022-05-05,63.3,25.8\n"
        "d,2024-01-05,63.05,25.95\ne,2024-03-05,65.0,26.5\n");
    write_text(folder / "map.json", text);
    return map::Scene::load(folder / "map.json", render::layer_specs(), options);
  }
  static constexpr const char* text = R"j({
"version": 8, "name": "surface",
"metadata": {"riskmap:surfaces": {"risk": {"incidents": {"source": "incidents"}, "bandwidth": "60km", "from": "2020-01-01",
  "as-of": "2024-12-31", "study-area": {"source": "area"}, "minimum-events": 2}}},
"sources": {
  "incidents": {"type": "vector", "url": "incidents.csv"},
  "area": {"type": "geojson", "data": {"type": "Feature", "properties": {}, "geometry": {"type": "Polygon", "coordinates":
    [[[62, 25.3], [67, 25.1], [67, 28], [62, 28], [62, 25.3]], [[63.4, 25.9], [63.7, 25.9], [63.7, 26.2], [63.4, 26.2], [63.4, 25.9]]]}}},
  "risk": {"type": "raster-dem", "tiles": ["riskmap://risk/{z}/{x}/{y}"], "encoding": "custom", "tileSize": 256,
           "redFactor": 0.015625, "greenFactor": 0.00006103515625, "blueFactor": 2.384185791015625e-7, "baseShift": 0}},
"layers": [
  {"id": "ground", "type": "background", "paint": {"background-color": "#ffffff"}},
  {"id": "risk", "type": "color-relief", "source": "risk",
   "metadata": {"riskmap:states": {"few-events": {"kind": "lines", "angle": 45, "spacing": 6, "width": 1, "color": "#000000"},
                                   "none-in-reach": "rgba(0,0,255,0.5)"}},
   "paint": {"color-relief-color": ["interpolate", ["linear"], ["elevation"],
     0, "rgba(0,0,0,0)", 0.0009999, "rgba(0,0,0,0)", 0.001, "#ffffb2", 0.009999, "#ffffb2", 0.01, "#fd8d3c", 0.0499, "#fd8d3c", 0.05, "#bd0026"]}}]})j";

  map::Scene m_scene;
  render::Renderer m_renderer;
};

/// Most of the study area, its southern edge and its hole.
inline render::View surface_view() { return render::View::tile(geo::tile_at({64.0, 26.4}, 6), 512); }

}  // namespace riskmap::test

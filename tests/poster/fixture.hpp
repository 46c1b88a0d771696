// SPDX-License-Identifier: MIT
// A small map of two squares of land, three sites and nine events, written into a folder of its own.
#pragma once
#include <riskmap/poster/compose.hpp>
#include <riskmap/render/layer_type.hpp>

#include <tests/support/test.hpp>

#include <string>

namespace riskmap::test {

/// `poster` is the document's riskmap:poster, as JSON; `name` the file's.
inline std::filesystem::path write_map(const TemporaryFolder& folder,
                                       const std::string& poster = R"({"extends": "column"})") {
  std::string incidents = "id,longitude,latitude,date_start\n";
  for (int i = 0; i < 9; ++i)
    incidents += "e" + std::to_string(i) + "," + std::to_string(62.2 + 0.6 * i) + ",25.2,2024-0" +
                 std::to_string(i + 1) + "-01\n";
  write_text(folder / "incidents.csv", incidents);
  write_text(folder / "sites.csv",
             "id,name,longitude,latitude,primary\ngwadar-port,Gwadar Port,62.3330,25.1130,yes\nport-qasim,Port "
             "Qasim,67.3400,24.7750,yes\ndasu,Dasu,73.1930,35.3170,yes\n");
  write_text(folder / "map.json", R"j({
"version": 8, "name": "A small map",
"metadata": {
  "riskmap:title": {"en": "Nine events by the sea"},
  "riskmap:bounds": [60.5, 23.4, 77.5, 37.2],
  "riskmap:sites": {"source": "sites"},
  "riskmap:attribution": "© Nobody in particular",
  "riskmap:poster": )j" + poster + R"j(,
  "riskmap:legend": {"title": "Events per 1000 km² a year"},
  "riskmap:surfaces": {"risk": {"incidents": {"source": "incidents"}, "bandwidth": "60km", "from": "2023-01-01", "as-of": "2025-01-01"}}},
"sources": {
  "incidents": {"type": "vector", "url": "incidents.csv"},
  "sites": {"type": "vector", "url": "sites.csv"},
  "risk": {"type": "raster-dem", "tiles": ["riskmap://risk/{z}/{x}/{y}"], "encoding": "custom", "tileSize": 256,
           "redFactor": 0.0625, "greenFactor": 0.000244140625, "blueFactor": 9.5367431640625e-07, "baseShift": 0}},
"layers": [
  {"id": "ground", "type": "background", "paint": {"background-color": "#f4f1ea"}},
  {"id": "risk", "type": "color-relief", "source": "risk", "paint": {"color-relief-color":
    ["interpolate", ["linear"], ["elevation"], 0, "rgba(0,0,0,0)", 0.01, "#ffeda0", 10, "#800026"]}},
  {"id": "sites", "type": "circle", "source": "sites", "source-layer": "sites", "metadata": {"riskmap:legend": "site"},
   "paint": {"circle-radius": 5, "circle-color": "#0000ff"}}]})j");
  return folder / "map.json";
}

inline map::Scene load(const std::filesystem::path& style) { return map::Scene::load(style, render::layer_specs()); }

/// A page small enough to be drawn often.
inline poster::PosterOptions small_page() { return {.size = {420, 297}, .dpi = 50}; }

}  // namespace riskmap::test

// SPDX-License-Identifier: MIT
// A small document over three events and two places, written into a folder of its own; tests change what they are
// about.
#pragma once
#include <riskmap/map/scene.hpp>
#include <tests/style/small_styles.hpp>
#include <tests/support/test.hpp>

#include <string>

namespace riskmap::test {

inline const std::string three_events =
    "id,date_start,date_end,longitude,latitude,killed,location_uncertainty_km\n"
    "a,2024-01-05,,62.3,25.2,3,5\n"
    "b,2023-05-05,2023-05-06,62.4,25.3,0,\n"
    "c,2022-05-05,,63.0,25.5,,10\n";

class SmallFolder {
 public:
  SmallFolder() : document(Json::parse(text)) {
    write_text(folder / "incidents.csv", three_events);
    write_text(folder / "sites.csv",
               "id,name_en,name_ur,longitude,latitude,primary,location_uncertainty_km\n"
               "port,Port,بندرگاہ,62.333,25.113,yes,1\ndam,Dam,,73.193,35.317,no,\n");
  }

  std::filesystem::path style() const { return folder / "map.json"; }
  map::Scene load(const map::LoadOptions& options = {}) const {
    write_text(style(), document.dump());
    return map::Scene::load(style(), layer_specs, options);
  }
  Json& surface() { return document["metadata"]["riskmap:surfaces"]["risk"]; }

  TemporaryFolder folder;
  Json document;

 private:
  static constexpr const char* text = R"j({
"version": 8, "name": "Small",
"metadata": {
  "riskmap:sites": {"source": "sites"},
  "riskmap:surfaces": {"risk": {"incidents": {"source": "incidents"}, "bandwidth": "60km", "from": "2020-01-01", "as-of": "2024-12-31"}}},
"sources": {
  "incidents": {"type": "vector", "url": "incidents.csv"},
  "sites": {"type": "vector", "url": "sites.csv"},
  "risk": {"type": "raster-dem", "tiles": ["riskmap://risk/{z}/{x}/{y}"], "encoding": "custom",
           "redFactor": 0.015625, "greenFactor": 0.00006103515625, "blueFactor": 2.384185791015625e-7, "baseShift": 0}},
"layers": [
  {"id": "risk", "type": "color-relief", "source": "risk", "paint": {"color-relief-color":
    ["interpolate", ["linear"], ["elevation"], 0, "rgba(0,0,0,0)", 0.01, "rgba(0,0,0,0)", 10, "#800026"]}},
  {"id": "names", "type": "symbol", "source": "sites", "source-layer": "sites", "layout": {"text-field": ["get", "name"]}}]})j";
};

inline bool has_note(const map::Scene& scene, const std::string& note) {
  return std::find(scene.notes().begin(), scene.notes().end(), note) != scene.notes().end();
}

}  // namespace riskmap::test

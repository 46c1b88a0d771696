// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/render/layer_type.hpp>
#include <riskmap/style/document.hpp>

#include <string>

namespace riskmap::test {

/// A small map: land, a surface of three made-up events, a line and text above it. Reads no file.
inline const std::string small_map = R"json({
  "version": 8,
  "name": "Three <events> & \"more\"",
  "metadata": {
    "riskmap:surfaces": {"risk": {
      "incidents": {"source": "incidents"}, "kernel": "quartic", "bandwidth": "60km", "edge-correction": "none",
      "from": "2020-01-01", "as-of": "2024-12-31", "half-life": "3y", "minimum-events": 2}},
    "riskmap:worldview": "de-facto",
    "riskmap:sites": {"source": "sites"},
    "riskmap:bounds": [61, 24, 65, 27]
  },
  "sources": {
    "land": {"type": "geojson", "attribution": "Made up <here>", "data": {"type": "FeatureCollection", "features": [
      {"type": "Feature", "properties": {}, "geometry": {"type": "Polygon", "coordinates": [[[60, 25], [66, 25], [66, 28], [60, 28], [60, 25]]]}}]}},
    "sites": {"type": "geojson", "data": {"type": "FeatureCollection", "features": [
      {"type": "Feature", "properties": {"id": "port", "name": "</script><b>Port"}, "geometry": {"type": "Point", "coordinates": [62.3, 25.2]}}]}},
    "incidents": {"type": "geojson", "data": {"type": "FeatureCollection", "features": [
      {"type": "Feature", "properties": {"id": "a", "date_start": "2024-01-05", "longitude": 62.3, "latitude": 25.2}, "geometry": {"type": "Point", "coordinates": [62.3, 25.2]}},
      {"type": "Feature", "properties": {"id": "b", "date_start": "2023-05-05", "longitude": 62.4, "latitude": 25.3}, "geometry": {"type": "Point", "coordinates": [62.4, 25.3]}},
      {"type": "Feature", "properties": {"id": "c", "date_start": "2022-05-05", "longitude": 63.0, "latitude": 25.5}, "geometry": {"type": "Point", "coordinates": [63.0, 25.5]}}]}},
    "risk": {"type": "raster-dem", "tiles": ["riskmap://risk/{z}/{x}/{y}"], "encoding": "custom", "tileSize": 256,
             "redFactor": 0.01562500, "greenFactor": 0.00006103515625, "blueFactor": 2.384185791015625e-7, "baseShift": 0}
  },
  "layers": [
    {"id": "sea", "type": "background", "paint": {"background-color": "#ccddee"}},
    {"id": "land", "type": "fill", "source": "land", "paint": {"fill-color": "#f4f2ee"}},
    {"id": "risk", "type": "color-relief", "source": "risk", "metadata": {"riskmap:legend": "secret"}, "minzoom": 2, "paint": {
      "color-relief-opacity": 0.8,
      "color-relief-color": ["interpolate", ["linear"], ["elevation"], 0, "rgba(0,0,0,0)", 0.009, "rgba(0,0,0,0)", 0.01, "#ffeda0", 0.1, "#f03b20"]}},
    {"id": "coast", "type": "line", "source": "land", "paint": {"line-color": "#333333"}},
    {"id": "names", "type": "symbol", "source": "sites", "layout": {"text-field": ["get", "name"]}}
  ]
})json";

inline style::Document parse_document(const std::string& text) {
  return style::Document::parse(parse_json(text, "map.json"), render::layer_specs());
}

}  // namespace riskmap::test

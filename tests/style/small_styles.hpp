// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/style/document.hpp>

#include <array>
#include <string>

namespace riskmap::test {

using style::PropertySpec;
using style::ValueType;

inline constexpr std::array<PropertySpec, 9> line_properties = {{
    {.name = "line-cap",
     .layout = true,
     .type = ValueType::enumeration,
     .default_json = "\"butt\"",
     .values = "butt|round|square"},
    {.name = "line-sort-key", .layout = true, .type = ValueType::number, .default_json = ""},
    {.name = "line-width", .type = ValueType::number, .default_json = "1", .unit = "px", .minimum = 0},
    {.name = "line-color", .type = ValueType::color, .default_json = "\"#000000\""},
    {.name = "line-opacity", .type = ValueType::number, .default_json = "1", .minimum = 0, .maximum = 1},
    {.name = "line-dasharray", .type = ValueType::number_array, .default_json = "", .per_feature = false, .minimum = 0},
    {.name = "line-translate",
     .type = ValueType::number_array,
     .default_json = "[0,0]",
     .per_feature = false,
     .length = 2},
    {.name = "line-blur", .type = ValueType::number, .default_json = "0", .no_effect = "lines are drawn sharp"},
    {.name = "line-gradient", .type = ValueType::color_ramp, .default_json = "", .per_feature = false},
}};
inline constexpr std::array<PropertySpec, 6> symbol_properties = {{
    {.name = "text-field", .layout = true, .type = ValueType::formatted, .default_json = "\"\""},
    {.name = "text-font", .layout = true, .type = ValueType::string_array, .default_json = "[\"Noto Sans Regular\"]"},
    {.name = "icon-image", .layout = true, .type = ValueType::image, .default_json = ""},
    {.name = "text-optional",
     .layout = true,
     .type = ValueType::boolean,
     .default_json = "false",
     .per_feature = false},
    {.name = "text-variable-anchor",
     .layout = true,
     .type = ValueType::string_array,
     .default_json = "",
     .values = "center|left|right"},
    {.name = "text-color", .type = ValueType::color, .default_json = "\"#000000\""},
}};
inline constexpr std::array<PropertySpec, 2> fill_properties = {{
    {.name = "fill-color", .type = ValueType::color, .default_json = "\"#000000\""},
    {.name = "fill-pattern", .type = ValueType::image, .default_json = ""},
}};
inline constexpr std::array<PropertySpec, 1> background_properties = {
    {{.name = "background-color", .type = ValueType::color, .default_json = "\"#000000\"", .per_feature = false}}};
inline constexpr std::array<PropertySpec, 2> relief_properties = {{
    {.name = "color-relief-color", .type = ValueType::color_ramp, .default_json = "", .per_feature = false},
    {.name = "color-relief-opacity",
     .type = ValueType::number,
     .default_json = "1",
     .per_feature = false,
     .minimum = 0,
     .maximum = 1},
}};
inline constexpr std::array<PropertySpec, 1> heatmap_properties = {
    {{.name = "heatmap-color",
      .type = ValueType::color_ramp,
      .default_json = R"json(["interpolate",["linear"],["heatmap-density"],0,"rgba(0,0,255,0)",1,"red"])json",
      .per_feature = false}}};
inline constexpr std::array<style::LayerSpec, 6> layer_specs = {{
    {"background", background_properties, ""},
    {"fill", fill_properties, "geojson|vector"},
    {"line", line_properties, "geojson|vector"},
    {"symbol", symbol_properties, "geojson|vector"},
    {"color-relief", relief_properties, "raster-dem"},
    {"heatmap", heatmap_properties, "geojson|vector"},
}};

inline style::Document parse_style(const std::string& text) {
  return style::Document::parse(parse_json(text, "map.json"), layer_specs);
}

/// A document with one line layer over the source "base": `layer` is what stands beside id, type, source.
inline std::string line_style(const std::string& layer) {
  return R"({"version":8,"sources":{"base":{"type":"geojson","data":"base.geojson"}},"layers":[
{"id":"a","type":"line","source":"base")" +
         (layer.empty() ? "" : "," + layer) + "}]}";
}

}  // namespace riskmap::test

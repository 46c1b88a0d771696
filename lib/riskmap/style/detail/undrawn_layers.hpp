// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/style/property.hpp>

#include <array>

namespace riskmap::style {

// Layer types of the specification that nobody draws here: their documents are checked all the same.
// clang-format off
inline constexpr PropertySpec extrusion_properties[] = {
    {.name = "fill-extrusion-rounded-corner-distance", .layout = true, .default_json = "0", .unit = "meters", .constant = true, .minimum = 0},
    {.name = "fill-extrusion-opacity", .default_json = "1", .per_feature = false, .minimum = 0, .maximum = 1},
    {.name = "fill-extrusion-color", .type = ValueType::color, .default_json = "\"#000000\""},
    {.name = "fill-extrusion-translate", .type = ValueType::number_array, .default_json = "[0,0]", .unit = "px", .per_feature = false, .length = 2},
    {.name = "fill-extrusion-translate-anchor", .type = ValueType::enumeration, .default_json = "\"map\"", .values = "map|viewport", .per_feature = false},
    {.name = "fill-extrusion-pattern", .type = ValueType::image, .default_json = ""},
    {.name = "fill-extrusion-height", .default_json = "0", .unit = "meters"},
    {.name = "fill-extrusion-base", .default_json = "0", .unit = "meters"},
    {.name = "fill-extrusion-vertical-gradient", .type = ValueType::boolean, .default_json = "true", .per_feature = false},
};
// clang-format on
inline constexpr std::array<LayerSpec, 1> undrawn_layers = {
    {{"fill-extrusion", extrusion_properties, "geojson|vector"}}};

}  // namespace riskmap::style

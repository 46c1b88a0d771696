// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/base/json.hpp>
#include <riskmap/model/geometry.hpp>

#include <optional>
#include <string>
#include <vector>

namespace riskmap::style {

/// A part of a GeoJSON geometry: one point, one line, or the rings of one polygon (outer first, closed or not, as they
/// stand). Coordinates are finite numbers, but may lie outside the world.
struct GeoJsonPart {
  enum class Kind : unsigned char { point, line, polygon };
  Kind kind = Kind::point;
  std::vector<model::Line> lines;
};

/// The parts of a geometry, a Feature or a FeatureCollection; nullopt if it is none of these or is broken.
std::optional<std::vector<GeoJsonPart>> read_geojson(const Json& json);

}  // namespace riskmap::style

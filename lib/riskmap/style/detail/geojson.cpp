// SPDX-License-Identifier: MIT
#include <riskmap/style/detail/geojson.hpp>

#include <cmath>

namespace riskmap::style {
namespace {

using Parts = std::vector<GeoJsonPart>;

std::optional<geo::LonLat> read_place(const Json& json) {
  if (!json.is_array() || json.size() < 2 || !json[0].is_number() || !json[1].is_number()) return std::nullopt;
  const geo::LonLat place{json[0].get<double>(), json[1].get<double>()};
  return std::isfinite(place.lon) && std::isfinite(place.lat) ? std::optional(place) : std::nullopt;
}

bool read_line(const Json& json, model::Line& line) {
  if (!json.is_array() || json.empty()) return false;
  for (const auto& item : json) {
    const auto place = read_place(item);
    if (!place) return false;
    line.push_back(*place);
  }
  return true;
}

bool read_part(GeoJsonPart::Kind kind, const Json& json, Parts& parts) {
  GeoJsonPart part{kind, {}};
  if (kind == GeoJsonPart::Kind::point) {
    const auto place = read_place(json);
    if (!place) return false;
    part.lines = {{*place}};
  } else if (kind == GeoJsonPart::Kind::line) {
    part.lines.emplace_back();
    if (!read_line(json, part.lines.back())) return false;
  } else {
    if (!json.is_array() || json.empty()) return false;
    for (const auto& ring : json) {
      part.lines.emplace_back();
      if (!read_line(ring, part.lines.back())) return false;
    }
  }
  parts.push_back(std::move(part));
  return true;
}

bool read_geometry(const Json& json, Parts& parts) {
  if (!json.is_object() || !json.contains("type") || !json["type"].is_string() || !json.contains("coordinates"))
    return false;
  std::string type = json["type"];
  const bool many = type.starts_with("Multi");
  if (many) type.erase(0, 5);
  auto kind = GeoJsonPart::Kind::point;
  if (type == "LineString")
    kind = GeoJsonPart::Kind::line;
  else if (type == "Polygon")
    kind = GeoJsonPart::Kind::polygon;
  else if (type != "Point")
    return false;
  const auto& coordinates = json["coordinates"];
  if (!many) return read_part(kind, coordinates, parts);
  if (!coordinates.is_array()) return false;
  for (const auto& item : coordinates) {
    if (!read_part(kind, item, parts)) return false;
  }
  return true;
}

bool read_feature(const Json& json, Parts& parts) {
  return json.is_object() && json.contains("geometry") && read_geometry(json["geometry"], parts);
}

}  // namespace

std::optional<Parts> read_geojson(const Json& json) {
  Parts parts;
  if (!json.is_object() || !json.contains("type")) return std::nullopt;
  if (json["type"] == "FeatureCollection") {
    if (!json.contains("features") || !json["features"].is_array()) return std::nullopt;
    for (const auto& feature : json["features"]) {
      if (!read_feature(feature, parts)) return std::nullopt;
    }
    return parts;
  }
  const bool good = json["type"] == "Feature" ? read_feature(json, parts) : read_geometry(json, parts);
  return good ? std::optional(std::move(parts)) : std::nullopt;
}

}  // namespace riskmap::style

// SPDX-License-Identifier: MIT
#include <riskmap/style/detail/document_reader.hpp>
#include <riskmap/style/detail/json_words.hpp>
#include <riskmap/style/detail/ramp_shape.hpp>
#include <riskmap/style/nearest.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace riskmap::style {
namespace {

constexpr double invisible = 0.5 / 255;
constexpr std::array<std::string_view, 6> geometry_types = {"Point",      "LineString",      "Polygon",
                                                            "MultiPoint", "MultiLineString", "MultiPolygon"};

std::string_view text_at(const Json& json, std::size_t index) {
  return json.size() > index && json[index].is_string() ? std::string_view(json[index].get_ref<const std::string&>())
                                                        : std::string_view();
}

bool is_operator(const Json& json, std::string_view name) {
  return json.is_array() && !json.empty() && text_at(json, 0) == name;
}

// The word a filter compares the type of geometry with: ["==", ["geometry-type"], "Point"] or ["==", "$type", "Point"].
std::string_view compared_geometry(const Json& filter) {
  if (!is_operator(filter, "==") || filter.size() != 3) return "";
  const auto is_type = [](const Json& json) { return is_operator(json, "geometry-type") || json == "$type"; };
  if (is_type(filter[1])) return text_at(filter, 2);
  return is_type(filter[2]) ? text_at(filter, 1) : std::string_view();
}

// What a layer of that type leaves undrawn.
bool leaves_out(std::string_view layer, std::string_view geometry) {
  const bool point = geometry.ends_with("Point"), line = geometry.ends_with("LineString");
  if (layer == "fill" || layer == "fill-extrusion") return point || line;
  if (layer == "line") return point;
  return layer == "heatmap" && !point;
}

}  // namespace

bool DocumentReader::read_layer_source(const Json& json, Layer& layer) {
  layer.source = string_member(json, layer.path, "source");
  layer.source_layer = string_member(json, layer.path, "source-layer");
  if (layer.spec->sources.empty()) return true;
  if (!json.contains("source")) {
    error(layer.path, "missing required property \"source\"");
    return false;
  }
  const auto at = child_path(layer.path, "source");
  const auto all = m_document.json().find("sources");
  if (all == m_document.json().end() || !all->is_object() || !json["source"].is_string()) return false;
  if (const auto known = m_source_types.find(layer.source); known != m_source_types.end())
    return check_source_type(json, layer, known->second);
  if (m_source_names.contains(layer.source)) return false;  // it has its own mistake
  std::vector<std::string_view> names;
  for (auto name = m_source_names.begin(); name != m_source_names.end() && names.size() < 1000; ++name)
    names.push_back(*name);
  error(at, fmt::format("source \"{}\" not found", layer.source), hint_for(layer.source, names));
  return false;
}

bool DocumentReader::check_source_type(const Json& json, const Layer& layer, const std::string& type) {
  const auto at = child_path(layer.path, "source");
  const auto drawable = words_of(layer.spec->sources);
  if (type == "image" || type == "video") {
    warn(at, fmt::format("the layer is not drawn: nor is its source \"{}\" of type {}", layer.source, type));
    return false;
  }
  if (std::find(drawable.begin(), drawable.end(), type) == drawable.end()) {
    error(at, fmt::format("a {} layer cannot draw source \"{}\" of type {}", layer.type, layer.source, type),
          fmt::format("it draws {}", fmt::join(drawable, ", ")));
    return false;
  }
  if (type == "vector" && layer.source_layer.empty())
    error(layer.path, fmt::format("layer \"{}\" must specify a \"source-layer\"", layer.id),
          "the name of a layer of the file; of a single-layer file, its name without suffix");
  if (type == "geojson" && json.contains("source-layer"))
    warn_once(child_path(layer.path, "source-layer"), "\"source-layer\" has no effect on a geojson source");
  return true;
}

void DocumentReader::check_paint(const Json& json, const Layer& layer) {
  const auto paint = json.find("paint");
  if (paint == json.end() || !paint->is_object()) return;
  const auto at = child_path(layer.path, "paint");
  if (layer.type == "line" && paint->contains("line-gradient") && m_source_types.contains(layer.source)) {
    const auto* source = m_document.source(layer.source);
    if (!source || source->type != "geojson" || !source->json.contains("lineMetrics") ||
        source->json["lineMetrics"] != true)
      error(child_path(at, "line-gradient"),
            fmt::format("layer \"{}\" specifies a line-gradient, which requires a GeoJSON source with `lineMetrics` "
                        "enabled.",
                        layer.id),
            "write \"lineMetrics\": true in the source");
  }
  if (layer.type == "raster" && paint->contains("resampling") && paint->contains("raster-resampling"))
    error(child_path(at, "raster-resampling"),
          "\"resampling\" and \"raster-resampling\" say the same, and only one is allowed", "write \"resampling\"");
}

void DocumentReader::check_ramp(const Json& json, const Layer& layer, const Property& property) {
  const auto shape = ramp_shape(json);
  if (shape.kind == RampShape::Kind::none) return error(property.path, ramp_rule);
  if (shape.kind != RampShape::Kind::linear)
    warn(property.path, "drawn here, blank in a browser",
         "MapLibre draws only [\"interpolate\", [\"linear\"], [\"elevation\"], ...]");
  const auto* source = m_document.source(layer.source);
  if (!source || source->surface.empty()) return;
  try {
    const auto ramp = build_ramp(property.expression, shape);
    if (ramp.at(0).a > invisible)
      error(property.path, "the ramp must be transparent at 0, which means no risk", "begin with 0, \"rgba(0,0,0,0)\"");
    else if (ramp.at(source->blue_factor).a > invisible)
      error(property.path, "the ramp must be transparent at one step of the encoding (blueFactor), as at 0");
  } catch (const EvaluationError& mistake) {
    error(property.path, mistake.what());
  }
}

// Only what is plain to see: a filter asks the data, which are not read here.
void DocumentReader::check_filter(const Json& filter, const Layer& layer) {
  const auto path = child_path(layer.path, "filter");
  if (filter == false) return warn(path, "the filter lets nothing pass: the layer is never drawn");
  const bool all = is_operator(filter, "all");
  for (std::size_t i = 0; i < (all ? filter.size() : 1); ++i) {
    const auto& part = all ? filter[i] : filter;
    const auto at = all ? child_path(path, i) : path;
    const auto geometry = compared_geometry(part);
    if (geometry.empty()) continue;
    if (std::find(geometry_types.begin(), geometry_types.end(), geometry) == geometry_types.end())
      warn(at, fmt::format("no geometry is of type \"{}\": the layer is never drawn", geometry),
           did_you_mean(geometry, geometry_types));
    else if (leaves_out(layer.type, geometry))
      warn(at, fmt::format("a {} layer draws no {}: the layer is never drawn", layer.type, geometry));
  }
}

}  // namespace riskmap::style

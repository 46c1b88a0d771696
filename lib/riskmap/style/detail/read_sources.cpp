// SPDX-License-Identifier: MIT
#include <riskmap/style/detail/document_reader.hpp>
#include <riskmap/style/detail/javascript.hpp>
#include <riskmap/style/detail/json_words.hpp>
#include <riskmap/style/nearest.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace riskmap::style {
namespace {

struct SourceKey {
  std::string_view name, word;  // an empty word: checked elsewhere, or free
};
struct SourceType {
  std::string_view name;
  std::span<const SourceKey> keys;
  bool strict;  // the specification lets vector and raster sources carry keys of their own
};

constexpr std::array<SourceKey, 11> vector_keys = {{{"type", "string"},
                                                    {"url", "string"},
                                                    {"tiles", "array"},
                                                    {"bounds", "array"},
                                                    {"scheme", "string"},
                                                    {"emptyResponse", "string"},
                                                    {"minzoom", "number"},
                                                    {"maxzoom", "number"},
                                                    {"attribution", "string"},
                                                    {"promoteId", ""},
                                                    {"volatile", "boolean"}}};
constexpr std::array<SourceKey, 11> raster_keys = {{{"type", "string"},
                                                    {"url", "string"},
                                                    {"tiles", "array"},
                                                    {"bounds", "array"},
                                                    {"minzoom", "number"},
                                                    {"maxzoom", "number"},
                                                    {"tileSize", "number"},
                                                    {"scheme", "string"},
                                                    {"emptyResponse", "string"},
                                                    {"attribution", "string"},
                                                    {"volatile", "boolean"}}};
constexpr std::array<SourceKey, 15> dem_keys = {{{"type", "string"},
                                                 {"url", "string"},
                                                 {"tiles", "array"},
                                                 {"bounds", "array"},
                                                 {"minzoom", "number"},
                                                 {"maxzoom", "number"},
                                                 {"tileSize", "number"},
                                                 {"emptyResponse", "string"},
                                                 {"attribution", "string"},
                                                 {"encoding", "string"},
                                                 {"redFactor", "number"},
                                                 {"greenFactor", "number"},
                                                 {"blueFactor", "number"},
                                                 {"baseShift", "number"},
                                                 {"volatile", "boolean"}}};
constexpr std::array<SourceKey, 15> geojson_keys = {{{"type", "string"},
                                                     {"data", ""},
                                                     {"maxzoom", "number"},
                                                     {"attribution", "string"},
                                                     {"buffer", "number"},
                                                     {"filter", ""},
                                                     {"tolerance", "number"},
                                                     {"cluster", "boolean"},
                                                     {"clusterRadius", "number"},
                                                     {"clusterMaxZoom", "number"},
                                                     {"clusterMinPoints", "number"},
                                                     {"clusterProperties", ""},
                                                     {"lineMetrics", "boolean"},
                                                     {"generateId", "boolean"},
                                                     {"promoteId", ""}}};
constexpr std::array<SourceType, 4> source_types = {{{"geojson", geojson_keys, true},
                                                     {"vector", vector_keys, false},
                                                     {"raster", raster_keys, false},
                                                     {"raster-dem", dem_keys, true}}};
constexpr std::array<std::string_view, 4> type_names = {"geojson", "vector", "raster", "raster-dem"};

constexpr std::string_view surface_scheme = "riskmap://";
constexpr std::string_view tile_suffix = "/{z}/{x}/{y}";

bool near(double a, double b) { return std::abs(a - b) <= 1e-9 * std::max(std::abs(a), std::abs(b)); }

}  // namespace

void DocumentReader::read_sources(const Json& sources) {
  for (const auto& [name, json] : sources.items()) {
    const auto path = child_path("sources", name);
    if (expect(json, path, "object")) read_source(name, json, path);
  }
}

void DocumentReader::read_source(const std::string& name, const Json& json, const std::string& path) {
  if (!json.contains("type")) return error(path, "\"type\" is required");
  const auto type = string_member(json, path, "type");
  if (type == "video" || type == "image")
    return error(child_path(path, "type"), fmt::format("a source of type \"{}\" is not drawn in this version", type));
  if (std::find(type_names.begin(), type_names.end(), type) == type_names.end()) {
    if (json["type"].is_string()) {
      error(child_path(path, "type"),
            fmt::format("expected one of [{}], {} found", fmt::join(type_names, ", "), dumped(json["type"])),
            did_you_mean(type, type_names));
    }
    return;
  }
  SourceSpec source;
  source.name = name;
  source.type = type;
  source.json = json;
  read_source_types(json, path, type);
  if (type == "geojson")
    read_data(json, path, source);
  else
    read_url(json, path, source);
  if (type == "raster-dem") read_encoding(json, path, source);
  if (json.contains("tileSize") && json["tileSize"].is_number()) {
    const auto size = number_member(json, path, "tileSize", 1, 4096);
    if (size) source.tile_size = static_cast<int>(*size);
  }
  m_document.m_sources.push_back(std::move(source));
}

void DocumentReader::read_source_types(const Json& json, const std::string& path, std::string_view type) {
  const auto& known =
      *std::find_if(source_types.begin(), source_types.end(), [&](const SourceType& t) { return t.name == type; });
  std::vector<std::string_view> names;
  for (const auto& key : known.keys) {
    names.push_back(key.name);
    if (!key.word.empty() && key.name != "type") member(json, path, key.name, key.word);
  }
  check_keys(json, path, names, known.strict);
}

void DocumentReader::read_data(const Json& json, const std::string& path, SourceSpec& source) {
  if (!json.contains("data")) return error(path, "missing required property \"data\"");
  const auto& data = json["data"];
  if (data.is_string())
    source.path = data.get<std::string>();
  else if (data.is_object())
    source.inline_data = data;
  else
    error(child_path(path, "data"), fmt::format("a path or a GeoJSON object expected, {} found", word_for(data)));
  refuse_host(source.path, child_path(path, "data"));
  filter_member(json, path);
  for (const auto* key : {"cluster", "filter"}) {
    if (json.contains(key) && json[key] != false)
      warn(child_path(path, key), fmt::format("\"{}\" of a source has no effect in this version", key));
  }
}

void DocumentReader::read_url(const Json& json, const std::string& path, SourceSpec& source) {
  const bool has_url = json.contains("url"), has_tiles = json.contains("tiles");
  if (!has_url && !has_tiles) return error(path, "missing required property \"url\"", "the path of a file");
  if (has_url && json["url"].is_string()) {
    source.path = json["url"].get<std::string>();
    refuse_host(source.path, child_path(path, "url"));
  }
  if (has_tiles && json["tiles"].is_array()) read_tiles(json["tiles"], child_path(path, "tiles"), source);
}

void DocumentReader::read_tiles(const Json& tiles, const std::string& path, SourceSpec& source) {
  if (tiles.empty()) error(path, "array length at least 1 expected, length 0 found");
  for (std::size_t i = 0; i < tiles.size(); ++i) {
    const auto at = child_path(path, i);
    if (!expect(tiles[i], at, "string")) continue;
    const auto url = tiles[i].get<std::string>();
    if (refuse_host(url, at)) continue;
    const bool is_surface = url.starts_with(surface_scheme) && url.ends_with(tile_suffix) &&
                            url.size() > surface_scheme.size() + tile_suffix.size();
    if (source.type != "raster-dem" || !is_surface) {
      error(at, fmt::format("\"{}\" names no tiles that can be read", url),
            source.type == "raster-dem" ? "a surface is written riskmap://NAME/{z}/{x}/{y}"
                                        : "write the path of a file as \"url\"");
    } else {
      source.surface = url.substr(surface_scheme.size(), url.size() - surface_scheme.size() - tile_suffix.size());
    }
  }
}

void DocumentReader::read_encoding(const Json& json, const std::string& path, SourceSpec& source) {
  constexpr std::array<std::string_view, 3> encodings = {"terrarium", "mapbox", "custom"};
  const auto encoding =
      json.contains("encoding") && json["encoding"].is_string() ? json["encoding"].get<std::string>() : "mapbox";
  if (std::find(encodings.begin(), encodings.end(), encoding) == encodings.end()) {
    error(child_path(path, "encoding"),
          fmt::format("expected one of [{}], \"{}\" found", fmt::join(encodings, ", "), encoding));
  }
  const auto factor = [&](const char* key, double usual) {
    if (json.contains(key) && encoding != "custom")
      error(child_path(path, key), fmt::format("\"{}\" is only valid when \"encoding\" is set to \"custom\"", key));
    return json.contains(key) && json[key].is_number() ? json[key].get<double>() : usual;
  };
  source.red_factor = factor("redFactor", 1);
  source.green_factor = factor("greenFactor", 1);
  source.blue_factor = factor("blueFactor", 1);
  source.base_shift = factor("baseShift", 0);
  if (source.surface.empty()) return;
  if (encoding != "custom")
    error(path, "a surface needs \"encoding\": \"custom\"", "its factors are s·65536, s·256 and s");
  if (source.blue_factor <= 0)
    error(child_path(path, "blueFactor"), "blueFactor must be positive: it is the step of the stored values");
  if (!near(source.red_factor, 65536 * source.blue_factor) || !near(source.green_factor, 256 * source.blue_factor)) {
    error(
        path,
        fmt::format("redFactor, greenFactor, blueFactor must be s·65536, s·256, s, but are {}, {}, {}",
                    number_text(source.red_factor), number_text(source.green_factor), number_text(source.blue_factor)),
        fmt::format("for blueFactor {} write {} and {}", number_text(source.blue_factor),
                    number_text(65536 * source.blue_factor), number_text(256 * source.blue_factor)));
  }
  if (source.base_shift != 0)
    error(child_path(path, "baseShift"), "baseShift must be 0: the specification adds it, MapLibre GL JS subtracts it");
}

bool DocumentReader::refuse_host(const std::string& url, const std::string& path) {
  const bool remote =
      url.starts_with("http://") || url.starts_with("https://") || url.starts_with("//") || url.starts_with("PG:");
  if (remote) error(path, fmt::format("\"{}\" is refused unless --allow-network", url));
  return remote;
}

}  // namespace riskmap::style

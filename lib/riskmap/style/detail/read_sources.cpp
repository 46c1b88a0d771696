// SPDX-License-Identifier: MIT
#include <riskmap/style/detail/document_reader.hpp>
#include <riskmap/style/detail/expression_shape.hpp>
#include <riskmap/style/detail/javascript.hpp>
#include <riskmap/style/detail/json_words.hpp>
#include <riskmap/style/nearest.hpp>
#include <riskmap/style/parser.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace riskmap::style {
namespace {

using Type = ValueType;
struct SourceType {
  std::string_view name;
  std::span<const PropertySpec> rows;
  bool free;   // may carry keys of its own
  bool drawn;  // here
};

// Tables, one member a line; those with a reader of their own take any value here.
// clang-format off
constexpr PropertySpec vector_rows[] = {
    {.name = "type", .type = Type::any, .default_json = "", .constant = true},
    {.name = "url", .type = Type::string, .default_json = "", .constant = true},
    {.name = "tiles", .type = Type::string_array, .default_json = "", .constant = true},
    {.name = "bounds", .type = Type::number_array, .default_json = "", .constant = true, .length = 4},
    {.name = "scheme", .type = Type::enumeration, .default_json = "", .values = "xyz|tms", .constant = true},
    {.name = "emptyResponse", .type = Type::enumeration, .default_json = "", .values = "blank|missing", .constant = true},
    {.name = "minzoom", .default_json = "", .constant = true},
    {.name = "maxzoom", .default_json = "", .constant = true},
    {.name = "attribution", .type = Type::string, .default_json = "", .constant = true},
    {.name = "promoteId", .type = Type::any, .default_json = "", .constant = true},
    {.name = "volatile", .type = Type::boolean, .default_json = "", .constant = true},
    {.name = "encoding", .type = Type::enumeration, .default_json = "", .values = "mvt|mlt", .constant = true},
};
constexpr PropertySpec raster_rows[] = {
    {.name = "type", .type = Type::any, .default_json = "", .constant = true},
    {.name = "url", .type = Type::string, .default_json = "", .constant = true},
    {.name = "tiles", .type = Type::string_array, .default_json = "", .constant = true},
    {.name = "bounds", .type = Type::number_array, .default_json = "", .constant = true, .length = 4},
    {.name = "minzoom", .default_json = "", .constant = true},
    {.name = "maxzoom", .default_json = "", .constant = true},
    {.name = "tileSize", .default_json = "", .constant = true, .minimum = 1, .maximum = 4096},
    {.name = "scheme", .type = Type::enumeration, .default_json = "", .values = "xyz|tms", .constant = true},
    {.name = "emptyResponse", .type = Type::enumeration, .default_json = "", .values = "blank|missing", .constant = true},
    {.name = "attribution", .type = Type::string, .default_json = "", .constant = true},
    {.name = "volatile", .type = Type::boolean, .default_json = "", .constant = true},
};
constexpr PropertySpec dem_rows[] = {
    {.name = "type", .type = Type::any, .default_json = "", .constant = true},
    {.name = "url", .type = Type::string, .default_json = "", .constant = true},
    {.name = "tiles", .type = Type::string_array, .default_json = "", .constant = true},
    {.name = "bounds", .type = Type::number_array, .default_json = "", .constant = true, .length = 4},
    {.name = "minzoom", .default_json = "", .constant = true},
    {.name = "maxzoom", .default_json = "", .constant = true},
    {.name = "tileSize", .default_json = "", .constant = true, .minimum = 1, .maximum = 4096},
    {.name = "emptyResponse", .type = Type::enumeration, .default_json = "", .values = "blank|missing", .constant = true},
    {.name = "attribution", .type = Type::string, .default_json = "", .constant = true},
    {.name = "encoding", .type = Type::enumeration, .default_json = "", .values = "terrarium|mapbox|custom", .constant = true},
    {.name = "redFactor", .default_json = "", .constant = true},
    {.name = "greenFactor", .default_json = "", .constant = true},
    {.name = "blueFactor", .default_json = "", .constant = true},
    {.name = "baseShift", .default_json = "", .constant = true},
    {.name = "volatile", .type = Type::boolean, .default_json = "", .constant = true},
};
constexpr PropertySpec geojson_rows[] = {
    {.name = "type", .type = Type::any, .default_json = "", .constant = true},
    {.name = "data", .type = Type::any, .default_json = "", .constant = true},
    {.name = "maxzoom", .default_json = "", .constant = true},
    {.name = "attribution", .type = Type::string, .default_json = "", .constant = true},
    {.name = "buffer", .default_json = "", .constant = true, .minimum = 0, .maximum = 512},
    {.name = "filter", .type = Type::any, .default_json = "", .constant = true},
    {.name = "tolerance", .default_json = "", .constant = true},
    {.name = "cluster", .type = Type::boolean, .default_json = "", .constant = true},
    {.name = "clusterRadius", .default_json = "", .constant = true, .minimum = 0},
    {.name = "clusterMaxZoom", .default_json = "", .constant = true},
    {.name = "clusterMinPoints", .default_json = "", .constant = true},
    {.name = "clusterProperties", .type = Type::any, .default_json = "", .constant = true},
    {.name = "lineMetrics", .type = Type::boolean, .default_json = "", .constant = true},
    {.name = "generateId", .type = Type::boolean, .default_json = "", .constant = true},
    {.name = "promoteId", .type = Type::any, .default_json = "", .constant = true},
};
constexpr PropertySpec image_rows[] = {
    {.name = "type", .type = Type::any, .default_json = "", .constant = true},
    {.name = "url", .type = Type::string, .default_json = "", .constant = true},
    {.name = "coordinates", .type = Type::any, .default_json = "", .constant = true},
};
constexpr PropertySpec video_rows[] = {
    {.name = "type", .type = Type::any, .default_json = "", .constant = true},
    {.name = "urls", .type = Type::string_array, .default_json = "", .constant = true},
    {.name = "coordinates", .type = Type::any, .default_json = "", .constant = true},
};
constexpr PropertySpec corner_row = {.name = "corner", .type = Type::number_array, .default_json = "", .constant = true, .length = 2};
// clang-format on
constexpr std::array<SourceType, 6> source_types = {{{"vector", vector_rows, true, true},
                                                     {"raster", raster_rows, true, true},
                                                     {"raster-dem", dem_rows, false, true},
                                                     {"geojson", geojson_rows, false, true},
                                                     {"video", video_rows, false, false},
                                                     {"image", image_rows, false, false}}};
constexpr std::array<std::string_view, 6> type_names = {"vector", "raster", "raster-dem", "geojson", "video", "image"};
constexpr std::array<std::string_view, 1> image_keys = {"coordinates"};
constexpr std::array<std::string_view, 2> video_keys = {"urls", "coordinates"};

constexpr std::string_view surface_scheme = "riskmap://";
constexpr std::string_view tile_suffix = "/{z}/{x}/{y}";

// MapLibre's: factors of red, green and blue, and what is taken away.
constexpr std::array<double, 4> mapbox_encoding = {6553.6, 25.6, 0.1, 10000},
                                terrarium_encoding = {256, 1, 1.0 / 256, 32768}, custom_encoding = {1, 1, 1, 0};

bool near(double a, double b) { return std::abs(a - b) <= 1e-9 * std::max(std::abs(a), std::abs(b)); }

}  // namespace

void DocumentReader::read_sources(const Json& sources) {
  for (const auto& [name, json] : sources.items()) {
    const auto path = child_path("sources", name);
    m_source_names.insert(name);
    if (expect(json, path, "object")) read_source(name, json, path);
  }
}

void DocumentReader::read_source(const std::string& name, const Json& json, const std::string& path) {
  if (!json.contains("type"))
    return error(path, "\"type\" is required", fmt::format("one of {}", fmt::join(type_names, ", ")));
  const auto type = json["type"].is_string() ? json["type"].get<std::string>() : std::string();
  const auto known = std::find_if(source_types.begin(), source_types.end(),
                                  [&](const SourceType& candidate) { return candidate.name == type; });
  if (known == source_types.end())
    return error(child_path(path, "type"),
                 fmt::format("expected one of [{}], {} found", fmt::join(type_names, ", "), dumped(json["type"])),
                 type == "canvas" ? "a canvas is made by a page's own code" : did_you_mean(type, type_names));
  check_members(json, path, known->rows, known->free ? Unknown::warn : Unknown::refuse);
  m_source_types[name] = type;
  if (!known->drawn) return read_placed_picture(json, path, type);
  SourceSpec source;
  source.name = name;
  source.type = type;
  source.json = json;
  if (type == "geojson")
    read_data(json, path, source);
  else
    read_url(json, path, source);
  if (json.contains("promoteId")) read_promoted_id(json["promoteId"], child_path(path, "promoteId"));
  if (type == "raster-dem") read_encoding(json, path, source);
  if (const auto size = json.find("tileSize"); size != json.end() && size->is_number())
    source.tile_size = static_cast<int>(std::clamp(size->get<double>(), 1.0, 4096.0));
  m_document.m_sources.push_back(std::move(source));
}

void DocumentReader::read_placed_picture(const Json& json, const std::string& path, const std::string& type) {
  require(json, path, type == "video" ? Names(video_keys) : Names(image_keys));
  warn(path, fmt::format("a source of type \"{}\" is not drawn in this version", type),
       "a georeferenced picture is a raster source");
  const auto* corners = member(json, path, "coordinates", "array");
  if (!corners) return;
  const auto at = child_path(path, "coordinates");
  if (corners->size() != 4) return error(at, fmt::format("array length 4 expected, length {} found", corners->size()));
  for (std::size_t i = 0; i < corners->size(); ++i)
    (void)compile_property((*corners)[i], corner_row, child_path(at, i), m_mistakes);
}

void DocumentReader::read_promoted_id(const Json& json, const std::string& path) {
  if (json.is_string()) return;
  if (!json.is_object())
    return error(path, fmt::format("string or object expected, {} found", word_for(json)),
                 "the name of a property, or one for each layer");
  for (const auto& [layer, property] : json.items()) expect(property, child_path(path, layer), "string");
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
  source.filter = filter_member(json, path);
  read_clusters(json, path);
}

void DocumentReader::read_clusters(const Json& json, const std::string& path) {
  const auto cluster = json.find("cluster");
  if (cluster == json.end() || *cluster != true) return;
  warn(child_path(path, "cluster"), "\"cluster\" has no effect: each point is drawn");
  if (!json.contains("clusterProperties")) return;
  const auto at = child_path(path, "clusterProperties");
  if (!expect(json["clusterProperties"], at, "object")) return;
  for (const auto& [name, property] : json["clusterProperties"].items())
    read_cluster_property(property, child_path(at, name), name);
}

// [operator, map], or [reduce, map]: ["+", ["get", "killed"]] is [["+", ["accumulated"], ["get", "sum"]], ["get",
// "killed"]].
void DocumentReader::read_cluster_property(const Json& json, const std::string& path, const std::string& name) {
  if (!expect(json, path, "array")) return;
  if (json.size() != 2) return error(path, fmt::format("array length 2 expected, length {} found", json.size()));
  const bool short_form = json[0].is_string();
  const Json reduce =
      short_form ? Json::array({json[0], Json::array({"accumulated"}), Json::array({"get", name})}) : json[0];
  for (const auto& [expression, at] :
       {std::pair<const Json&, std::string>(reduce, child_path(path, 0)), {json[1], child_path(path, 1)}}) {
    std::vector<Mistake> mistakes;
    const auto node = Parser(at, mistakes).parse(expression);
    for (auto& mistake : mistakes)
      error(short_form && &expression == &reduce ? at : mistake.place, mistake.message, mistake.hint);
    if (node && (node->depends().zoom || mentions(expression, "feature-state")))
      error(at, "\"zoom\" and \"feature-state\" expressions are not supported with cluster properties.");
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
    if (!tiles[i].is_string()) continue;
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
  const auto encoding =
      json.contains("encoding") && json["encoding"].is_string() ? json["encoding"].get<std::string>() : "mapbox";
  const auto& usual = source.surface.empty() && encoding == "mapbox"      ? mapbox_encoding
                      : source.surface.empty() && encoding == "terrarium" ? terrarium_encoding
                                                                          : custom_encoding;
  const auto factor = [&](const char* key, double otherwise) {
    if (json.contains(key) && encoding != "custom")
      error(child_path(path, key), fmt::format("\"{}\" is only valid when \"encoding\" is set to \"custom\"", key));
    return json.contains(key) && json[key].is_number() ? json[key].get<double>() : otherwise;
  };
  source.red_factor = factor("redFactor", usual[0]);
  source.green_factor = factor("greenFactor", usual[1]);
  source.blue_factor = factor("blueFactor", usual[2]);
  source.base_shift = factor("baseShift", usual[3]);
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

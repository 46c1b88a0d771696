// SPDX-License-Identifier: MIT
#include <riskmap/output/detail/tileset.hpp>

#include <riskmap/base/error.hpp>

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace riskmap::output::detail {

geo::LonLatBox bounds_of(const TilesetInfo& info) {
  constexpr double limit = geo::mercator_latitude_limit;
  const geo::LonLatBox world{-180, -limit, 180, limit};
  const auto& box = info.bounds;
  const geo::LonLatBox inside{std::max(box.min_x, -180.0), std::max(box.min_y, -limit), std::min(box.max_x, 180.0),
                              std::min(box.max_y, limit)};
  return inside.min_x < inside.max_x && inside.min_y < inside.max_y ? inside : world;
}

geo::LonLat centre_of(const TilesetInfo& info) {
  const auto box = bounds_of(info);
  return {(box.min_x + box.max_x) / 2, (box.min_y + box.max_y) / 2};
}

std::string name_of(const TilesetInfo& info) { return info.name.empty() ? "RiskMap" : info.name; }

void add_texts(Json& json, const TilesetInfo& info) {
  const auto name = name_of(info);
  for (const auto& [key, text] : {std::pair{"name", &name},
                                  {"description", &info.description},
                                  {"version", &info.version},
                                  {"attribution", &info.attribution}}) {
    if (!text->empty()) json[key] = *text;
  }
}

Json own_metadata(const TilesetInfo& info) {
  auto json = info.provenance.is_object() ? info.provenance : Json::object();
  const auto bounds = bounds_of(info);
  json["tileset"] = {{"format", info.format},
                     {"media_type", info.media_type},
                     {"suffix", info.suffix},
                     {"version", info.version},
                     {"overlay", info.overlay},
                     {"bounds", {bounds.min_x, bounds.min_y, bounds.max_x, bounds.max_y}},
                     {"zooms", {info.zooms.low, info.zooms.high}},
                     {"tile_size", info.tile_size},
                     {"scale", info.scale}};
  return json;
}

namespace {

// Of archives without our own words.
TilesetInfo guessed(const io::Archive::Summary& summary) {
  struct Type {
    std::string_view format, media_type, suffix;
  };
  constexpr Type types[] = {{"png", "image/png", ".png"},
                            {"webp", "image/webp", ".webp"},
                            {"jpg", "image/jpeg", ".jpg"},
                            {"avif", "image/avif", ".avif"},
                            {"pbf", "application/vnd.mapbox-vector-tile", ".mvt"}};
  TilesetInfo info;
  info.format = summary.format;
  info.media_type = "application/octet-stream";
  info.suffix = "." + summary.format;
  for (const auto& type : types) {
    if (summary.format == type.format || "." + summary.format == type.suffix)
      info.format = type.format, info.media_type = type.media_type, info.suffix = type.suffix;
  }
  info.bounds = summary.bounds;
  if (const auto& zooms = summary.tiles_per_zoom; !zooms.empty())
    info.zooms = {zooms.begin()->first, zooms.rbegin()->first};
  info.overlay = summary.metadata.contains("type") && summary.metadata.at("type") == "overlay";
  return info;
}

void read_tileset(const Json& json, TilesetInfo& info) {
  info.format = json.at("format").get<std::string>();
  info.media_type = json.at("media_type").get<std::string>();
  info.suffix = json.at("suffix").get<std::string>();
  info.version = json.at("version").get<std::string>();
  info.overlay = json.at("overlay").get<bool>();
  info.tile_size = json.at("tile_size").get<int>();
  info.scale = json.at("scale").get<int>();
  const auto box = json.at("bounds").get<std::array<double, 4>>();
  info.bounds = {box[0], box[1], box[2], box[3]};
  const auto zooms = json.at("zooms").get<std::array<unsigned, 2>>();
  info.zooms = {zooms[0], zooms[1]};
}

// What is written from it must be a name and numbers that make sense, whoever wrote the archive.
bool makes_sense(const TilesetInfo& info) {
  const bool plain =
      info.suffix.starts_with('.') && info.suffix.size() <= 16 && std::ranges::all_of(info.suffix, [](char c) {
        return c == '.' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z');
      });
  const auto& box = info.bounds;
  return plain && geo::is_valid({box.min_x, box.min_y}) && geo::is_valid({box.max_x, box.max_y}) && !box.empty() &&
         info.zooms.low <= info.zooms.high && info.zooms.high <= geo::TileId::max_zoom && info.tile_size > 0 &&
         info.tile_size <= 4096 && info.scale > 0 && info.scale <= 16;
}

}  // namespace

TilesetInfo info_of(const io::Archive::Summary& summary, const std::string& place) {
  auto info = guessed(summary);
  const auto& metadata = summary.metadata;
  const auto own = metadata.find("riskmap");
  if (own != metadata.end() && own->is_object()) {
    info.provenance = *own;
    info.provenance.erase("digests");
    info.provenance.erase("tileset");
    try {
      if (const auto told = own->find("tileset"); told != own->end()) read_tileset(*told, info);
    } catch (const Json::exception&) {
      throw DataError(place, "metadata: riskmap.tileset does not describe tiles");
    }
  }
  if (!makes_sense(info)) throw DataError(place, "metadata: riskmap.tileset does not describe tiles");
  const auto text = [&](const char* key) {
    const auto found = metadata.find(key);
    return found != metadata.end() && found->is_string() ? found->get<std::string>() : std::string();
  };
  info.name = text("name"), info.description = text("description"), info.attribution = text("attribution");
  for (const char* key : {"vector_layers", "json.vector_layers"}) {
    if (const auto* const layers = find_path(metadata, key); layers != nullptr && layers->is_array())
      info.vector_layers = *layers;
  }
  return info;
}

}  // namespace riskmap::output::detail

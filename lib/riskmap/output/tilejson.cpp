// SPDX-License-Identifier: MIT
#include <riskmap/output/tilejson.hpp>

#include <riskmap/output/detail/tileset.hpp>

namespace riskmap::output {

Json tilejson(const TilesetInfo& info, const std::string& url_template) {
  const auto bounds = detail::bounds_of(info);
  const auto centre = detail::centre_of(info);
  Json json = {{"tilejson", "3.0.0"}};
  detail::add_texts(json, info);
  json["scheme"] = "xyz";
  json["tiles"] = {url_template};
  json["minzoom"] = info.zooms.low;
  json["maxzoom"] = info.zooms.high;
  json["fillzoom"] = info.zooms.high;
  json["bounds"] = {bounds.min_x, bounds.min_y, bounds.max_x, bounds.max_y};
  json["center"] = {centre.lon, centre.lat, info.zooms.low};
  json["vector_layers"] = info.vector_layers;
  return json;
}

}  // namespace riskmap::output

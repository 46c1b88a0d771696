// SPDX-License-Identifier: MIT
#include <riskmap/output/detail/tileset.hpp>

#include <algorithm>
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

void add_texts(Json& json, const TilesetInfo& info) {
  for (const auto& [key, text] : {std::pair{"name", &info.name},
                                  {"description", &info.description},
                                  {"version", &info.version},
                                  {"attribution", &info.attribution}}) {
    if (!text->empty()) json[key] = *text;
  }
}

}  // namespace riskmap::output::detail

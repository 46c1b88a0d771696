// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/base/json.hpp>
#include <riskmap/geo/tile_id.hpp>
#include <riskmap/map/scene.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace riskmap::output {

struct VectorTileOptions {
  unsigned extent = 4096;  ///< grid units a tile is wide
  /// Units beyond each edge that lines and areas go on for, and places are repeated.
  unsigned buffer = 64;
  unsigned last_zoom = 14;  ///< its tiles also hold what layers show beyond it, since readers enlarge them
};

/// The vector sources a document draws as vector tiles (Mapbox Vector Tile 2.1), gzipped as archives hold them.
///
/// **Layers**: one for each source layer the document's visible layers draw; vector_layer_name() tells its name.
/// **What is published**: of the sources surfaces are estimated from (and of any that holds the same file), only
/// attributes `riskmap:publish` lists (absent: id, date, date_start, type, event_type, place), and feature ids only if
/// it lists `id`; of other sources what the document's layers name in filters, texts and paint, and what
/// `riskmap:publish` lists. Features that no visible layer shows between a tile's zoom and the next are left out.
/// Places are published as they are drawn: `--max-precision` makes them vague before.
/// **Geometry**: projected once a zoom and simplified (Douglas & Peucker 1973) by at most half a unit, clipped to tile
/// and buffer, rounded to the grid. Lines without length and rings without area are dropped; rings are closed, outer
/// ones wind clockwise on the screen, holes the other way, as version 2 of the specification asks.
/// The same bytes whatever tile was made before, on any thread.
class VectorTiler {
 public:
  explicit VectorTiler(const map::Scene& scene, const VectorTileOptions& options = {});
  ~VectorTiler();
  VectorTiler(const VectorTiler&) = delete;
  VectorTiler& operator=(const VectorTiler&) = delete;

  /// nullopt if nothing lies in the tile. Safe to call from many threads; the first call at a zoom prepares it.
  std::optional<std::vector<std::byte>> tile(const geo::TileId& tile) const;
  /// Of what the tile is made from, without compressing it: equal digests mean equal bytes. 0 if there is no tile.
  std::uint64_t digest(const geo::TileId& tile) const;
  /// `vector_layers` for archives and TileJSON: [{"id", "fields": {name: Number | Boolean | String}, "minzoom",
  /// "maxzoom"}].
  Json layers(geo::ZoomRange zooms) const;

 private:
  struct Prepared;
  std::unique_ptr<Prepared> m_prepared;
};

/// What the tiles call a source layer: the source's name for geojson, else its layer's; SOURCE/LAYER where two would be
/// called the same. A style over the tiles writes it as `source-layer`.
std::string vector_layer_name(const style::Document& document, std::string_view source, std::string_view source_layer);

}  // namespace riskmap::output

// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/base/json.hpp>
#include <riskmap/base/output_file.hpp>
#include <riskmap/geo/tile_id.hpp>

#include <cstddef>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace riskmap::output {

/// What a tile set says of itself, whichever archive holds it.
struct TilesetInfo {
  std::string name, description, attribution, version = "1.0.0";
  std::string format = "png";  ///< MBTiles' word: png, webp, pbf
  std::string media_type = "image/png";
  std::string suffix = ".png";
  bool overlay = false;
  geo::LonLatBox bounds;
  geo::ZoomRange zooms;
  int tile_size = 256;
  int scale = 1;
  Json provenance = Json::object();
  Json vector_layers = Json::array();
};

/// Where tiles go. Tiles come one by one in the order of their Hilbert ids (zoom by zoom), from one thread; nothing is
/// visible under the final name until finish() has returned.
class Sink {
 public:
  virtual ~Sink() = default;
  virtual void put(const geo::TileId& tile, std::span<const std::byte> bytes) = 0;
  virtual void finish(const TilesetInfo& info) = 0;
};

/// A kind of tile archive; its catalogue is output/sinks/, one file each.
struct SinkType {
  std::string_view name;    ///< "pmtiles"
  std::string_view suffix;  ///< ".pmtiles"; empty: a folder, taken when no other suffix fits
  std::string_view summary;
  std::unique_ptr<Sink> (*create)(const std::filesystem::path& path, const TilesetInfo& info, overwrite policy);
};

/// Picks by suffix. An existing file is replaced whole if `policy` says so; an existing non-empty folder is refused
/// unless riskmap made it (it holds a tiles.json with provenance). \throws OutputError, UsageError
std::unique_ptr<Sink> create_sink(const std::filesystem::path& path, const TilesetInfo& info,
                                  overwrite policy = overwrite::yes);

}  // namespace riskmap::output

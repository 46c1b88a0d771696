// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/base/json.hpp>
#include <riskmap/geo/tile_id.hpp>

#include <cstddef>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace riskmap::io {

/// A tile archive opened for reading: MBTiles 1.3, PMTiles v3, or a folder z/x/y with a tiles.json. Every byte of it is
/// hostile.
class Archive {
 public:
  virtual ~Archive() = default;
  /// The stored bytes (not decompressed), or nullopt if the tile is not there.
  virtual std::optional<std::vector<std::byte>> tile(const geo::TileId& tile) const = 0;
  struct Summary {
    std::string kind;            ///< "mbtiles", "pmtiles", "folder"
    std::string format;          ///< "png", …
    std::uint64_t tiles = 0;     ///< addressed
    std::uint64_t distinct = 0;  ///< different contents, 0 if not known
    std::uint64_t bytes = 0;
    std::map<unsigned, std::uint64_t> tiles_per_zoom;
    geo::LonLatBox bounds;
    Json metadata = Json::object();
  };
  virtual Summary summary() const = 0;
};

/// \throws DataError if it is no archive or contradicts itself; UsageError if there is no such file
std::unique_ptr<Archive> open_archive(const std::filesystem::path& path);

}  // namespace riskmap::io

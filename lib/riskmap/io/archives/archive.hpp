// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/base/json.hpp>
#include <riskmap/geo/tile_id.hpp>

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace riskmap::io {

/// A tile as it is stored. The bytes are valid until the next one is asked for.
struct StoredTile {
  std::uint64_t id = 0;  ///< Hilbert id
  std::span<const std::byte> bytes;
  std::uint64_t digest = 0;  ///< of what it was drawn from; 0: not known
};

/// All tiles of an archive in the order of their Hilbert ids, one at a time. Must not outlive its archive.
class TileStream {
 public:
  virtual ~TileStream() = default;
  /// nullopt after the last. \throws DataError
  virtual std::optional<StoredTile> next() = 0;
};

/// A tile archive opened for reading: MBTiles 1.3, PMTiles v3, or a folder z/x/y with a tiles.json. Every byte of it is
/// hostile. Safe to use from many threads.
class Archive {
 public:
  virtual ~Archive() = default;
  /// The stored bytes (not decompressed), or nullopt if the tile is not there.
  virtual std::optional<std::vector<std::byte>> tile(const geo::TileId& tile) const = 0;
  /// What the tile was drawn from, as its writer said; nullopt if the tile is not there or has no digest. The first
  /// call may read all directories; memory: 16 bytes for each leaf of a PMTiles archive.
  virtual std::optional<std::uint64_t> digest(const geo::TileId& tile) const = 0;
  virtual bool has_digests() const = 0;
  /// Memory: that of a directory and a tile; for a folder also 8 bytes for each tile of one zoom. An MBTiles whose rows
  /// lie in another order is sorted by SQLite, in its temporary files.
  virtual std::unique_ptr<TileStream> tiles() const = 0;
  void visit(
      const std::function<void(const geo::TileId&, std::span<const std::byte> bytes, std::uint64_t digest)>& see) const;
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
  /// Calls `fault` with each rule of its format the archive breaks; the tiles' own bytes are not looked at. Reads all
  /// directories and rows. \throws DataError where it cannot go on
  virtual void check(const std::function<void(const std::string&)>& fault) const = 0;
};

/// \throws DataError if it is no archive or contradicts itself; UsageError if there is no such file
std::unique_ptr<Archive> open_archive(const std::filesystem::path& path);

}  // namespace riskmap::io

// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/base/json.hpp>
#include <riskmap/base/output_file.hpp>
#include <riskmap/geo/tile_id.hpp>

#include <cstddef>
#include <cstdint>
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
/// visible under the final name until finish() has returned. Memory: 28 to 36 bytes for each different content,
/// whatever the number of tiles; what is known of a tile waits in a journal beside the part (32 bytes each).
class Sink {
 public:
  virtual ~Sink() = default;
  /// `digest`: of everything the tile was drawn from; kept in the archive, where Archive::digest() finds it. 0: none.
  /// \throws OutputError; Error if the tile has no bytes or comes out of its order
  virtual void put(const geo::TileId& tile, std::span<const std::byte> bytes, std::uint64_t digest = 0) = 0;
  /// The Hilbert id from which on tiles are still to be put: behind the last one an interrupted run wrote down, or said
  /// was settled; 0 if this run began anew.
  virtual std::uint64_t resume_at() const { return 0; }
  /// All tiles before `next_id` are settled, those left out as empty too. What was put so far can be resumed from here
  /// on, even after `kill -9`. Costs two writes.
  virtual void checkpoint(std::uint64_t next_id) { static_cast<void>(next_id); }
  virtual void finish(const TilesetInfo& info) = 0;
};

struct SinkOptions {
  overwrite policy = overwrite::yes;
  bool resume = false;  ///< goes on where an interrupted run of the same job stopped, if there was one
  /// A digest (hex) of everything that decides about the tiles. If it is not empty, a sink destroyed without finish()
  /// leaves its part and its journal (X.part, X.part-journal) to be resumed; without resume they are replaced.
  std::string job = {};
};

/// A kind of tile archive; its catalogue is output/sinks/, one file each.
struct SinkType {
  std::string_view name;    ///< "pmtiles"
  std::string_view suffix;  ///< ".pmtiles"; empty: a folder, taken when no other suffix fits
  std::string_view summary;
  std::unique_ptr<Sink> (*create)(const std::filesystem::path& path, const TilesetInfo& info,
                                  const SinkOptions& options);
};

/// Picks by suffix. An existing file is replaced whole if the policy says so; an existing non-empty folder is refused
/// unless riskmap made it (it holds a tiles.json with provenance). \throws OutputError; UsageError, also if what is to
/// be resumed is of another job
std::unique_ptr<Sink> create_sink(const std::filesystem::path& path, const TilesetInfo& info,
                                  const SinkOptions& options = {});

}  // namespace riskmap::output

// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/base/progress.hpp>
#include <riskmap/io/archives/archive.hpp>
#include <riskmap/model/geometry_ops.hpp>
#include <riskmap/output/region.hpp>
#include <riskmap/output/sink.hpp>
#include <riskmap/output/tile_maker.hpp>
#include <riskmap/render/renderer.hpp>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace riskmap::output {

/// One part of a pyramid drawn in parts: of the tiles in their order every `count`-th from the `index`-th on.
struct Shard {
  unsigned index = 1, count = 1;
};
/// "3/7". \throws UsageError unless 1 ≤ I ≤ N
Shard parse_shard(std::string_view text);

struct PyramidOptions {
  geo::ZoomRange zooms{4, 9};                    ///< tile zooms
  std::optional<geo::LonLatBox> box = {};        ///< default: the area's box, else the scene's bounds
  std::shared_ptr<const model::Area> area = {};  ///< only the tiles that touch it
  TileOptions tile = {};
  Shard shard = {};
  /// An earlier archive of the same kind: tiles whose digest it knows are taken from it instead of being drawn.
  const io::Archive* since = nullptr;
  unsigned threads = 0;
  std::uint64_t max_tiles = 100'000'000;
  std::size_t max_memory = std::size_t{2} << 30U;  ///< of the whole process
};

struct PyramidReport {
  std::uint64_t tiles = 0, empty = 0, bytes = 0;
  std::uint64_t drawn = 0;    ///< the rest came from `since`
  std::uint64_t resumed = 0;  ///< visited by the interrupted run: not counted above
  /// With `since`: tiles that are new, gone or of other bytes, in their order: what a cache has to forget. Of the tiles
  /// an interrupted run had written: those of another digest.
  std::vector<geo::TileId> changed;
};

/// The tiles it has; `bounds` are the scene's.
Region region_of(const geo::LonLatBox& bounds, const PyramidOptions& options);
/// What the tile set says of itself, from the scene and the options.
TilesetInfo describe(const render::Renderer& renderer, const PyramidOptions& options);
/// A digest of everything the archive's bytes depend on; the number of threads and `since` have no say.
std::string job_of(const render::Renderer& renderer, const PyramidOptions& options);
/// Number of tiles it would visit, all shards together. \throws LimitError over max_tiles, naming --max-tiles
std::uint64_t count_tiles(const geo::LonLatBox& bounds, const PyramidOptions& options);
/// Draws on `threads` threads and writes in Hilbert order, from where the sink resumes; the bytes do not depend on the
/// number of threads. Finishes the sink. What is kept only to be quick (zooms that are prepared, labels' bitmaps, tiles
/// drawn ahead) takes what max_memory leaves, and is given back when that is used up.
/// \throws LimitError where the process passes max_memory all the same
PyramidReport write_pyramid(const render::Renderer& renderer, Sink& sink, const PyramidOptions& options,
                            Progress* progress = nullptr);

/// A max_memory that would do, in whole 8 MiB: what it must at least be, about, and a little more; from the memory in
/// use once a few tiles of the largest zoom are drawn and thrown away, and the other threads' buffers. Costs that
/// zoom's preparation.
std::size_t least_memory(const render::Renderer& renderer, const PyramidOptions& options);
/// Where what is in use already comes near a quarter of max_memory, measures as least_memory() does. \throws LimitError
/// if max_memory is less, naming --max-memory and what would do
void check_memory(const render::Renderer& renderer, const PyramidOptions& options);

/// What a pyramid would take, from a few tiles of each zoom drawn and thrown away.
struct PyramidEstimate {
  struct Zoom {
    unsigned zoom = 0;
    std::uint64_t tiles = 0;
    double stored = 0;   ///< about how many are not empty
    double bytes = 0;    ///< before equal tiles are found
    double seconds = 0;  ///< of one thread, preparation included
    unsigned samples = 0;
  };
  std::vector<Zoom> zooms;
  std::size_t least_memory = 0;  ///< bytes
};
PyramidEstimate estimate_pyramid(const render::Renderer& renderer, const PyramidOptions& options,
                                 unsigned samples_per_zoom = 8);

}  // namespace riskmap::output

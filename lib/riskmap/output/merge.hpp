// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/base/progress.hpp>
#include <riskmap/output/sink.hpp>

#include <cstdint>
#include <filesystem>
#include <span>
#include <vector>

namespace riskmap::output {

struct MergeReport {
  TilesetInfo info;
  std::uint64_t tiles = 0, bytes = 0;
  std::uint64_t shared = 0;  ///< met, equal, in more than one archive
};

/// Joins archives of any kinds into one: shards of a run, ranges of zooms, or a single archive into another kind. All
/// the shards of a run give the bytes of that run, and an archive turned into another kind gives what drawing that kind
/// would have. Texts and provenance are the first archive's (without `shard`; where others say something else, they are
/// listed under `merged`), zooms and bounds the union. Streams in Hilbert order: memory is the sink's, and a tile and a
/// directory of each archive.
/// \throws UsageError if formats, tile sizes or scales differ, or `out` is one of the inputs; IntegrityError if two
/// archives hold different bytes, or digests, for one tile
MergeReport merge(std::span<const std::filesystem::path> inputs, const std::filesystem::path& out,
                  Progress* progress = nullptr);

}  // namespace riskmap::output

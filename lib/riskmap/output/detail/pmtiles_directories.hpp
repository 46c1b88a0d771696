// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/base/output_file.hpp>
#include <riskmap/output/detail/tile_log.hpp>

#include <cstddef>
#include <cstdint>
#include <vector>

namespace riskmap::output::detail {

struct PmtilesDirectories {
  std::vector<std::byte> root;  ///< packed, at most 16257 bytes
  std::uint64_t entries = 0;    ///< of tiles, runs being one
};

/// The directories of all tiles of the log (PMTiles v3): neighbours of equal content are one run; a root alone if it
/// fits, else one level of leaves, which are written at the file's end. Memory: one leaf, and 24 bytes for each of at
/// most some 4000 leaves. \pre the log has tiles
PmtilesDirectories write_directories(TileLog& log, OutputFile& file);

}  // namespace riskmap::output::detail

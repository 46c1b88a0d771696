// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/base/error.hpp>
#include <riskmap/base/progress.hpp>

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace riskmap::output {

struct VerifyReport {
  std::string kind, format;
  std::uint64_t tiles = 0, contents = 0, bytes = 0;  ///< contents: different ones, each decoded once
  std::uint64_t digests = 0;                         ///< tiles that have one
  std::uint64_t faults = 0;
  std::vector<Mistake> first_faults;  ///< at most 1000 of them
};

/// Proves an archive: every tile is read and decoded (pictures to the last pixel, and of the tile set's size; vector
/// tiles to the last geometry), and what the archive says of itself holds: directories and rows in order and in range,
/// counts, zooms, bounds, digests; the musts of its specification; of PMTiles also that it is clustered, if it says so.
/// Memory: 28 to 36 bytes for each different content, and a batch of tiles. \throws UsageError if there is no such
/// file; what is wrong with an archive is a fault, not an error.
VerifyReport verify(const std::filesystem::path& path, unsigned threads = 0, Progress* progress = nullptr);

}  // namespace riskmap::output

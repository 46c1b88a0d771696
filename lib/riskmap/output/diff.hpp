// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/base/json.hpp>
#include <riskmap/base/progress.hpp>
#include <riskmap/geo/tile_id.hpp>

#include <cstdint>
#include <filesystem>
#include <functional>

namespace riskmap::output {

/// How a tile of one archive compares to the other's.
enum class Difference : std::uint8_t {
  only_in_a,
  only_in_b,
  bytes,   ///< there in both, with other bytes; if pixels are compared, with other pixels
  coding,  ///< other bytes, the same pixels; only if pixels are compared
};

struct DiffOptions {
  bool pixels = false;  ///< decode tiles whose bytes differ and compare their pixels
  unsigned threads = 0;
  /// Told of each difference, in Hilbert order; `largest`: the largest difference of a channel, 0 to 255, or -1 if
  /// pixels were not compared or the pictures have different sizes.
  std::function<void(const geo::TileId&, Difference, int largest)> see = {};
};

struct DiffReport {
  std::uint64_t equal = 0, only_in_a = 0, only_in_b = 0, different = 0;
  std::uint64_t other_coding = 0;    ///< other bytes, the same pixels
  std::uint64_t other_digest = 0;    ///< of the equal ones; both have a digest
  int largest_pixel_difference = 0;  ///< of a channel, 0 to 255
  Json metadata = Json::array();     ///< [{"key", "a", "b"}], null where it is missing
  /// Tiles and metadata; other codings of the same pixels do not count.
  bool same() const { return only_in_a + only_in_b + different == 0 && metadata.empty(); }
};

/// Compares two archives of any kinds tile by tile, in bounded memory, and what they say of themselves (of one kind:
/// all they say; of two: what both kinds can say). \throws DataError if one cannot be read or, with pixels, decoded
DiffReport diff(const std::filesystem::path& a, const std::filesystem::path& b, const DiffOptions& options = {},
                Progress* progress = nullptr);

}  // namespace riskmap::output

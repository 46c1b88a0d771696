// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/render/picture.hpp>

#include <cstddef>
#include <cstdint>
#include <span>

/// Reading tiles back, to prove an archive. The bytes may come from anyone.
namespace riskmap::output {

/// A PNG (any kind the standard has, every checksum held) or WebP file, told apart by their first bytes, as RGBA.
/// \throws DataError if it is neither, broken, cut short, or wider or higher than `largest_side`
render::Picture decode_picture(std::span<const std::byte> bytes, int largest_side = 4096);

struct VectorTileContent {
  std::uint64_t layers = 0, features = 0, points = 0;  ///< points: pairs of coordinates
};
/// Reads a vector tile (MVT 2.1, gzipped or not) to the end: messages, layer versions and names, that tags name keys
/// and values there are, and that geometries are well formed: commands in their order, rings closed, outer ring first.
/// \throws DataError naming the layer and feature, or if it unpacks to more than 64 MiB
VectorTileContent check_vector_tile(std::span<const std::byte> bytes);

}  // namespace riskmap::output

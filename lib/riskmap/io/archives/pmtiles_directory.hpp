// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/geo/tile_id.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

/// The bytes of PMTiles v3 (protomaps/PMTiles, spec/v3/spec.md), for its reader and its writer. All numbers are
/// little-endian.
namespace riskmap::io::pmtiles {

constexpr std::size_t header_size = 127;
constexpr std::size_t reserved_size = 16384;  ///< header and root lie in the first of these bytes
constexpr std::uint64_t end_of_ids = ((std::uint64_t{1} << 62U) - 1) / 3;  ///< first id past zoom 30

enum class Compression : std::uint8_t { unknown, none, gzip, brotli, zstd };
enum class TileType : std::uint8_t { unknown, mvt, png, jpeg, webp, avif, mlt };

struct Section {
  std::uint64_t offset = 0;
  std::uint64_t length = 0;
};

struct Header {
  Section root, metadata, leaves, data;
  std::uint64_t addressed_tiles = 0, entries = 0, contents = 0;  ///< 0: not known
  bool clustered = false;
  Compression internal_compression = Compression::gzip;
  Compression tile_compression = Compression::none;
  TileType tile_type = TileType::unknown;
  unsigned min_zoom = 0, max_zoom = 0;
  geo::LonLatBox bounds;
  unsigned centre_zoom = 0;
  geo::LonLat centre;
};

std::vector<std::byte> write_header(const Header& header);
/// \throws DataError if it is no header of version 3. Does not know the file's size: offsets are the caller's to check.
Header read_header(std::span<const std::byte> bytes);

/// `run` tiles from `id` on share the bytes [offset, offset + length) of the tile data; run 0: they are a leaf
/// directory.
struct Entry {
  std::uint64_t id = 0;
  std::uint64_t offset = 0;
  std::uint32_t length = 0;
  std::uint32_t run = 1;
  friend bool operator==(const Entry&, const Entry&) = default;
};

/// Not compressed. \pre ids grow
std::vector<std::byte> write_directory(std::span<const Entry> entries);
/// Empty in an archive without tiles, which only our shards are. \throws DataError unless it is whole, ids grow, runs
/// do not overlap, and all lie in [first, end)
std::vector<Entry> read_directory(std::span<const std::byte> bytes, std::uint64_t first, std::uint64_t end);

}  // namespace riskmap::io::pmtiles

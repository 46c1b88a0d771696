// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

/// The one door to libdeflate. Safe to call from many threads; the same input and level give the same bytes (a gzip
/// header carries no time and no name).
namespace riskmap::io {

/// A zlib stream (RFC 1950) of the whole input. `level` is 1 (fast) to 12 (small).
std::vector<std::byte> zlib(std::span<const std::byte> bytes, int level);
/// The same into `scratch`, which grows as needed and may be used again: no allocation once it is large enough. The
/// answer lies in it.
std::span<const std::byte> zlib(std::span<const std::byte> bytes, int level, std::vector<std::byte>& scratch);
/// A gzip file of one member (RFC 1952).
std::vector<std::byte> gzip(std::span<const std::byte> bytes, int level = 9);
/// The content of a gzip file of one member. Never takes more than `limit` bytes, whatever the file says.
/// \throws DataError if it is broken, or larger than `limit`
std::vector<std::byte> gunzip(std::span<const std::byte> bytes, std::size_t limit);
/// CRC-32 as PNG and gzip use it, going on from `before`.
std::uint32_t crc32(std::span<const std::byte> bytes, std::uint32_t before = 0);

}  // namespace riskmap::io

// SPDX-License-Identifier: MIT
#include <riskmap/io/compression.hpp>

#include <riskmap/base/error.hpp>

#include <fmt/format.h>
#include <libdeflate.h>

#include <algorithm>
#include <array>
#include <memory>
#include <new>

namespace riskmap::io {
namespace {

constexpr int highest_level = 12;

struct FreeCompressor {
  void operator()(libdeflate_compressor* compressor) const { libdeflate_free_compressor(compressor); }
};
struct FreeDecompressor {
  void operator()(libdeflate_decompressor* decompressor) const { libdeflate_free_decompressor(decompressor); }
};

// Making a compressor costs about as much as compressing a tile, so each thread keeps its own.
libdeflate_compressor& compressor_of_level(int level) {
  thread_local std::array<std::unique_ptr<libdeflate_compressor, FreeCompressor>, highest_level + 1> kept;
  level = std::clamp(level, 1, highest_level);
  auto& mine = kept[static_cast<std::size_t>(level)];
  if (!mine) mine.reset(libdeflate_alloc_compressor(level));
  if (!mine) throw std::bad_alloc();
  return *mine;
}

using Bound = std::size_t (*)(libdeflate_compressor*, std::size_t);
using Compress = std::size_t (*)(libdeflate_compressor*, const void*, std::size_t, void*, std::size_t);

std::size_t compress(std::span<const std::byte> bytes, int level, Bound bound, Compress run,
                     std::vector<std::byte>& out) {
  auto& compressor = compressor_of_level(level);
  if (const auto most = bound(&compressor, bytes.size()); out.size() < most) out.resize(most);
  const auto size = run(&compressor, bytes.data(), bytes.size(), out.data(), out.size());
  if (size == 0) throw Error("compression passed its own bound");
  return size;
}

std::vector<std::byte> compressed(std::span<const std::byte> bytes, int level, Bound bound, Compress run) {
  std::vector<std::byte> out;
  out.resize(compress(bytes, level, bound, run, out));
  return out;
}

constexpr std::size_t smallest_gzip = 18;

// RFC 1952: the last four bytes are the size modulo 2^32; libdeflate checks it against what it found.
std::size_t stated_size(std::span<const std::byte> bytes) {
  std::size_t size = 0;
  for (std::size_t i = 1; i <= 4; ++i) size = size << 8U | std::to_integer<std::size_t>(bytes[bytes.size() - i]);
  return size;
}

}  // namespace

std::vector<std::byte> zlib(std::span<const std::byte> bytes, int level) {
  return compressed(bytes, level, &libdeflate_zlib_compress_bound, &libdeflate_zlib_compress);
}

std::span<const std::byte> zlib(std::span<const std::byte> bytes, int level, std::vector<std::byte>& scratch) {
  const auto size = compress(bytes, level, &libdeflate_zlib_compress_bound, &libdeflate_zlib_compress, scratch);
  return std::span(scratch).first(size);
}

std::vector<std::byte> gzip(std::span<const std::byte> bytes, int level) {
  return compressed(bytes, level, &libdeflate_gzip_compress_bound, &libdeflate_gzip_compress);
}

std::vector<std::byte> gunzip(std::span<const std::byte> bytes, std::size_t limit) {
  if (bytes.size() < smallest_gzip) throw DataError("not valid gzip: it ends too early");
  const auto size = stated_size(bytes);
  if (size > limit) throw DataError(fmt::format("decompresses to {} bytes, over the limit of {}", size, limit));
  const std::unique_ptr<libdeflate_decompressor, FreeDecompressor> decompressor(libdeflate_alloc_decompressor());
  if (!decompressor) throw std::bad_alloc();
  std::vector<std::byte> out(std::max<std::size_t>(size, 1));
  std::size_t read = 0, written = 0;
  const auto result =
      libdeflate_gzip_decompress_ex(decompressor.get(), bytes.data(), bytes.size(), out.data(), size, &read, &written);
  if (result != LIBDEFLATE_SUCCESS) throw DataError("not valid gzip");
  if (read != bytes.size() || written != size) throw DataError("not valid gzip: bytes follow its end");
  out.resize(size);
  return out;
}

std::uint32_t crc32(std::span<const std::byte> bytes, std::uint32_t before) {
  return libdeflate_crc32(before, bytes.data(), bytes.size());
}

}  // namespace riskmap::io

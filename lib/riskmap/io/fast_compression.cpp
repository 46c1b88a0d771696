// SPDX-License-Identifier: MIT
#include <riskmap/io/fast_compression.hpp>

#include <riskmap/base/error.hpp>
#include <riskmap/io/compression.hpp>

#include <isa-l/igzip_lib.h>

#include <algorithm>
#include <cstring>
#include <memory>

namespace riskmap::io {
namespace {

struct Compressor {
  isal_zstream stream;
  isal_huff_histogram histogram;
  isal_hufftables codes;
};

// Codes that suit a few samples of the input, an eighth of it, suit all of it: half as many bytes for pictures of few
// colours as with ISA-L's own codes, which were made for texts.
void find_codes(std::span<const std::byte> bytes, Compressor& compressor) {
  constexpr std::size_t piece = 4096;
  std::memset(&compressor.histogram, 0, sizeof compressor.histogram);
  for (std::size_t at = 0; at < bytes.size(); at += 8 * piece) {
    const auto part = bytes.subspan(at, std::min(piece, bytes.size() - at));
    isal_update_histogram(const_cast<std::uint8_t*>(reinterpret_cast<const std::uint8_t*>(part.data())),
                          static_cast<int>(part.size()), &compressor.histogram);
  }
  if (isal_create_hufftables(&compressor.codes, &compressor.histogram) != 0)
    throw Error("no codes for what is compressed");
}

// A stored block has 5 bytes for up to 65535; headers and the checksum are far below the rest.
std::size_t bound(std::size_t size) { return size + size / 4096 + 1024; }

constexpr std::size_t largest = std::size_t{1} << 31U;  // the stream counts in 32 bits

}  // namespace

std::span<const std::byte> fast_zlib(std::span<const std::byte> bytes, std::vector<std::byte>& scratch) {
  if (bytes.size() > largest) return zlib(bytes, 1, scratch);
  thread_local const auto kept = std::make_unique<Compressor>();
  if (scratch.size() < bound(bytes.size())) scratch.resize(bound(bytes.size()));
  auto& stream = kept->stream;
  isal_deflate_init(&stream);
  // Levels 1 and 2 of ISA-L 2.30 are quicker to shrink, but one run in some hundred gives other bytes, by where its
  // memory happens to lie.
  stream.level = 0;
  find_codes(bytes, *kept);
  stream.hufftables = &kept->codes;
  stream.gzip_flag = IGZIP_ZLIB;
  stream.end_of_stream = 1;
  stream.flush = NO_FLUSH;
  // The library reads there only; its field is not const.
  stream.next_in = const_cast<std::uint8_t*>(reinterpret_cast<const std::uint8_t*>(bytes.data()));
  stream.avail_in = static_cast<std::uint32_t>(bytes.size());
  stream.next_out = reinterpret_cast<std::uint8_t*>(scratch.data());
  stream.avail_out = static_cast<std::uint32_t>(scratch.size());
  const bool whole =
      isal_deflate(&stream) == COMP_OK && stream.avail_in == 0 && stream.internal_state.state == ZSTATE_END;
  if (!whole) throw Error("compression passed its own bound");
  return std::span(scratch).first(stream.total_out);
}

}  // namespace riskmap::io

// SPDX-License-Identifier: MIT
#include <riskmap/io/fast_compression.hpp>

#include <riskmap/base/error.hpp>
#include <riskmap/io/compression.hpp>

#include <isa-l/igzip_lib.h>

#include <array>
#include <memory>

namespace riskmap::io {
namespace {

struct Compressor {
  isal_zstream stream;
  std::array<std::uint8_t, ISAL_DEF_LVL1_DEFAULT> level_buffer;
};

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
  stream.level = 1;
  stream.level_buf = kept->level_buffer.data();
  stream.level_buf_size = static_cast<std::uint32_t>(kept->level_buffer.size());
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

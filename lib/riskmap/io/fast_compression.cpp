// SPDX-License-Identifier: MIT
#include <riskmap/io/fast_compression.hpp>

#include <riskmap/base/error.hpp>
#include <riskmap/io/compression.hpp>

#include <isa-l/igzip_lib.h>

#include <algorithm>
#include <array>
#include <bit>
#include <map>
#include <memory>
#include <tuple>

namespace riskmap::io {
namespace {

constexpr unsigned brightnesses = 8;
constexpr std::size_t most_codes = 64;  // kept by a thread

/// The code of a match's distance (RFC 1951, 3.2.5).
std::size_t distance_code(std::size_t distance) {
  const std::size_t below = distance - 1;
  if (below < 4) return below;
  const auto bits = static_cast<std::size_t>(std::bit_width(below)) - 1;
  return 2 * bits + (below >> (bits - 1) & 1U);
}

// Frequencies as on map tiles, by exactly rounded operations alone, so that codes are the same on every processor.
constexpr double share_of_bytes(bool numbers) { return numbers ? 0.25 : 0.5; }  // the rest are matches

/// Bytes near the usual brightness, or the first numbers of a palette.
std::array<double, 256> byte_weights(bool numbers, unsigned brightness) {
  std::array<double, 256> out;
  const double middle = (brightness + 0.5) * 256 / brightnesses;
  for (std::size_t i = 0; i < out.size(); ++i) {
    const double value = static_cast<double>(i), off = (value - middle) / 48;
    out[i] = numbers ? 1 / (value + 8) : 0.1 + 1 / (1 + off * off);
  }
  return out;
}

std::array<double, 29> length_weights(bool numbers) {
  std::array<double, 29> out;
  for (std::size_t i = 0; i < out.size(); ++i) out[i] = i < 4 && !numbers ? 2 : i < 17 ? 1 : 0.8 * out[i - 1];
  return out;
}

/// Matches with what lies a row above, or a pixel or two before.
std::array<double, 30> distance_weights(const PixelRows& layout) {
  std::array<double, 30> out;
  const std::size_t above = distance_code(layout.row), pixel = layout.pixel;
  for (std::size_t i = 0; i < out.size(); ++i) out[i] = i < 20 ? 0.02 : 0.8 * out[i - 1];
  for (std::size_t i = 12; i < std::min(above + 8, out.size()); ++i) out[i] += 0.02;
  out[above] += 0.18;
  out[distance_code(layout.row - pixel)] += 0.18;
  out[distance_code(pixel)] += 0.06;
  if (pixel == 1) return out;
  for (std::size_t i = 1; i < 8; i += 2) out[i] /= 10;  // between two pixels
  out[distance_code(2 * pixel)] += 0.03;
  out[distance_code(4 * pixel)] += 0.03;
  return out;
}

void put(std::span<const double> weights, double share, std::uint64_t* uses) {
  double whole = 0;
  for (const double weight : weights) whole += weight;
  for (const double weight : weights) *uses++ = static_cast<std::uint64_t>(1e6 * share * weight / whole);
}

isal_hufftables make_codes(const PixelRows& layout, unsigned brightness) {
  const bool numbers = layout.pixel == 1;
  isal_huff_histogram uses{};
  put(byte_weights(numbers, brightness), share_of_bytes(numbers), uses.lit_len_histogram);
  put(length_weights(numbers), 1 - share_of_bytes(numbers), uses.lit_len_histogram + 257);
  put(distance_weights(layout), 1, uses.dist_histogram);
  uses.lit_len_histogram[0] += 3000;  // the filter's number, before each row
  uses.lit_len_histogram[256] = 1;    // the end
  isal_hufftables codes;
  if (isal_create_hufftables(&codes, &uses) != 0) throw Error("no codes for what is compressed");
  return codes;
}

/// Of a few bytes, spread over all.
unsigned brightness_of(std::span<const std::byte> bytes) {
  constexpr std::size_t step = 61;
  std::size_t sum = 0, count = 0;
  for (std::size_t at = 0; at < bytes.size(); at += step, ++count) sum += std::to_integer<std::size_t>(bytes[at]);
  return count == 0 ? 0 : static_cast<unsigned>(sum / count * brightnesses / 256);
}

class Compressor {
 public:
  isal_zstream stream;

  isal_hufftables& codes(std::span<const std::byte> bytes, PixelRows layout) {
    // Longer rows have no distance.
    layout.row = std::clamp<std::size_t>(layout.row, layout.pixel + 1, std::size_t{1} << 15U);
    const unsigned brightness = layout.pixel == 1 ? 0 : brightness_of(bytes);
    const auto key = std::tuple(layout.row, layout.pixel, brightness);
    if (m_codes.size() == most_codes && !m_codes.contains(key)) m_codes.clear();
    const auto [found, is_new] = m_codes.try_emplace(key);
    if (is_new) found->second = make_codes(layout, brightness);
    return found->second;
  }

 private:
  std::map<std::tuple<std::size_t, std::size_t, unsigned>, isal_hufftables> m_codes;
};

// No code is longer than 15 bits.
std::size_t bound(std::size_t size) { return 2 * size + 1024; }

constexpr std::size_t largest = std::size_t{1} << 31U;  // the stream counts in 32 bits

void check_processor() {
#ifdef __x86_64__
  static const bool suits = __builtin_cpu_supports("sse4.2") != 0;
  if (!suits)
    throw EnvironmentError(
        "this processor lacks SSE 4.2, without which PNG files would be other bytes; WebP does without it");
#endif
}

}  // namespace

std::span<const std::byte> fast_zlib(std::span<const std::byte> bytes, const PixelRows& layout,
                                     std::vector<std::byte>& scratch) {
  check_processor();
  if (bytes.size() > largest) return zlib(bytes, 1, scratch);
  thread_local const auto kept = std::make_unique<Compressor>();
  if (scratch.size() < bound(bytes.size())) scratch.resize(bound(bytes.size()));
  auto& stream = kept->stream;
  isal_deflate_init(&stream);
  // Levels 1 and 2 of ISA-L 2.30 are quicker to shrink, but one run in some hundred gives other bytes, by where its
  // memory happens to lie.
  stream.level = 0;
  stream.hufftables = &kept->codes(bytes, layout);
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

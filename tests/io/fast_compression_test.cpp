// SPDX-License-Identifier: MIT
#include <riskmap/base/digest.hpp>
#include <riskmap/io/compression.hpp>
#include <riskmap/io/fast_compression.hpp>
#include <tests/support/test.hpp>

#include <random>

namespace riskmap::io {
BOOST_AUTO_TEST_SUITE(io)
BOOST_AUTO_TEST_SUITE(fast_compression)

namespace {

using Bytes = std::vector<std::byte>;

/// `kinds` of bytes in runs; 256 and runs of one: nothing to compress.
Bytes made_up(std::size_t size, unsigned kinds, unsigned run) {
  std::mt19937 random(static_cast<unsigned>(size) + kinds);
  Bytes out(size);
  for (std::size_t i = 0; i < size; ++i) out[i] = i % run == 0 ? static_cast<std::byte>(random() % kinds) : out[i - 1];
  return out;
}

void append(Bytes& out, std::uint32_t value) {
  for (int i = 0; i < 4; ++i) out.push_back(static_cast<std::byte>(value >> 8 * i & 0xFFU));
}

/// The same deflate stream as a gzip file, which we can read.
Bytes unpacked(std::span<const std::byte> zlib_stream, const Bytes& expected) {
  Bytes gzip = {std::byte{0x1F}, std::byte{0x8B}, std::byte{8}, {}, {}, {}, {}, {}, {}, {}};
  gzip.insert(gzip.end(), zlib_stream.begin() + 2, zlib_stream.end() - 4);
  append(gzip, crc32(expected));
  append(gzip, static_cast<std::uint32_t>(expected.size()));
  return gunzip(gzip, expected.size());
}

}  // namespace

BOOST_AUTO_TEST_CASE(everything_comes_back_whatever_the_scratch_held) {
  Bytes scratch;
  for (const std::size_t size : {0, 1, 3, 1000, 65536, 300000, 17}) {
    for (const auto& [kinds, run] : {std::pair{256U, 1U}, {4U, 9U}, {1U, 1U}}) {
      const auto bytes = made_up(size, kinds, run);
      for (const std::size_t pixel : {1, 3, 4}) {
        for (const std::size_t row : {0, 1, 2, 257, 769, 40000}) {
          const auto packed = fast_zlib(bytes, {row, pixel}, scratch);
          BOOST_TEST((unpacked(packed, bytes) == bytes));
        }
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(the_bytes_are_those_of_every_processor) {
  Bytes scratch;
  const auto bytes = made_up(200000, 7, 5);
  const auto packed = fast_zlib(bytes, {257, 1}, scratch);
  BOOST_TEST(sha256({reinterpret_cast<const char*>(packed.data()), packed.size()}) ==
             "cbd8360bb3a6ebf4f0ce13b802a809163bfe9578d9cbcdf072ef4a96e436e9d6");
}

BOOST_AUTO_TEST_CASE(codes_made_ahead_suit_bright_pixels_and_dark_ones) {
  Bytes scratch;
  for (const unsigned brightness : {20, 240}) {
    auto bytes = made_up(200000, 32, 1);
    for (auto& byte : bytes) byte = static_cast<std::byte>(std::to_integer<unsigned>(byte) / 2 + brightness - 8);
    const auto size = fast_zlib(bytes, {769, 3}, scratch).size();
    BOOST_TEST(20 * size < 17 * bytes.size());
    BOOST_TEST(20 * size < 19 * fast_zlib(bytes, {769, 1}, scratch).size());
  }
}

BOOST_AUTO_TEST_CASE(noise_grows_by_no_more_than_said) {
  Bytes scratch;
  const auto noise = made_up(300000, 256, 1);
  BOOST_TEST(fast_zlib(noise, {769, 3}, scratch).size() < 7 * noise.size() / 6);
  BOOST_TEST(fast_zlib(noise, {769, 1}, scratch).size() < 7 * noise.size() / 5);
}

BOOST_AUTO_TEST_CASE(usual_compression_into_scratch_is_the_same_as_without) {
  Bytes scratch = made_up(400000, 3, 1);
  const auto bytes = made_up(100000, 7, 5);
  const auto packed = zlib(bytes, 4, scratch);
  const auto alone = zlib(bytes, 4);
  BOOST_TEST(std::equal(packed.begin(), packed.end(), alone.begin(), alone.end()));
  BOOST_TEST(scratch.size() == 400000U);  // large enough as it was
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
}  // namespace riskmap::io

// SPDX-License-Identifier: MIT
#include <riskmap/io/compression.hpp>
#include <riskmap/output/decoder.hpp>
#include <tests/output/pictures.hpp>

namespace riskmap::output {
BOOST_AUTO_TEST_SUITE(output)
BOOST_AUTO_TEST_SUITE(decoder)

namespace {

std::string refusal_of(const std::string& bytes) {
  return test::error_text<DataError>([&] { decode_picture(bytes_of(bytes)); });
}
std::string tile_refusal(const std::string& bytes) {
  return test::error_text<DataError>([&] { check_vector_tile(bytes_of(bytes)); });
}

// A tile by hand (MVT 2.1): one layer "a" of version 2 with the given feature, the key "k", the value "v".
std::string message(char tag, const std::string& content) {
  return std::string(1, static_cast<char>(tag << 3 | 2)) + static_cast<char>(content.size()) + content;
}
std::string tile_with(const std::string& feature) {
  return message(3, std::string("\x78\x02") + message(1, "a") + message(2, feature) + message(3, "k") +
                        message(4, message(1, "v")) + std::string("\x28\x80\x20"));
}
std::string feature(int type, const std::string& geometry, const std::string& tags = std::string("\0\0", 2)) {
  return message(2, tags) + "\x18" + static_cast<char>(type) + message(4, geometry);
}

}  // namespace

BOOST_AUTO_TEST_CASE(broken_pictures_are_refused_wherever_they_break) {
  const auto picture = random_picture(20, 20, 0, false);
  for (const char* format : {"png", "webp"}) {
    const auto whole = text_of(find_encoder(format).encode(picture, {}));
    BOOST_TEST((decode_picture(bytes_of(whole)).rgba == picture.rgba));
    for (std::size_t size = 0; size < whole.size(); size += 7)
      BOOST_TEST_CONTEXT(format << " " << size << " of " << whole.size())
    BOOST_CHECK_THROW(decode_picture(bytes_of(whole.substr(0, size))), DataError);
  }
  auto flipped = text_of(find_encoder("png").encode(picture, {}));
  for (std::size_t i = 8; i < flipped.size(); i += 3) {
    flipped[i] = static_cast<char>(flipped[i] ^ 4);
    BOOST_TEST_CONTEXT(i) BOOST_CHECK_THROW(decode_picture(bytes_of(flipped)), DataError);
    flipped[i] = static_cast<char>(flipped[i] ^ 4);
  }
}

BOOST_AUTO_TEST_CASE(other_files_are_named) {
  BOOST_TEST(refusal_of("") == "neither a PNG nor a WebP file");
  BOOST_TEST(refusal_of("GIF89a") == "neither a PNG nor a WebP file");
  BOOST_TEST(refusal_of("RIFF....WEBP") == "not a valid WebP");
}

BOOST_AUTO_TEST_CASE(a_picture_that_claims_to_be_huge_takes_no_memory) {
  const auto wide = text_of(find_encoder("png").encode(random_picture(5000, 1, 1, true), {}));
  BOOST_TEST(refusal_of(wide) == "a picture of 5000 x 1 px, at most 4096 px a side are read");
  BOOST_TEST(decode_picture(bytes_of(wide), 5000).width == 5000);
}

BOOST_AUTO_TEST_CASE(a_vector_tile_is_read_to_the_end_packed_or_not) {
  const auto point = tile_with(feature(1, std::string("\x09\x32\x22")));
  BOOST_TEST(check_vector_tile(bytes_of(point)).points == 1U);
  const auto packed = io::gzip(bytes_of(point));
  const auto content = check_vector_tile(packed);
  BOOST_TEST(content.layers == 1U);
  BOOST_TEST(content.features == 1U);
  BOOST_TEST(check_vector_tile({}).layers == 0U);
}

BOOST_AUTO_TEST_CASE(a_vector_tile_against_the_specification_is_refused) {
  const std::string square("\x09\x02\x02\x1a\x0a\0\0\x0a\x09\0\x0f", 11);  // clockwise
  const std::string reversed("\x09\x02\x02\x1a\0\x0a\x0a\0\0\x09\x0f", 11);
  BOOST_TEST(check_vector_tile(bytes_of(tile_with(feature(3, square)))).points == 4U);
  const auto place = std::string("layer 'a': feature 1: not a valid vector tile: ");
  BOOST_TEST(tile_refusal(tile_with(feature(3, reversed))) == place + "a polygon begins with a hole");
  BOOST_TEST(tile_refusal(tile_with(feature(3, square.substr(0, 10)))) == place + "a geometry ends too early");
  BOOST_TEST(tile_refusal(tile_with(feature(2, "\x09\x02\x02"))) == place + "a geometry ends too early");
  BOOST_TEST(tile_refusal(tile_with(feature(2, "\x0a\x02\x02"))) == place + "a command stands out of its order");
  BOOST_TEST(tile_refusal(tile_with(feature(4, "\x09\x02\x02"))) == place + "a geometry is of no known type");
  BOOST_TEST(tile_refusal(tile_with(feature(1, "\x09\x02\x02", std::string("\0\1", 2)))) ==
             place + "a tag names a key or value that is not there");
  BOOST_TEST(tile_refusal(tile_with(feature(1, "\x09\x02\x02", std::string("\0", 1)))) == place + "a key has no value");
  BOOST_TEST(tile_refusal(message(3, "\x78\x02")) == "not a valid vector tile: a layer has no name");
  // The extent and the geometry's type as text: kinds of fields that are not the specification's.
  const auto point = feature(1, "\x09\x02\x02", "");
  BOOST_TEST(check_vector_tile(bytes_of(message(3, "\x78\x02" + message(1, "a") + message(2, point) + message(5, "x"))))
                 .features == 1U);
  BOOST_TEST(tile_refusal(tile_with(message(3, "x") + message(4, "\x09\x02\x02"))) ==
             place + "a geometry is of no known type");
  const auto good = tile_with(feature(3, square));
  BOOST_TEST(tile_refusal(good + good) == "not a valid vector tile: two layers have one name");
}

BOOST_AUTO_TEST_CASE(a_broken_vector_tile_never_reads_past_its_end) {
  auto tile = tile_with(feature(3, std::string("\x09\x02\x02\x1a\x0a\0\0\x0a\x09\0\x0f", 11)));
  for (std::size_t size = 1; size < tile.size(); ++size)
    BOOST_CHECK_THROW(check_vector_tile(bytes_of(tile.substr(0, size))), DataError);
  for (std::size_t i = 0; i < tile.size(); ++i) {
    for (const int bit : {0, 3, 7}) {
      tile[i] = static_cast<char>(tile[i] ^ (1 << bit));
      try {
        check_vector_tile(bytes_of(tile));
      } catch (const DataError&) {  // either will do
      }
      tile[i] = static_cast<char>(tile[i] ^ (1 << bit));
    }
  }
}

BOOST_AUTO_TEST_CASE(a_bomb_is_not_unpacked) {
  const std::vector<std::byte> zeros((std::size_t{64} << 20U) + 1);
  BOOST_CHECK_THROW(check_vector_tile(io::gzip(zeros, 1)), DataError);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
}  // namespace riskmap::output

// SPDX-License-Identifier: MIT
#include <riskmap/io/compression.hpp>
#include <tests/support/test.hpp>

namespace riskmap::io {
BOOST_AUTO_TEST_SUITE(io)
BOOST_AUTO_TEST_SUITE(compression)

namespace {

std::span<const std::byte> bytes_of(const std::string& text) {
  return std::as_bytes(std::span(text.data(), text.size()));
}
std::string text_of(const std::vector<std::byte>& bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}
std::string long_text() {
  std::string text;
  for (int i = 0; i < 20000; ++i) text += std::to_string(i * 7919 % 1013);
  return text;
}

}  // namespace

BOOST_AUTO_TEST_CASE(gzip_and_back) {
  for (const auto& text : {std::string{}, std::string("x"), std::string(100000, 'a'), long_text()}) {
    for (const int level : {1, 4, 9, 12})
      BOOST_TEST((text_of(gunzip(gzip(bytes_of(text), level), text.size())) == text));
  }
}

BOOST_AUTO_TEST_CASE(the_same_input_gives_the_same_bytes) {
  BOOST_TEST((gzip(bytes_of(long_text())) == gzip(bytes_of(long_text()))));
  BOOST_TEST((zlib(bytes_of(long_text()), 4) == zlib(bytes_of(long_text()), 4)));
}

BOOST_AUTO_TEST_CASE(a_limit_is_kept) {
  const auto packed = gzip(bytes_of(std::string(100000, 'a')));
  BOOST_TEST(test::error_text<DataError>([&] { gunzip(packed, 99999); }) ==
             "decompresses to 100000 bytes, over the limit of 99999");
}

BOOST_AUTO_TEST_CASE(a_file_that_lies_about_its_size_is_refused) {
  auto packed = gzip(bytes_of(std::string(100000, 'a')));
  packed[packed.size() - 4] = std::byte{5}, packed[packed.size() - 3] = packed[packed.size() - 2] = std::byte{0};
  BOOST_TEST(test::error_text<DataError>([&] { gunzip(packed, 1000); }) == "not valid gzip");
}

BOOST_AUTO_TEST_CASE(every_truncation_and_every_flipped_byte_that_matters_are_noticed) {
  const auto text = long_text().substr(0, 300);
  const auto whole = gzip(bytes_of(text));
  for (std::size_t size = 0; size < whole.size(); ++size)
    BOOST_CHECK_THROW(gunzip(std::span(whole).first(size), 1U << 20U), DataError);
  std::size_t noticed = 0;
  for (std::size_t at = 10; at < whole.size(); ++at) {  // bytes before are flags and a time
    auto broken = whole;
    broken[at] ^= std::byte{0x20};
    try {
      BOOST_TEST(text_of(gunzip(broken, 1U << 20U)) == text);  // a bit of padding
    } catch (const DataError&) {
      ++noticed;
    }
  }
  BOOST_TEST(noticed >= whole.size() - 11);
  auto longer = whole;
  longer.insert(longer.end(), whole.begin(), whole.end());
  BOOST_CHECK_THROW(gunzip(longer, 1U << 20U), DataError);
}

BOOST_AUTO_TEST_CASE(crc_of_the_check_string) {
  BOOST_TEST(crc32(bytes_of("123456789")) == 0xCBF43926U);
  BOOST_TEST(crc32(bytes_of("6789"), crc32(bytes_of("12345"))) == 0xCBF43926U);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
}  // namespace riskmap::io

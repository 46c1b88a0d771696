// SPDX-License-Identifier: MIT
#include <riskmap/base/digest.hpp>

#include <tests/support/test.hpp>

#include <array>

using riskmap::Digest;

BOOST_AUTO_TEST_SUITE(base)
BOOST_AUTO_TEST_SUITE(digest)

// FIPS 180-4, the example "abc".
BOOST_AUTO_TEST_CASE(sha256_of_the_standards_example) {
  BOOST_TEST(riskmap::sha256("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  const char text[] = {'a', 'b', 'c'};
  const auto bytes = riskmap::sha256_bytes(std::as_bytes(std::span(text)));
  BOOST_TEST(std::to_integer<int>(bytes[0]) == 0xba);
  BOOST_TEST(std::to_integer<int>(bytes[31]) == 0xad);
}

BOOST_AUTO_TEST_CASE(a_digest_is_the_start_of_the_hash_of_its_parts) {
  // Eight bytes 1 0 0 0 0 0 0 0.
  const std::string one("\1\0\0\0\0\0\0\0", 8);
  const auto hex = riskmap::sha256(one);
  std::uint64_t expected = 0;
  for (int i = 7; i >= 0; --i)
    expected = expected << 8U | std::stoul(hex.substr(2 * static_cast<std::size_t>(i), 2), nullptr, 16);
  BOOST_TEST(Digest().add(std::uint64_t{1}).value() == expected);
}

BOOST_AUTO_TEST_CASE(texts_do_not_run_together) {
  BOOST_TEST(Digest().add("ab").add("c").value() != Digest().add("a").add("bc").value());
  BOOST_TEST(Digest().add("").value() != Digest().value());
  BOOST_TEST(Digest().add(0.0).value() == Digest().add(-0.0).value());
  BOOST_TEST(Digest().add(1.0).value() != Digest().add(2.0).value());
  const std::array<std::uint32_t, 2> values{1, 2};
  BOOST_TEST(Digest().add(values).value() != Digest().add(std::span(values).first(1)).value());
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()

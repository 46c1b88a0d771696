// SPDX-License-Identifier: MIT
#include <riskmap/output/detail/content_index.hpp>
#include <tests/output/archives.hpp>

namespace riskmap::output::detail {

BOOST_AUTO_TEST_SUITE(output)
BOOST_AUTO_TEST_SUITE(content_index)

BOOST_AUTO_TEST_CASE(a_content_keeps_the_place_it_had_first) {
  ContentIndex index;
  BOOST_TEST(!index.find_or_add(bytes_of("a"), 7).has_value());
  BOOST_TEST(!index.find_or_add(bytes_of("b"), 8).has_value());
  BOOST_TEST(index.find_or_add(bytes_of("a"), 9).value() == 7U);
  BOOST_TEST(index.find_or_add(bytes_of("a"), 9).value() == 7U);
  BOOST_TEST(index.find_or_add(bytes_of("b"), 9).value() == 8U);
  BOOST_TEST(index.size() == 2U);
}

BOOST_AUTO_TEST_CASE(takes_at_most_36_bytes_each) {
  ContentIndex index;
  constexpr std::uint64_t count = 300'000;
  const auto content = [](const std::uint64_t& i) { return std::as_bytes(std::span(&i, 1)); };
  for (std::uint64_t i = 0; i < count; ++i) BOOST_REQUIRE(!index.find_or_add(content(i), 3 * i).has_value());
  for (std::uint64_t i = 0; i < count; ++i) BOOST_REQUIRE(index.find_or_add(content(i), 0).value() == 3 * i);
  BOOST_TEST(index.size() == count);
  BOOST_TEST(index.memory() < count * 36 + (1U << 15U));
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
}  // namespace riskmap::output::detail

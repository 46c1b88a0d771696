// SPDX-License-Identifier: MIT
#include <riskmap/style/nearest.hpp>

#include <tests/support/test.hpp>

#include <array>

BOOST_AUTO_TEST_SUITE(style)
BOOST_AUTO_TEST_SUITE(nearest)

BOOST_AUTO_TEST_CASE(the_nearest_name_is_found_if_it_is_near) {
  constexpr std::array<std::string_view, 3> names = {"line-width", "line-color", "line-cap"};
  BOOST_TEST(riskmap::style::nearest("line-widht", names) == "line-width");
  BOOST_TEST(riskmap::style::nearest("lin-cap", names) == "line-cap");
  BOOST_TEST(riskmap::style::nearest("fill-opacity", names) == "");
  BOOST_TEST(riskmap::style::nearest("", names) == "");
  BOOST_TEST(riskmap::style::nearest(std::string(10000, 'x'), names) == "");
  BOOST_TEST(riskmap::style::did_you_mean("line-colour", names) == "did you mean 'line-color'?");
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()

// SPDX-License-Identifier: MIT
#include <riskmap/style/localised.hpp>
#include <tests/support/test.hpp>

namespace riskmap::style {
BOOST_AUTO_TEST_SUITE(style)
BOOST_AUTO_TEST_SUITE(localised)

using riskmap::style::localised;

BOOST_AUTO_TEST_CASE(a_language_then_english_then_what_there_is) {
  const Json both = {{"zh", "图"}, {"en", "map"}}, one = {{"ur", "نقشہ"}, {"zh", "图"}};
  BOOST_TEST(localised("map", "ur") == "map");
  BOOST_TEST(localised(both, "zh") == "图");
  BOOST_TEST(localised(both, "ur") == "map");
  BOOST_TEST(localised(one, "en") == "نقشہ");
  BOOST_TEST(localised(Json::object(), "en").empty());
  BOOST_TEST(localised(7, "en").empty());
  BOOST_TEST(localised({{"en", 7}}, "en").empty());
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
}  // namespace riskmap::style

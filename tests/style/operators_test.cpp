// SPDX-License-Identifier: MIT
#include <riskmap/style/operators_catalogue.hpp>

#include <tests/support/test.hpp>

#include <set>

// What each operator yields stands in tests/style/cases.
BOOST_AUTO_TEST_SUITE(style)
BOOST_AUTO_TEST_SUITE(operators)

BOOST_AUTO_TEST_CASE(the_catalogue_is_whole) {
  std::set<std::string_view> names;
  for (const auto* known : riskmap::style::operators::all) {
    BOOST_TEST(names.insert(known->name).second, known->name << " stands twice");
    BOOST_TEST(known->parse != nullptr, known->name);
    BOOST_TEST(!known->summary.empty(), known->name);
    BOOST_TEST(known->signature.starts_with("[\"" + std::string(known->name) + "\""), known->name);
  }
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()

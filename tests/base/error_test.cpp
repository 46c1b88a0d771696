// SPDX-License-Identifier: MIT
#include <riskmap/base/error.hpp>

#include <tests/support/test.hpp>

BOOST_AUTO_TEST_SUITE(base)
BOOST_AUTO_TEST_SUITE(error)

using namespace riskmap;

BOOST_AUTO_TEST_CASE(a_mistake_is_one_line) {
  BOOST_TEST(to_line({"a.csv:12: latitude", "not a number", "write 25.1"}) ==
             "a.csv:12: latitude: not a number (write 25.1)");
  BOOST_TEST(to_line({"", "boo"}) == "boo");
  BOOST_TEST(to_line({"x", "two\nlines"}) == "x: two\\x0Alines");
}

BOOST_AUTO_TEST_CASE(an_error_says_all_its_mistakes) {
  const DataError error(std::vector<Mistake>{{"a", "one"}, {"", "two", "hint"}});
  BOOST_TEST(std::string(error.what()) == "a: one\ntwo (hint)");
  BOOST_TEST(error.mistakes().size() == 2U);
}

BOOST_AUTO_TEST_CASE(context_is_put_in_front_of_each_place) {
  DataError error(std::vector<Mistake>{{"b", "one"}, {"", "two"}});
  error.add_context("tile 12/2757/1752");
  BOOST_TEST(std::string(error.what()) == "tile 12/2757/1752: b: one\ntile 12/2757/1752: two");
}

BOOST_AUTO_TEST_CASE(children_are_errors_and_keep_their_kind) {
  try {
    throw LimitError("--max-pixels", "too many pixels");
  } catch (const Error& caught) {
    BOOST_TEST(dynamic_cast<const LimitError*>(&caught) != nullptr);
    BOOST_TEST(std::string(caught.what()) == "--max-pixels: too many pixels");
  }
}

BOOST_AUTO_TEST_CASE(control_characters_cannot_reach_a_terminal) {
  BOOST_TEST(printable("a\x1B[31mb\t\x7F") == "a\\x1B[31mb\\x09\\x7F");
  BOOST_TEST(printable("\xC2\x9B"
                       "31m") == "\\x9B31m");  // CSI as a C1 control
  BOOST_TEST(printable("گوادر é") == "گوادر é");
}

BOOST_AUTO_TEST_CASE(long_text_is_cut_between_characters) {
  BOOST_TEST(printable("abcdef", 3) == "abc…");
  BOOST_TEST(printable("aéé", 2) == "aé…");
  BOOST_TEST(printable("abc", 3) == "abc");
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()

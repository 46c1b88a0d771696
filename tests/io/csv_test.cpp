// SPDX-License-Identifier: MIT
#include <riskmap/io/detail/csv.hpp>
#include <riskmap/io/detail/text.hpp>

#include <tests/support/test.hpp>

using namespace riskmap;
using namespace riskmap::io::detail;
using namespace std::string_literals;

namespace {

std::vector<CsvRow> parse(const std::string& text) {
  CsvParser parser(text, "a.csv");
  std::vector<CsvRow> rows;
  for (CsvRow row; parser.next(row);) rows.push_back(row);
  return rows;
}

std::string mistake(const std::string& text) {
  return riskmap::test::error_text<DataError>([&] { parse(text); });
}

using Cells = std::vector<std::string>;

}  // namespace

BOOST_AUTO_TEST_SUITE(io)
BOOST_AUTO_TEST_SUITE(csv)

BOOST_AUTO_TEST_CASE(cells_quotes_and_line_ends) {
  const auto rows = parse("a,b,c\r\n1,\"x, \"\"y\"\"\",\r\n\n\"two\nlines\",,z\rlast,\"\",\"\"");
  BOOST_REQUIRE(rows.size() == 4u);
  BOOST_TEST((rows[0].cells == Cells{"a", "b", "c"}));
  BOOST_TEST((rows[1].cells == Cells{"1", "x, \"y\"", ""}));
  BOOST_TEST((rows[2].cells == Cells{"two\nlines", "", "z"}));
  BOOST_TEST((rows[3].cells == Cells{"last", "", ""}));
}

BOOST_AUTO_TEST_CASE(a_row_is_numbered_by_the_line_it_starts_on) {
  const auto rows = parse("h\n\"1\n2\n3\"\n\nx\n");
  BOOST_REQUIRE(rows.size() == 3u);
  BOOST_TEST(rows[0].line == 1u);
  BOOST_TEST(rows[1].line == 2u);
  BOOST_TEST(rows[2].line == 6u);
}

BOOST_AUTO_TEST_CASE(a_byte_order_mark_is_skipped) {
  BOOST_TEST(parse("\xEF\xBB\xBFid\n1").at(0).cells.at(0) == "id");
  BOOST_TEST(parse("\xEF\xBB\xBF\"id\"\n1").at(0).cells.at(0) == "id");
}

BOOST_AUTO_TEST_CASE(a_quote_inside_a_cell_is_a_character) {
  BOOST_TEST(parse("5\" gun,1\n").at(0).cells.at(0) == "5\" gun");
}

BOOST_AUTO_TEST_CASE(an_open_quote_is_named_by_its_line) {
  BOOST_TEST(mistake("a,b\n1,\"x\n2,y\n3,z\n") == "a.csv:2: the quote opened here is never closed");
  BOOST_TEST(mistake("a,b\n1,\"x\n2,\"y\"\n") ==
             "a.csv:2: the quote opened here closes on line 3 in the middle of a cell; is one missing?");
}

BOOST_AUTO_TEST_CASE(what_is_no_text_is_refused) {
  BOOST_TEST(mistake("a,b\n1,\0\n"s) == "a.csv:2: a NUL byte: this is not a text file");
  BOOST_TEST(mistake("\xFF\xFE"s + "a\0,\0"s) == "a.csv:1: is UTF-16; save it as UTF-8");
}

BOOST_AUTO_TEST_CASE(nothing_gives_no_rows) {
  BOOST_TEST(parse("").empty());
  BOOST_TEST(parse("\n\r\n").empty());
  BOOST_TEST(parse(",").at(0).cells.size() == 2u);
}

BOOST_AUTO_TEST_CASE(numbers_are_read_without_a_locale) {
  BOOST_TEST(parse_number(" 62.3254 ").value == 62.3254);
  BOOST_TEST(parse_number("+5e-1").value == 0.5);
  BOOST_TEST((parse_number("1,5").kind == Number::Kind::not_a_number));
  BOOST_TEST((parse_number("12 km").kind == Number::Kind::not_a_number));
  BOOST_TEST((parse_number("").kind == Number::Kind::not_a_number));
  BOOST_TEST((parse_number("+-5").kind == Number::Kind::not_a_number));
  for (const auto* text : {"NaN", "nan", "inf", "-Infinity", "1e999"})
    BOOST_TEST((parse_number(text).kind == Number::Kind::not_finite), text);
}

BOOST_AUTO_TEST_CASE(utf8_is_checked_to_the_letter) {
  BOOST_TEST(!invalid_utf8("گوادر 瓜达尔港 😀").has_value());
  BOOST_TEST(invalid_utf8("caf\xE9").value() == 3u);
  BOOST_TEST(invalid_utf8("\xC0\xAF").value() == 0u);          // overlong
  BOOST_TEST(invalid_utf8("a\xED\xA0\x80").value() == 1u);     // a surrogate
  BOOST_TEST(invalid_utf8("\xF4\x90\x80\x80").value() == 0u);  // beyond U+10FFFF
  BOOST_TEST(invalid_utf8("\xE2\x82").value() == 0u);          // cut off
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()

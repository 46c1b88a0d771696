// SPDX-License-Identifier: MIT
#include <riskmap/style/detail/javascript.hpp>
#include <riskmap/style/type.hpp>
#include <riskmap/style/value.hpp>

#include <tests/support/test.hpp>

#include <limits>

BOOST_AUTO_TEST_SUITE(style)
BOOST_AUTO_TEST_SUITE(value)

using namespace riskmap::style;
using riskmap::Json;

BOOST_AUTO_TEST_CASE(numbers_are_written_as_ecmascript_writes_them) {
  BOOST_TEST(number_text(0.1) == "0.1");
  BOOST_TEST(number_text(100) == "100");
  BOOST_TEST(number_text(-2.5) == "-2.5");
  BOOST_TEST(number_text(-0.0) == "0");
  BOOST_TEST(number_text(1e20) == "100000000000000000000");
  BOOST_TEST(number_text(1e21) == "1e+21");
  BOOST_TEST(number_text(1.5e300) == "1.5e+300");
  BOOST_TEST(number_text(0.000001) == "0.000001");
  BOOST_TEST(number_text(1e-7) == "1e-7");
  BOOST_TEST(number_text(5e-324) == "5e-324");
  BOOST_TEST(number_text(std::numeric_limits<double>::quiet_NaN()) == "NaN");
  BOOST_TEST(number_text(-std::numeric_limits<double>::infinity()) == "-Infinity");
}

BOOST_AUTO_TEST_CASE(numbers_are_read_as_ecmascript_reads_them) {
  BOOST_TEST(parse_number(" 12 ").value() == 12.0);
  BOOST_TEST(parse_number("").value() == 0.0);
  BOOST_TEST(parse_number("-1e3").value() == -1000.0);
  BOOST_TEST(parse_number(".5").value() == 0.5);
  BOOST_TEST(parse_number("0x1F").value() == 31.0);
  BOOST_TEST(parse_number("-Infinity").value() == -std::numeric_limits<double>::infinity());
  BOOST_TEST(parse_number("1e999").value() == std::numeric_limits<double>::infinity());
  BOOST_TEST(parse_number("1e-999").value() == 0.0);
  for (const auto* text : {"abc", "1_0", "12km", "inf", "nan", "0x", "0xG", "+", "-", "1 2", "--1"})
    BOOST_TEST(!parse_number(text).has_value(), text);
}

BOOST_AUTO_TEST_CASE(letters_change_case_beyond_ascii) {
  BOOST_TEST(to_upper("gwādar ñ ß жя σ 12") == "GWĀDAR Ñ SS ЖЯ Σ 12");
  BOOST_TEST(to_lower("GWĀDAR Ñ ЖЯ Σ") == "gwādar ñ жя σ");
  BOOST_TEST(to_upper("گوادر 瓜达尔") == "گوادر 瓜达尔");
  BOOST_TEST(to_upper("\xFF\xC3") == "\uFFFD\uFFFD");  // bytes that are no text  // bytes that are no UTF-8 pass
  BOOST_TEST(count_code_points("瓜达尔 a") == 5U);
}

BOOST_AUTO_TEST_CASE(json_goes_in_and_out) {
  const auto json = Json::parse(R"({"a":[1,2.5,"x",null,true],"b":{}})");
  BOOST_TEST(to_json(from_json(json)).dump() == json.dump());
  BOOST_TEST(to_json(Value(Color{1, 0.5, 0, 0.5})).dump() == R"({"r":0.5,"g":0.25,"b":0,"a":0.5})");
  BOOST_TEST(to_json(Value(Color{1, 0.5, 0, 0.5}), riskmap::style::Kind::color).dump() == "[0.5,0.25,0,0.5]");
  BOOST_TEST(to_json(from_json(Json::parse("[1,2]")), riskmap::style::Kind::padding).dump() == R"({"values":[1,2]})");
  BOOST_TEST(to_text(from_json(json)) == R"({"a":[1,2.5,"x",null,true],"b":{}})");
  BOOST_TEST(to_text(Value()) == "");
}

BOOST_AUTO_TEST_CASE(types_have_the_words_of_the_specification) {
  BOOST_TEST(type_of(from_json(Json::parse("[1,2]"))).text() == "array<number, 2>");
  BOOST_TEST(type_of(from_json(Json::parse("[1,\"a\"]"))).text() == "array<value, 2>");
  BOOST_TEST(type_of(from_json(Json::parse("[]"))).text() == "array<value, 0>");
  BOOST_TEST(type_of(Value(Image{"x"})).text() == "resolvedImage");
  BOOST_TEST(type_name(Value(Formatted{})) == "formatted");
  BOOST_TEST(why_not_subtype(Kind::number, Kind::string) == "Expected number but found string instead.");
  BOOST_TEST(why_not_subtype(array_of(Kind::value), array_of(Kind::number, 3)) == "");
  BOOST_TEST(why_not_subtype(array_of(Kind::number, 2), array_of(Kind::number, 3)) ==
             "Expected array<number, 2> but found array<number, 3> instead.");
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()

// SPDX-License-Identifier: MIT
#include <riskmap/base/units.hpp>

#include <riskmap/base/error.hpp>

#include <tests/support/test.hpp>

BOOST_AUTO_TEST_SUITE(base)
BOOST_AUTO_TEST_SUITE(units)

using namespace riskmap;
using riskmap::test::error_text;

namespace {

std::string length_mistake(const char* text) {
  return error_text<UsageError>([&] { parse_length(text); });
}

}  // namespace

BOOST_AUTO_TEST_CASE(lengths) {
  BOOST_TEST(parse_length("25km").value() == 25000.0);
  BOOST_TEST(parse_length(" 2.5 km ").value() == 2500.0);
  BOOST_TEST(parse_length("2500m").value() == 2500.0);
  BOOST_TEST(parse_length("1e1km").value() == 10000.0);
}

BOOST_AUTO_TEST_CASE(lengths_need_a_unit) {
  BOOST_TEST(length_mistake("25") == "'25' has no unit (write it like 25km or 2500m)");
  BOOST_TEST(length_mistake("25mi") == "'25mi' has an unknown unit 'mi' (write it like 25km or 2500m)");
  BOOST_TEST(length_mistake("km") == "'km' is not a length (write it like 25km or 2500m)");
  BOOST_TEST(length_mistake("") == "'' is not a length (write it like 25km or 2500m)");
  for (const auto* bad : {"-1km", "nan km", "inf km", "1e999km", "-0.5m"}) {
    BOOST_TEST(length_mistake(bad).find("is not a length") != std::string::npos, bad);
  }
}

BOOST_AUTO_TEST_CASE(spans) {
  BOOST_TEST(parse_span("3y").value() == 1095.75);
  BOOST_TEST(parse_span("180d").value() == 180.0);
  BOOST_TEST(parse_span("6w").value() == 42.0);
  BOOST_TEST(parse_span("18mo").value() == 547.875);
  BOOST_TEST(error_text<UsageError>([] { parse_span("3"); }) == "'3' has no unit (write it like 3y or 180d)");
  BOOST_TEST(error_text<UsageError>([] { parse_span("3h"); }) ==
             "'3h' has an unknown unit 'h' (write it like 3y or 180d)");
}

BOOST_AUTO_TEST_CASE(sizes) {
  BOOST_TEST(parse_size("2GiB") == 2147483648U);
  BOOST_TEST(parse_size("100MB") == 100000000U);
  BOOST_TEST(parse_size("1.5KiB") == 1536U);
  BOOST_TEST(error_text<UsageError>([] { parse_size("2"); }) == "'2' has no unit (write it like 2GiB or 512MiB)");
  BOOST_TEST(error_text<UsageError>([] { parse_size("1e30GB"); }) == "'1e30GB' is too large a size");
}

BOOST_AUTO_TEST_CASE(dates) {
  BOOST_TEST(parse_date("1970-01-01")->value() == 0.0);
  BOOST_TEST(parse_date("2024-02-29")->value() == 19782.0);
  BOOST_TEST(parse_date(" 2025-06-01T10:00:00Z ")->value() == 20240.0);
  BOOST_TEST(parse_date("2026-07-11 00:00:00.000")->value() == parse_date("2026-07-11")->value());
  for (const auto* bad : {"", "2023-02-30", "2023-13-01", "2023-00-10", "2023-1-1", "23-01-01", "2023/01/01",
                          "2023-01-01x", "1700-01-01", "2300-01-01", "2023-01-0a", "-023-01-01"}) {
    BOOST_TEST(!parse_date(bad).has_value(), bad);
  }
}

BOOST_AUTO_TEST_CASE(dates_are_written_as_they_are_read) {
  for (const auto* day : {"1800-01-01", "1969-12-31", "1970-01-01", "2000-02-29", "2024-12-31", "2200-12-31"}) {
    BOOST_TEST(to_iso_date(*parse_date(day)) == day);
  }
  BOOST_TEST(to_iso_date(Days(-0.5)) == "1969-12-31");
  BOOST_TEST(to_iso_date(Days(0.999)) == "1970-01-01");
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()

// SPDX-License-Identifier: MIT
#include <riskmap/io/places.hpp>

#include <tests/io/fixtures.hpp>

using namespace riskmap;
using riskmap::io::csv_line;
using riskmap::io::read_places;
using riskmap::test::TemporaryFolder;

BOOST_AUTO_TEST_SUITE(io)
BOOST_AUTO_TEST_SUITE(places)

BOOST_AUTO_TEST_CASE(cells_stay_as_they_are_written) {
  const TemporaryFolder folder;
  test::write_text(folder / "p.csv",
                   "\xEF\xBB\xBFid,longitude,latitude,name\r\n007,62.330,+25.10,\"Port, old\"\r\n\r\n"
                   "008,1e2,25,bad\r\n009,300,25,worse\r\n010,66,26,\"two\nlines\"\r\n");
  const auto table = read_places(folder / "p.csv", {.shown_as = "p.csv"});
  BOOST_TEST(table.columns == (std::vector<std::string>{"id", "longitude", "latitude", "name"}),
             boost::test_tools::per_element());
  BOOST_REQUIRE_EQUAL(table.rows.size(), 3U);
  BOOST_TEST(table.rows[0].cells == (std::vector<std::string>{"007", "62.330", "+25.10", "Port, old"}),
             boost::test_tools::per_element());
  BOOST_TEST((table.rows[0].where == geo::LonLat{62.33, 25.1}));
  BOOST_TEST(table.rows[1].where.lon == 100.0);
  BOOST_TEST(table.rows[2].cells[3] == "two\nlines");
  BOOST_TEST(table.counts.text() == "rows: 4 read, 3 used, 1 rejected (1 longitude out of range)");
  BOOST_REQUIRE_EQUAL(table.rejects.size(), 1U);
  BOOST_TEST(table.rejects[0].place == "p.csv:5: longitude");
}

BOOST_AUTO_TEST_CASE(lines_are_quoted_where_they_must_be) {
  BOOST_TEST(csv_line({"a", "b c", "1,5", "say \"no\"", "", " x", "two\nlines"}) ==
             "a,b c,\"1,5\",\"say \"\"no\"\"\",,\" x\",\"two\nlines\"\n");
}

BOOST_AUTO_TEST_CASE(a_table_without_places_is_refused) {
  const TemporaryFolder folder;
  test::write_text(folder / "p.csv", "id,x,y\n1,62,25\n");
  BOOST_TEST(test::error_text<DataError>([&] { read_places(folder / "p.csv", {.shown_as = "p.csv"}); }) ==
             "p.csv: no column 'longitude' (has: id, x, y)");
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()

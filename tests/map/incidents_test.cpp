// SPDX-License-Identifier: MIT
// Rows that cannot be used: named, counted, and never fatal unless asked to be.
#include <tests/map/small_map.hpp>

namespace riskmap::map {
BOOST_AUTO_TEST_SUITE(map)
BOOST_AUTO_TEST_SUITE(incidents)

using test::SmallFolder;

namespace {

const std::string bad_rows =
    "d,2024-13-40,,62.3,25.2,1,5\n"
    "e,2024-02-01,,62.3,25.2,1,-3\n"
    "f,2024-02-02,2024-02-01,62.3,25.2,1,5\n"
    "g,,,62.3,25.2,1,5\n"
    "h,2024-02-02,,62.3,95.2,1,5\n";

std::vector<std::string> lines(const std::vector<Mistake>& mistakes) {
  std::vector<std::string> out;
  for (const auto& mistake : mistakes) out.push_back(to_line(mistake));
  return out;
}

}  // namespace

BOOST_AUTO_TEST_CASE(bad_rows_are_named_with_file_row_and_field_and_counted) {
  const SmallFolder small;
  test::write_text(small.folder / "incidents.csv", test::three_events + bad_rows);
  const auto loaded = small.load();
  const auto told = lines(loaded.rejects());
  const std::vector<std::string> wanted = {
      R"(incidents.csv:5: date_start: date_start not a date (write 2024-01-31) (value "2024-13-40"))",
      R"(incidents.csv:6: location_uncertainty_km: uncertainty not a length in km (0 to 2000) (value "-3"))",
      R"(incidents.csv:7: date_end: date_end before date_start (value "2024-02-01"))",
      R"(incidents.csv:8: date_start: date_start is blank)",
  };
  for (const auto& line : wanted) BOOST_TEST((std::find(told.begin(), told.end(), line) != told.end()), line);
  BOOST_TEST(told.size() == 5U);
  const auto rows = loaded.provenance()["data"][0]["rows"];
  BOOST_TEST(rows["read"] == 8);
  BOOST_TEST(rows["used"] == 3);
  BOOST_TEST(rows["rejected"] == 5);
  BOOST_TEST(rows["reasons"]["date_start is blank"] == 1);
  BOOST_TEST(loaded.surface("").surface->report().events_used == 3U);
}

BOOST_AUTO_TEST_CASE(strict_makes_them_an_error_with_all_of_them) {
  const SmallFolder small;
  test::write_text(small.folder / "incidents.csv", test::three_events + bad_rows.substr(0, bad_rows.find("h,")));
  const auto text = test::error_text<DataError>([&] { small.load({.strict = true}); });
  for (const auto* place : {"incidents.csv:5: ", "incidents.csv:6: ", "incidents.csv:7: ", "incidents.csv:8: "}) {
    BOOST_TEST(text.find(place) != std::string::npos, place);
  }
}

BOOST_AUTO_TEST_CASE(no_usable_row_is_an_error) {
  const SmallFolder small;
  test::write_text(small.folder / "incidents.csv", "date_start,longitude,latitude\nsoon,62,25\nlater,62,25\n");
  BOOST_TEST(test::error_text<DataError>([&] { small.load(); }) ==
             "incidents.csv: no usable row is left: rows: 2 read, 0 used, 2 rejected (2 date_start not a date (write "
             "2024-01-31))");
}

BOOST_AUTO_TEST_CASE(a_missing_date_column_is_named_with_those_there_are) {
  const SmallFolder small;
  test::write_text(small.folder / "incidents.csv", "when,longitude,latitude\n2024-01-01,62,25\n");
  BOOST_TEST(test::error_text<DataError>([&] {
               small.load();
             }).starts_with("incidents.csv: the required column 'date_start' is missing (it has: "));
}

BOOST_AUTO_TEST_CASE(columns_of_other_names_are_read_through_expressions) {
  SmallFolder small;
  test::write_text(small.folder / "incidents.csv",
                   "when,longitude,latitude,w\n2024-01-01,62,25,2\n2024-01-02,62,25,x\n");
  small.surface()["date"] = {"get", "when"};
  small.surface()["weight"] = {"to-number", {"get", "w"}};
  const auto loaded = small.load();
  BOOST_TEST(loaded.surface("").unit == "weighted events per 1000 km² a year");
  BOOST_TEST(loaded.surface("").surface->report().events_used == 1U);
  BOOST_REQUIRE(loaded.rejects().size() == 1U);
  BOOST_TEST(to_line(loaded.rejects()[0]).starts_with("incidents.csv:3: weight: weight cannot be evaluated"));
}

BOOST_AUTO_TEST_CASE(a_row_two_surfaces_cannot_use_is_counted_once) {
  SmallFolder small;
  test::write_text(small.folder / "incidents.csv",
                   "date_start,longitude,latitude\n2024-01-01,62,25\nsoon,62,25\nlater,62,25\n");
  small.document["metadata"]["riskmap:surfaces"]["wide"] = small.surface();
  const auto loaded = small.load();
  BOOST_TEST(loaded.surfaces().size() == 2U);
  const auto rows = loaded.provenance()["data"][0]["rows"];
  BOOST_TEST(rows["used"] == 1);
  BOOST_TEST(rows["rejected"] == 2);
  BOOST_TEST(loaded.rejects().size() == 2U);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
}  // namespace riskmap::map

// SPDX-License-Identifier: MIT
#include <riskmap/io/dates.hpp>
#include <riskmap/io/event_types.hpp>
#include <riskmap/io/schema.hpp>

#include <tests/io/incident_files.hpp>

#include <set>

using namespace riskmap;
using namespace riskmap::test;
using riskmap::io::DayOrder;
using riskmap::io::Figure;
using riskmap::io::iso_date;
using riskmap::io::Word;

namespace {

std::string days(const io::IncidentRecord& record) {
  return iso_date(record.first_day) + " " + iso_date(record.last_day) + " " +
         std::string(to_text(record.date_precision));
}

std::string parsed(const std::string& text, DayOrder order = DayOrder::day_first) {
  const auto day = riskmap::io::parse_day(text, order);
  return day ? iso_date(*day) : "none";
}

/// One row of ACLED with one cell changed.
io::Imported acled_with(const std::string& from, const std::string& to) {
  auto row = acled_row;
  row.replace(row.find(from), from.size(), to);
  return import_text(acled_header + row);
}

std::string acled_type(const std::string& type) {
  return word(acled_with("Battles,Armed clash", type).incidents.records().at(0), Word::event_type);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(io)
BOOST_AUTO_TEST_SUITE(schemas)

BOOST_AUTO_TEST_CASE(every_form_is_complete) {
  std::set<std::string_view> names;
  for (const auto* schema : riskmap::io::all_schemas()) {
    BOOST_TEST(names.insert(schema->name).second, schema->name);
    BOOST_TEST(!schema->summary.empty());
    bool blank = false;
    for (const auto& code : schema->precisions) {
      blank = blank || code.code == "blank";
      BOOST_TEST(code.uncertainty_km > 0);
      BOOST_TEST(!code.reason.empty(), code.code);
    }
    BOOST_TEST(blank, schema->name);
    std::set<std::string_view> columns;
    for (const auto& column : schema->columns) {
      BOOST_TEST(!column.name.empty(), schema->name);
      BOOST_TEST(columns.insert(column.name).second, column.name);
    }
  }
  BOOST_TEST((names == std::set<std::string_view>{"acled", "gtd", "native", "ucdp-ged"}));
}

BOOST_AUTO_TEST_CASE(dates_of_all_kinds) {
  for (const auto* text : {"2024-01-31", "2024-01-31 00:00:00.000", "2024-01-31T10:00:00Z", "2024/01/31", "31-01-2024",
                           "31/01/2024", "31.1.2024", "31 January 2024", "31-Jan-2024", " 31 jan 2024 "})
    BOOST_TEST(parsed(text) == "2024-01-31", text);
  BOOST_TEST(parsed("1-2-2024") == "2024-02-01");
  BOOST_TEST(parsed("1-2-2024", DayOrder::month_first) == "2024-01-02");
  BOOST_TEST(parsed("29 February 2024") == "2024-02-29");
}

BOOST_AUTO_TEST_CASE(what_is_no_date) {
  for (const auto* text :
       {"", "2024-02-30", "29-02-2023", "12-13-2024", "2024-1", "31-01-24", "45322", "0000-00-00", "2024-01-31x",
        "31-01/2024", "31 Janua 2024", "1799-01-01", "99999-01-01", "-1-1-2024", "NaN"})
    BOOST_TEST(parsed(text) == "none", text);
  BOOST_TEST(riskmap::io::is_other_order("12-13-2024", DayOrder::day_first));
  BOOST_TEST(!riskmap::io::is_other_order("13-12-2024", DayOrder::day_first));
  BOOST_TEST(!riskmap::io::is_other_order("32-13-2024", DayOrder::day_first));
}

BOOST_AUTO_TEST_CASE(months_and_years_end_where_they_end) {
  const auto day = [](int y, int m, int d) { return *riskmap::io::day_number(y, m, d); };
  BOOST_TEST(iso_date(riskmap::io::month_end(day(2024, 2, 1))) == "2024-02-29");
  BOOST_TEST(iso_date(riskmap::io::month_end(day(2023, 12, 31))) == "2023-12-31");
  BOOST_TEST(iso_date(riskmap::io::month_begin(day(1969, 12, 31))) == "1969-12-01");
  BOOST_TEST(iso_date(riskmap::io::year_end(day(1900, 3, 1))) == "1900-12-31");
}

BOOST_AUTO_TEST_CASE(acled_types_become_ours) {
  BOOST_TEST(acled_type("Explosions/Remote violence,Suicide bomb") == "suicide bombing");
  BOOST_TEST(acled_type("Explosions/Remote violence,Air/drone strike") == "shelling or air strike");
  BOOST_TEST(acled_type("Violence against civilians,Attack") == "violence against civilians");
  BOOST_TEST(acled_type("Violence against civilians,Abduction/forced disappearance") == "kidnapping");
  BOOST_TEST(acled_type("Strategic developments,Looting/property destruction") == "strategic development");
  BOOST_TEST(acled_type("Protests,Peaceful protest") == "protest");
  BOOST_TEST(acled_type("Riots/Protests,") == "mob violence");
  BOOST_TEST(acled_type("Battle-Government regains territory,") == "armed clash");
  BOOST_TEST(acled_type("Something new,") == "other violence");
  BOOST_TEST(acled_type(",") == "");
  for (const auto& type : riskmap::io::event_types()) BOOST_TEST(riskmap::io::is_event_type(type.word));
}

BOOST_AUTO_TEST_CASE(acled_precisions_become_stretches_and_radii) {
  BOOST_TEST(days(acled_with(",1,Battles", ",2,Battles").incidents.records().at(0)) == "2024-01-28 2024-02-03 week");
  BOOST_TEST(days(acled_with(",1,Battles", ",3,Battles").incidents.records().at(0)) == "2024-01-01 2024-01-31 month");
  BOOST_TEST(days(acled_with(",1,Battles", ",,Battles").incidents.records().at(0)) == "2024-01-31 2024-01-31 day");
  const auto coarse = acled_with("63.05,1", "63.05,3.0"), uncoded = acled_with("63.05,1", "63.05,");
  const auto& third = coarse.incidents.records().at(0);
  BOOST_TEST(third.uncertainty_km == 200.0);
  BOOST_TEST(word(third, Word::location_precision) == "province");
  const auto& blank = uncoded.incidents.records().at(0);
  BOOST_TEST(blank.uncertainty_km == 40.0);
  BOOST_TEST(word(blank, Word::location_precision) == "");
}

BOOST_AUTO_TEST_CASE(ucdp_keeps_low_best_and_high) {
  const auto imported =
      import_text(ucdp_header + "9,3,Made-up Front,Civilians,6,26,63,5,2024-01-01,2024-12-31,5,9,0\n");
  const auto& record = imported.incidents.records().at(0);
  BOOST_TEST(imported.files.at(0).schema->name == "ucdp-ged");
  BOOST_TEST(record[Figure::killed] == 5.0);
  BOOST_TEST(record[Figure::killed_low] == 0.0);
  BOOST_TEST(record[Figure::killed_high] == 9.0);
  BOOST_TEST(record.uncertainty_km == 500.0);
  BOOST_TEST(days(record) == "2024-01-01 2024-12-31 year");
}

BOOST_AUTO_TEST_CASE(ucdp_that_ends_before_it_begins) {
  const auto good = "9,1,a,b,1,26,63,1,2024-02-02,2024-02-02,5,9,0\n";
  const auto imported = import_text(ucdp_header + good + "8,1,a,b,1,26,63,1,2024-02-02,2024-02-01,5,9,0\n");
  BOOST_TEST(imported.counts.text() == "rows: 2 read, 1 used, 1 rejected (1 ends before it begins)");
}

BOOST_AUTO_TEST_CASE(gtd_unknowns_stay_unknown) {
  const auto imported =
      import_text(gtd_header + "1,2024,0,0,26,63,4,-9,2,Unknown,-9,-99\n2,2024,2,0,26,63,,1,3,MDF,0,\n");
  const auto &year = imported.incidents.records().at(0), &month = imported.incidents.records().at(1);
  BOOST_TEST(days(year) == "2024-01-01 2024-12-31 year");
  BOOST_TEST(word(year, Word::actor_1) == "");
  BOOST_TEST(std::isnan(year[Figure::killed]));
  BOOST_TEST(std::isnan(year[Figure::injured]));
  BOOST_TEST(year.uncertainty_km == 200.0);
  BOOST_TEST(days(month) == "2024-02-01 2024-02-29 month");
  BOOST_TEST(month[Figure::killed] == 0.0);
  BOOST_TEST(month.uncertainty_km == 40.0);
}

BOOST_AUTO_TEST_CASE(gtd_as_a_workbook) {
  const auto imported =
      riskmap::io::import_incidents(std::vector<std::filesystem::path>{root() / "tests/io/fixtures/gtd.xlsx"});
  BOOST_REQUIRE(imported.incidents.records().size() == 2u);
  const auto& record = imported.incidents.records()[0];
  BOOST_TEST(word(record, Word::id) == "202401310001");
  BOOST_TEST(word(record, Word::place) == "Café");
  BOOST_TEST(days(record) == "2024-01-31 2024-02-03 day");  // to the resolution of an extended incident
  BOOST_TEST(record.latitude == 26.0);
  BOOST_TEST(imported.incidents.records()[1].row == 3u);
}

BOOST_AUTO_TEST_CASE(the_default_list_passes_unchanged) {
  const auto imported =
      riskmap::io::import_incidents(std::vector<std::filesystem::path>{root() / "geodata/incidents.csv"});
  BOOST_TEST(imported.counts.rejected_total() == 0u);
  BOOST_TEST(imported.notes.empty());
  const auto& first = imported.incidents.records().at(0);
  BOOST_TEST(word(first, Word::id) == "2004-gwadar-van");
  BOOST_TEST(word(first, Word::event_type) == "vehicle bombing");
  BOOST_TEST(first.uncertainty_km == 5.0);
  BOOST_TEST(first[Figure::killed_chinese] == 3.0);
}

BOOST_AUTO_TEST_CASE(a_native_month_stands_for_all_of_it) {
  const auto imported = import_text(
      "date_start,date_precision,longitude,latitude,event_type\n2024-02-10,month,63,26,Ambush\n"
      "2024-02-10,,63,26,tea party\n");
  BOOST_TEST(days(imported.incidents.records().at(0)) == "2024-02-01 2024-02-29 month");
  BOOST_TEST(word(imported.incidents.records().at(0), Word::event_type) == "ambush");
  BOOST_TEST(word(imported.incidents.records().at(0), Word::id) == "native-1-2");
  BOOST_TEST(imported.notes.at(0).ends_with(
      "1 rows have a type of event outside the vocabulary, which was kept (the first: \"tea party\")"));
}

BOOST_AUTO_TEST_CASE(forms_are_told_by_their_columns_whatever_their_case) {
  const auto form = [](std::vector<std::string> header) {
    return std::string(riskmap::io::recognise(header, "auto", "a.csv").schema->name);
  };
  BOOST_TEST(form({"EVENT_DATE", "TIME_PRECISION", "EVENT_TYPE", "ACTOR1", "LATITUDE", "LONGITUDE", "GEO_PRECISION",
                   "FATALITIES"}) == "acled");
  BOOST_TEST(form({"date_start", "longitude", "latitude"}) == "native");
  const auto refused = [&](std::vector<std::string> header) { return error_text<DataError>([&] { form(header); }); };
  BOOST_TEST(
      refused({"date_start", "longitude"}) ==
      "a.csv: is of no known form; the nearest is native: without the column latitude (has: date_start, longitude) "
      "(docs/import.md lists the columns of each form)");
  BOOST_TEST(refused({"a", " A "}) == "a.csv:1: two columns named 'a'");
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()

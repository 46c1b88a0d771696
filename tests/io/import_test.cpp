// SPDX-License-Identifier: MIT
#include <riskmap/io/detail/csv.hpp>
#include <riskmap/io/detail/swap_guard.hpp>
#include <riskmap/io/detail/text.hpp>

#include <tests/io/fixtures.hpp>
#include <tests/io/incident_files.hpp>

using namespace riskmap;
using namespace riskmap::test;
using namespace std::string_literals;
using riskmap::io::Word;

namespace {

std::string acled(const std::string& id,
                  const std::string& rest = ",2024-01-31,1,Battles,,MDF,,Pakistan,Turbat,26,63.05,1,2,x") {
  return id + rest + "\n";
}

std::string only_reject(const std::string& row) {
  IncidentFiles files;
  files.add("a.csv", acled_header + acled_row + row);
  auto imported = files.import();
  BOOST_REQUIRE(imported.rejects.size() == 1u);
  auto line = to_line(imported.rejects[0]);
  return line.substr(line.find("a.csv"));
}

/// Hands out one byte more at a time than the last, so that every place is once the end of what is known.
class Trickle final : public io::detail::ByteSource {
 public:
  explicit Trickle(std::string text) : m_text(std::move(text)) {}
  std::size_t read(char* into, std::size_t most) override {
    const auto count = m_text.copy(into, most, m_at);
    m_at += count;
    return count;
  }

 private:
  std::string m_text;
  std::size_t m_at = 0;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(io)
BOOST_AUTO_TEST_SUITE(import)

BOOST_AUTO_TEST_CASE(a_stream_of_rows_reads_as_its_text_does) {
  // Rows of many lengths across the seams of what is read at once (1 MiB), quotes, doubled quotes and CRLF among them.
  std::string text = "\xEF\xBB\xBFh1,h2\r\n";
  for (std::size_t i = 0; i < 40'000; ++i)
    text += std::to_string(i) + ",\"" + std::string(i % 97, 'x') + "\"\"\r\n," + std::string(i % 31, 'y') + "\"" +
            (i % 3 == 0   ? "\r\n"
             : i % 3 == 1 ? "\n"
                          : "\r");
  Trickle source(text);
  riskmap::io::detail::CsvParser streamed(source, "a"), whole(text, "a");
  riskmap::io::detail::CsvRow a, b;
  std::size_t rows = 0;
  bool equal = true;
  while (whole.next(b)) {
    equal = equal && streamed.next(a) && a.line == b.line && a.cells == b.cells;
    ++rows;
  }
  BOOST_TEST(equal);
  BOOST_TEST(!streamed.next(a));
  BOOST_TEST(rows == 40'001u);
  BOOST_TEST(b.cells.at(1) == std::string(39'999 % 97, 'x') + "\"\n," + std::string(39'999 % 31, 'y'));
}

BOOST_AUTO_TEST_CASE(a_row_longer_than_the_limit_is_refused) {
  const auto long_cell = std::string(riskmap::io::detail::CsvParser::longest_row + (2U << 20U), 'x');
  IncidentFiles files;
  files.add("a.csv", acled_header + acled_row + "PAK2,\"" + long_cell + "\"\n");
  BOOST_TEST(files.error<DataError>() == "a.csv:3: a row of more than 16 MiB begins here; is a quote never closed?");
}

BOOST_AUTO_TEST_CASE(files_broken_as_a_whole) {
  const auto refused = [](const std::string& text) { return IncidentFiles().add("a.csv", text).error<DataError>(); };
  BOOST_TEST(refused(acled_header + acled_row + "b,\"open\n") == "a.csv:3: the quote opened here is never closed");
  BOOST_TEST(refused(acled_header + acled_row + "b\0c\n"s) == "a.csv:3: a NUL byte: this is not a text file");
  BOOST_TEST(refused("\xFF\xFEi\0d\0"s) == "a.csv:1: is UTF-16; save it as UTF-8");
  BOOST_TEST(refused("") == "a.csv: is empty");
  BOOST_TEST(refused(acled_header).starts_with("a.csv: no usable row left; rows: 0 read, 0 used, 0 rejected"));
}

BOOST_AUTO_TEST_CASE(a_bad_row_is_rejected_by_its_field) {
  BOOST_TEST(only_reject(acled("b", ",2024-02-30,1,Battles,,MDF,,P,T,26,63,1,2,x")) ==
             "a.csv:3: event_date: no such date (value \"2024-02-30\")");
  BOOST_TEST(
      only_reject(acled("b", ",12-13-2024,1,Battles,,MDF,,P,T,26,63,1,2,x")) ==
      "a.csv:3: event_date: no such date; it would be one with the month first (--dates) (value \"12-13-2024\")");
  BOOST_TEST(only_reject(acled("b", ",2024-01-31,1,Battles,,MDF,,P,T,NaN,63,1,2,x")) ==
             "a.csv:3: latitude: not a finite number (value \"NaN\")");
  BOOST_TEST(only_reject(acled("b", ",2024-01-31,1,Battles,,MDF,,P,T,26,63,1,1e309,x")) ==
             "a.csv:3: fatalities: not a finite number (value \"1e309\")");
  BOOST_TEST(only_reject(acled("b", ",2024-01-31,1,Battles,,MDF,,P,T,26,-181,1,2,x")) ==
             "a.csv:3: longitude: not within -180 to 180 degrees (value \"-181\")");
  BOOST_TEST(only_reject(acled("b", ",2024-01-31,1,Battles,,MDF,,P,T,130,63,1,2,x")) ==
             "a.csv:3: latitude: longitude and latitude look swapped (value \"130\")");
  BOOST_TEST(only_reject(acled("b", ",2024-01-31,4,Battles,,MDF,,P,T,26,63,1,2,x")) ==
             "a.csv:3: time_precision: not a whole number from 1 to 3 (value \"4\")");
  BOOST_TEST(only_reject(acled("b", ",2024-01-31,1,Battles,,MDF,,P,T,26,63,1,\x1B[2J,x")) ==
             "a.csv:3: fatalities: not a number (value \"\\x1B[2J\")");
  BOOST_TEST(only_reject("b,2024-01-31\n") == "a.csv:3: row: 2 cells where the header has 14");
  BOOST_TEST(only_reject(acled_row) == "a.csv:3: id: the id of row 2 again (value \"PAK1\")");
  BOOST_TEST(only_reject(acled("b", ",2024-01-31,1,Battles,,MDF,,P,\x81,26,63,1,2,x")) ==
             "a.csv:3: row: neither UTF-8 nor Windows-1252");
}

BOOST_AUTO_TEST_CASE(an_id_whose_first_row_was_bad_is_free) {
  const auto imported =
      import_text(acled_header + acled("a", ",2024-13-01,1,Battles,,MDF,,P,T,26,63,1,2,x") + acled("a"));
  BOOST_TEST(imported.counts.text() == "rows: 2 read, 1 used, 1 rejected (1 event_date not a date)");
}

BOOST_AUTO_TEST_CASE(ids_across_files) {
  IncidentFiles files;
  files.add("a.csv", acled_header + acled("7")).add("b.csv", acled_header + acled("7") + acled("8"));
  files.add("u.csv", ucdp_header + "7,1,a,b,1,26,63,1,2024-02-02,2024-02-02,5,9,0\n");
  const auto imported = files.import();
  BOOST_TEST(imported.rejects.at(0).message.ends_with("a.csv:2 again (value \"7\")"));
  BOOST_REQUIRE(imported.incidents.records().size() == 3u);
  BOOST_TEST(word(imported.incidents.records()[2], Word::id) == "ucdp-ged:7");
  BOOST_TEST(imported.counts.read == 4u);
  BOOST_TEST(imported.files.size() == 3u);
}

BOOST_AUTO_TEST_CASE(strict_lists_every_bad_row) {
  IncidentFiles files;
  files.options.strict = true;
  files.add("a.csv", acled_header + acled_row + acled_row + "b\n");
  BOOST_TEST(files.error<DataError>() ==
             "a.csv:3: id: the id of row 2 again (value \"PAK1\")\na.csv:4: row: 1 cells where the header has 14");
}

BOOST_AUTO_TEST_CASE(text_of_windows_becomes_utf8_and_is_said) {
  const auto imported =
      import_text(acled_header + acled("b", ",2024-01-31,1,Battles,,MDF,,P,Caf\xE9 \x80,26,63,1,2,x") +
                  acled("c", ",2024-01-31,1,Battles,,MDF,,P,Café,26,63,1,2,x"));
  BOOST_TEST(word(imported.incidents.records().at(0), Word::place) == "Café €");
  BOOST_TEST(word(imported.incidents.records().at(1), Word::place) == "Café");
  BOOST_TEST(imported.files[0].recoded == 1u);
  BOOST_TEST(
      imported.notes.at(0).ends_with("a.csv: 1 rows are not UTF-8 and were read as Windows-1252 (the first is row 2)"));
  BOOST_TEST(!riskmap::io::detail::from_cp1252("\x8D").has_value());
}

BOOST_AUTO_TEST_CASE(swapped_coordinates_are_told_by_the_country_s_other_rows) {
  std::string text = acled_header + acled("s", ",2024-01-31,1,Battles,,MDF,,Pakistan,Turbat,63.05,26,1,2,x");
  for (int i = 0; i < 6; ++i) text += acled(std::to_string(i));
  text += acled("f", ",2024-01-31,1,Battles,,MDF,,Finland,Oulu,65,25.5,1,2,x");
  const auto imported = import_text(text);
  BOOST_REQUIRE(imported.rejects.size() == 1u);
  BOOST_TEST(imported.rejects[0].message ==
             "longitude and latitude look swapped: the other rows of Pakistan lie around the place 63.05, 26 (value "
             "\"26, 63.05\")");
  BOOST_TEST(imported.incidents.records().size() == 7u);
}

BOOST_AUTO_TEST_CASE(where_places_lie_all_over_nothing_looks_swapped) {
  riskmap::io::detail::SwapGuard guard;
  for (int i = 0; i < 100; ++i) guard.learn("", {-100.0 + 2 * i, -50.0 + i});
  BOOST_TEST(!guard.looks_swapped("", {25.0, 50.0}));
  BOOST_TEST(!guard.looks_swapped("nowhere", {25.0, 50.0}));
}

BOOST_AUTO_TEST_CASE(precision_codes_can_be_changed) {
  riskmap::io::ImportOptions options;
  options.precisions.change("1=7.5");
  options.precisions.change("gtd:1=99");
  options.precisions.change("acled:new=12");
  const auto imported =
      import_text(acled_header + acled_row + acled("b", ",2024-01-31,1,Battles,,MDF,,P,T,26,63,new,2,x"), options);
  BOOST_TEST(imported.incidents.records().at(0).uncertainty_km == 7.5);
  BOOST_TEST(imported.incidents.records().at(1).uncertainty_km == 12.0);
  const auto refused = [](const std::string& text) {
    return error_text<UsageError>([&] { riskmap::io::PrecisionTable().change(text); });
  };
  BOOST_TEST(refused("2") == "'2' lacks a '=' (like 2=25 or acled:2=25)");
  BOOST_TEST(refused("=3") == "names no code (an empty cell's code is 'blank')");
  BOOST_TEST(refused("2=1e309") == "'1e309' is not a radius of 0 to 2000 km");
  BOOST_TEST(refused("2=nan") == "'nan' is not a radius of 0 to 2000 km");
  BOOST_TEST(refused("foo:2=3") == "'foo' is no form of incident data (known: acled, gtd, native, ucdp-ged)");
}

BOOST_AUTO_TEST_CASE(rejects_keep_their_cells) {
  IncidentFiles files;
  files.options.keep_rejected = true;
  files.add("a.csv", acled_header + acled_row + acled("b", ",no,1,Battles,,MDF,,P,\"T, \"\"q\"\"\",26,63,1,2,x"));
  const auto imported = files.import();
  OutputFile out(files.folder / "r.csv");
  riskmap::io::write_rejects(out, imported);
  out.commit();
  const auto text = read_file(files.folder / "r.csv");
  BOOST_TEST(text.starts_with("file,row,field,reason,message,value,event_id_cnty,event_date,"));
  BOOST_TEST(
      text.find(",3,event_date,event_date not a date,no such date,no,b,no,1,Battles,,MDF,,P,\"T, \"\"q\"\"\",26,") !=
      std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()

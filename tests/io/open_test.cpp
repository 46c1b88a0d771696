// SPDX-License-Identifier: MIT
#include <riskmap/io/open.hpp>

#include <tests/support/test.hpp>

#include <clocale>

using namespace riskmap;
using riskmap::test::error_text;
using riskmap::test::TemporaryFolder;
using riskmap::test::write_text;

namespace {

/// A CSV file of its own, opened as "a.csv".
struct Csv {
  TemporaryFolder folder;
  riskmap::io::OpenOptions options{.shown_as = "a.csv"};
  explicit Csv(const std::string& text) { write_text(folder / "a.csv", text); }
  model::Source open() const { return riskmap::io::open(folder / "a.csv", options); }
  std::string data_error() const {
    return error_text<DataError>([&] { open(); });
  }
};

std::string only_reject(const model::Source& source) {
  BOOST_REQUIRE(source.rejects.size() == 1u);
  return to_line(source.rejects[0]);
}

const std::string header = "id,longitude,latitude,killed,note\n";
const std::string good = "a,62.3254,25.1216,3,x\n";

constexpr geo::LonLatBox pakistan{60, 23, 78, 37.5};

}  // namespace

BOOST_AUTO_TEST_SUITE(io)
BOOST_AUTO_TEST_SUITE(open)

BOOST_AUTO_TEST_CASE(a_csv_file_becomes_one_layer_named_after_it) {
  const auto source = Csv(header + good + "b,67.35,24.78,,\"a, b\"\n").open();
  BOOST_TEST(source.path == "a.csv");
  BOOST_TEST(source.driver == "CSV");
  BOOST_TEST(source.sha256.size() == 64u);
  BOOST_REQUIRE(source.layers.size() == 1u);
  const auto& layer = source.layers[0];
  BOOST_TEST(layer.name == "a");
  BOOST_TEST((layer.fields == std::vector<std::string>{"id", "longitude", "latitude", "killed", "note"}));
  BOOST_REQUIRE(layer.features.size() == 2u);
  BOOST_TEST(layer.features[1].row == 3u);
  BOOST_TEST((layer.features[0].geometry.points.at(0) == geo::LonLat{62.3254, 25.1216}));
  BOOST_TEST(std::get<double>(*layer.get(layer.features[0], "killed")) == 3.0);
  BOOST_TEST(model::is_null(*layer.get(layer.features[1], "killed")));
  BOOST_TEST(std::get<std::string>(*layer.get(layer.features[1], "note")) == "a, b");
  BOOST_TEST(source.counts.text() == "rows: 2 read, 2 used, 0 rejected");
}

BOOST_AUTO_TEST_CASE(quoted_cells_keep_their_quotes_and_are_numbers_too) {
  const auto source =
      Csv(header + "a,62.3254,25.1216,\" 3 \",\"he said \"\"no\"\"\"\nb,\"67.35\",24.78,4,\"a\r\nb \"\"c\"\"\"\n")
          .open();
  const auto& layer = source.layers.at(0);
  BOOST_REQUIRE(layer.features.size() == 2u);
  BOOST_TEST(std::get<double>(*layer.get(layer.features[0], "killed")) == 3.0);
  BOOST_TEST(std::get<std::string>(*layer.get(layer.features[0], "note")) == "he said \"no\"");
  BOOST_TEST((layer.features[1].geometry.points.at(0) == geo::LonLat{67.35, 24.78}));
  BOOST_TEST(std::get<std::string>(*layer.get(layer.features[1], "note")) == "a\nb \"c\"");
}

BOOST_AUTO_TEST_CASE(columns_are_typed_by_all_their_cells) {
  const auto source =
      Csv("longitude,latitude,n,s,d,blank\n1,2,1.5,1,2024-01-31,\n1,2,,x,2024-02-01, \n1,2,-2e3,3,,\n").open();
  const auto& layer = source.layers[0];
  BOOST_TEST(std::get<double>(layer.features[2].values[2]) == -2000.0);
  BOOST_TEST(std::get<std::string>(layer.features[0].values[3]) == "1");
  BOOST_TEST(std::get<std::string>(layer.features[0].values[4]) == "2024-01-31");
  BOOST_TEST(model::is_null(layer.features[1].values[5]));
}

BOOST_AUTO_TEST_CASE(byte_order_mark_and_crlf) {
  const auto source = Csv("\xEF\xBB\xBFid,longitude,latitude\r\n1,2,3\r\n").open();
  BOOST_TEST(source.layers[0].fields[0] == "id");
  BOOST_TEST(source.layers[0].features[0].geometry.points[0].lat == 3.0);
}

BOOST_AUTO_TEST_CASE(a_latitude_that_is_not_a_number_rejects_its_row) {
  const auto source = Csv(header + good + "b,67,NaN,1,\nc,67,,1,\nd,six,24,1,\ne,67,-Inf,1,\n").open();
  BOOST_TEST(
      source.counts.text() ==
      "rows: 5 read, 1 used, 4 rejected (1 latitude missing, 2 latitude not a number, 1 longitude not a number)");
  BOOST_REQUIRE(source.rejects.size() == 4u);
  BOOST_TEST(to_line(source.rejects[0]) == "a.csv:3: latitude: not a finite number (value \"NaN\")");
  BOOST_TEST(to_line(source.rejects[1]) == "a.csv:4: latitude: is blank (value \"\")");
  BOOST_TEST(to_line(source.rejects[2]) == "a.csv:5: longitude: not a number (value \"six\")");
  BOOST_TEST(std::get<double>(source.layers[0].features[0].values[2]) == 25.1216);
}

BOOST_AUTO_TEST_CASE(a_nan_in_a_column_of_numbers_rejects_its_row_and_in_one_of_words_is_a_word) {
  const auto source = Csv("longitude,latitude,killed,note\n1,2,3,NaN\n1,2,NaN,x\n").open();
  BOOST_TEST(only_reject(source) == "a.csv:3: killed: not a finite number (value \"NaN\")");
  BOOST_TEST(std::get<std::string>(source.layers[0].features[0].values[3]) == "NaN");
}

BOOST_AUTO_TEST_CASE(places_beyond_the_world_are_rejected) {
  BOOST_TEST(only_reject(Csv(header + good + "b,200,24,1,\n").open()) ==
             "a.csv:3: longitude: not within -180 to 180 degrees (value \"200\")");
  BOOST_TEST(only_reject(Csv(header + good + "b,67,-90.5,1,\n").open()) ==
             "a.csv:3: latitude: not within -90 to 90 degrees (value \"-90.5\")");
}

BOOST_AUTO_TEST_CASE(a_pair_that_looks_swapped_is_rejected_only_against_bounds) {
  Csv csv(header + good + "b,24.78,67.35,1,\nc,10,10,1,\n");
  BOOST_TEST(csv.open().counts.used == 3u);
  csv.options.bounds = pakistan;
  const auto source = csv.open();
  BOOST_TEST(only_reject(source) == "a.csv:3: longitude: longitude and latitude look swapped (value \"24.78, 67.35\")");
  BOOST_TEST(source.counts.text() == "rows: 3 read, 2 used, 1 rejected (1 looks swapped)");
}

BOOST_AUTO_TEST_CASE(the_second_of_two_equal_ids_is_rejected_and_names_the_first) {
  const auto source = Csv(header + good + "a,67,24,1,\n,67,24,1,\n,67,24,1,\n").open();
  BOOST_TEST(only_reject(source) == "a.csv:3: id: the id of row 2 again (value \"a\")");
  BOOST_TEST(source.counts.used == 3u);
}

BOOST_AUTO_TEST_CASE(an_id_whose_first_row_was_bad_is_free) {
  const auto source = Csv(header + "a,67,NaN,1,\na,67,24,1,\n").open();
  BOOST_TEST(source.counts.text() == "rows: 2 read, 1 used, 1 rejected (1 latitude not a number)");
}

BOOST_AUTO_TEST_CASE(ragged_rows_and_foreign_bytes_are_rejected) {
  const auto source = Csv(header + good + "b,67,24,1\nc,67,24,1,x,y\nd,67,24,1,caf\xE9\n").open();
  BOOST_REQUIRE(source.rejects.size() == 3u);
  BOOST_TEST(to_line(source.rejects[0]) == "a.csv:3: row: 4 cells where the header has 5");
  BOOST_TEST(to_line(source.rejects[1]) == "a.csv:4: row: 6 cells where the header has 5");
  BOOST_TEST(to_line(source.rejects[2]) == "a.csv:5: note: is not UTF-8; save the file as UTF-8");
}

BOOST_AUTO_TEST_CASE(control_characters_do_not_reach_the_terminal) {
  BOOST_TEST(only_reject(Csv(header + good + "b,67,\x1B[2J,1,\n").open()) ==
             "a.csv:3: latitude: not a number (value \"\\x1B[2J\")");
}

BOOST_AUTO_TEST_CASE(a_missing_column_is_named_with_those_there_are) {
  BOOST_TEST(Csv("id,lon,lat\n1,2,3\n").data_error() == "a.csv: no column 'longitude' (has: id, lon, lat)");
  BOOST_TEST(Csv("longitude;latitude\n1;2\n").data_error() ==
             "a.csv: no column 'longitude' (has: longitude;latitude) (columns are separated by commas)");
  Csv csv(header + good);
  csv.options.required_fields = {"killed", "date_start"};
  BOOST_TEST(csv.data_error() == "a.csv: no column 'date_start' (has: id, longitude, latitude, killed, note)");
}

BOOST_AUTO_TEST_CASE(columns_may_have_other_names) {
  Csv csv("X,Y\n67,NaN\n67,24\n");
  csv.options.longitude = "X", csv.options.latitude = "Y";
  BOOST_TEST(only_reject(csv.open()) == "a.csv:2: Y: not a finite number (value \"NaN\")");
}

BOOST_AUTO_TEST_CASE(without_names_of_coordinates_it_is_a_table) {
  Csv csv("name_en,name_ur\nPakistan,پاکستان\n");
  csv.options.longitude = csv.options.latitude = "";
  const auto source = csv.open();
  BOOST_TEST((source.layers[0].features[0].geometry.kind == model::Geometry::Kind::none));
}

BOOST_AUTO_TEST_CASE(two_columns_of_one_name_are_refused) {
  BOOST_TEST(Csv("longitude,latitude,a,a\n1,2,3,4\n").data_error() == "a.csv:1: two columns named 'a'");
}

BOOST_AUTO_TEST_CASE(an_unclosed_quote_ends_the_reading) {
  BOOST_TEST(Csv(header + good + "b,67,24,1,\"x\nc,67,24,1,y\n").data_error() ==
             "a.csv:3: the quote opened here is never closed");
}

BOOST_AUTO_TEST_CASE(strict_lists_every_reject) {
  Csv csv(header + good + "b,67,NaN,1,\nc,200,24,1,\n");
  csv.options.strict = true;
  BOOST_TEST(csv.data_error() ==
             "a.csv:3: latitude: not a finite number (value \"NaN\")\n"
             "a.csv:4: longitude: not within -180 to 180 degrees (value \"200\")");
}

BOOST_AUTO_TEST_CASE(no_usable_row_is_an_error) {
  BOOST_TEST(Csv(header + "b,67,NaN,1,\n").data_error() ==
             "a.csv: no usable row left; rows: 1 read, 0 used, 1 rejected (1 latitude not a number)\n"
             "a.csv:2: latitude: not a finite number (value \"NaN\")");
  BOOST_TEST(Csv(header).data_error() == "a.csv: no usable row left; rows: 0 read, 0 used, 0 rejected");
}

BOOST_AUTO_TEST_CASE(a_csv_file_in_another_crs_is_reprojected) {
  Csv csv("longitude,latitude\n500000,2765000\n1e30,2765000\n");
  csv.options.crs = "EPSG:32642";
  const auto source = csv.open();
  const auto place = source.layers[0].features[0].geometry.points[0];
  BOOST_TEST(place.lon == 69.0, boost::test_tools::tolerance(1e-9));
  BOOST_TEST(std::abs(place.lat - 25.0) < 0.01);
  BOOST_TEST(source.counts.rejected_total() == 1u);
  csv.options.crs = "EPSG:0";
  BOOST_TEST(csv.data_error().find("PROJ does not know the coordinate reference system 'EPSG:0'") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_locale_with_a_decimal_comma_changes_nothing) {
  const Csv csv(header + good);
  const auto before = csv.open();
  for (const auto* name : {"de_DE.UTF-8", "fr_FR.UTF-8"}) std::setlocale(LC_ALL, name);
  const auto after = csv.open();
  std::setlocale(LC_ALL, "C");
  BOOST_TEST((before.layers[0].features[0].geometry.points == after.layers[0].features[0].geometry.points));
}

BOOST_AUTO_TEST_CASE(what_is_no_local_file_is_refused) {
  const auto usage = [](const std::string& path) { return error_text<UsageError>([&] { riskmap::io::open(path); }); };
  BOOST_TEST(usage("/vsicurl/http://localhost/a.gpkg") ==
             "/vsicurl/http://localhost/a.gpkg: paths under /vsi (GDAL's virtual file systems) are not read");
  BOOST_TEST(usage("//vsizip/a.zip/a.csv") == "//vsizip/a.zip/a.csv: no such file");
  BOOST_TEST(usage("https://localhost/a.geojson") ==
             "https://localhost/a.geojson: URLs are not read (give a path to a local file)");
  BOOST_TEST(usage("PG:dbname=x") ==
             "PG:dbname=x: database and service connections are not read (give a path to a local file)");
  BOOST_TEST(usage("no/such.gpkg") == "no/such.gpkg: no such file");
  const TemporaryFolder folder;
  BOOST_TEST(usage(folder.path().string()) == folder.path().string() + ": is a folder, not a file");
  write_text(folder / "a.vrt", "<OGRVRTDataSource/>");
  const auto vrt = (folder / "a.vrt").string();
  BOOST_TEST(usage(vrt) == vrt + ": unknown suffix '.vrt' (known: .gpkg, .fgb, .shp, .geojson, .json, .csv)");
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()

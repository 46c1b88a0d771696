// SPDX-License-Identifier: MIT
#include <riskmap/io/open.hpp>

#include <tests/io/fixtures.hpp>

#include <fmt/format.h>

#include <fstream>

using namespace riskmap;
using riskmap::test::damage;
using riskmap::test::error_text;
using riskmap::test::quoted;
using riskmap::test::read_file;
using riskmap::test::run;
using riskmap::test::TemporaryFolder;
using riskmap::test::write_text;
using Kind = model::Geometry::Kind;

namespace {

std::string point(int number, double lon, double lat) {
  return fmt::format(R"({{"type":"Feature","properties":{{"number":{0},"name":"place {0}","when":"2024-01-31"}},)"
                     R"("geometry":{{"type":"Point","coordinates":[{1},{2}]}}}})",
                     number, lon, lat);
}

std::string collection(const std::string& features) {
  return "{\"type\":\"FeatureCollection\",\"features\":[" + features + "]}";
}

/// `count` points from 67,24 eastwards and northwards in steps of 1/64°.
std::string points(int count) {
  std::string features;
  for (int i = 0; i < count; ++i) features += (i == 0 ? "" : ",\n") + point(i, 67 + i / 64.0, 24 + i / 64.0);
  return collection(features);
}

/// A folder with a GeoJSON file and what ogr2ogr makes of it.
struct Files {
  TemporaryFolder folder;
  explicit Files(const std::string& geojson = points(20)) { write_text(folder / "in.geojson", geojson); }

  std::filesystem::path make(const std::string& name, const std::string& options = "") const {
    run("ogr2ogr " + options + " " + quoted(folder / name) + " " + quoted(folder / "in.geojson"));
    return folder / name;
  }
  std::string data_error(const std::string& name, const riskmap::io::OpenOptions& options = {}) const {
    auto shown = options;
    shown.shown_as = name;
    return error_text<DataError>([&] { riskmap::io::open(folder / name, shown); });
  }
};

/// FlatGeobuf puts features in the order of their places and knows no dates without times.
void check_twenty(const model::Source& source, const std::string& layer_name, double tolerance = 1e-9) {
  BOOST_REQUIRE(source.layers.size() == 1u);
  const auto& layer = source.layers[0];
  BOOST_TEST(layer.name == layer_name);
  BOOST_REQUIRE(layer.features.size() == 20u);
  BOOST_TEST(source.counts.text() == "rows: 20 read, 20 used, 0 rejected");
  BOOST_TEST(layer.features[19].row == 20u);
  for (const auto& feature : layer.features) {
    const double number = std::get<double>(*layer.get(feature, "number"));
    BOOST_REQUIRE((feature.geometry.kind == Kind::point));
    BOOST_TEST(std::abs(feature.geometry.points[0].lon - (67 + number / 64)) <= tolerance);
    BOOST_TEST(std::abs(feature.geometry.points[0].lat - (24 + number / 64)) <= tolerance);
    BOOST_TEST(std::get<std::string>(*layer.get(feature, "name")) == fmt::format("place {}", number));
    BOOST_TEST(std::get<std::string>(*layer.get(feature, "when")).starts_with("2024-01-31"));
  }
}

bool holds(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace

BOOST_AUTO_TEST_SUITE(io)
BOOST_AUTO_TEST_SUITE(vector_formats)

BOOST_AUTO_TEST_CASE(each_format_gives_the_same_features) {
  const Files files;
  check_twenty(riskmap::io::open(files.folder / "in.geojson"), "in", 0);
  check_twenty(riskmap::io::open(files.make("a.gpkg", "-nln things")), "things", 0);
  check_twenty(riskmap::io::open(files.make("b.fgb", "-nln things")), "b", 0);
  check_twenty(riskmap::io::open(files.make("c.shp")), "c", 0);
}

BOOST_AUTO_TEST_CASE(another_crs_is_reprojected) {
  const Files files;
  check_twenty(riskmap::io::open(files.make("utm.shp", "-t_srs EPSG:32642")), "utm", 1e-8);
  check_twenty(riskmap::io::open(files.make("utm.gpkg", "-nln utm -t_srs EPSG:32642")), "utm", 1e-8);
  check_twenty(riskmap::io::open(files.make("utm.fgb", "-t_srs EPSG:32642")), "utm", 1e-8);
  check_twenty(riskmap::io::open(files.make("web.geojson", "-t_srs EPSG:3857 -lco RFC7946=NO")), "web", 1e-8);
}

BOOST_AUTO_TEST_CASE(a_crs_without_a_code_is_reprojected_by_its_definition) {
  const Files files;
  check_twenty(riskmap::io::open(files.make("a.shp", "-t_srs '+proj=laea +lat_0=30 +lon_0=70 +datum=WGS84'")), "a",
               1e-7);
}

BOOST_AUTO_TEST_CASE(the_authority_s_axis_order_does_not_swap) {
  const Files files;
  check_twenty(riskmap::io::open(files.make("a.gpkg", "-a_srs EPSG:4326")), "in", 0);
  check_twenty(riskmap::io::open(files.make("b.fgb", "-a_srs EPSG:4326")), "b", 0);
  auto text = read_file(files.folder / "in.geojson");
  text.insert(1, R"("crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::4326"}},)");
  write_text(files.folder / "c.geojson", text);
  check_twenty(riskmap::io::open(files.folder / "c.geojson"), "c", 0);
}

BOOST_AUTO_TEST_CASE(a_shapefile_s_digest_covers_its_parts) {
  const Files files;
  const auto shp = files.make("a.shp");
  const auto before = riskmap::io::open(shp).sha256;
  damage(files.folder / "a.dbf", 1, "\x01");  // the date of its last change
  BOOST_TEST(riskmap::io::open(shp).sha256 != before);
}

BOOST_AUTO_TEST_CASE(a_shapefile_with_fewer_rows_than_shapes_is_refused) {
  const Files files;
  files.make("a.shp");
  std::filesystem::copy_file(files.folder / "a.dbf", files.folder / "whole.dbf");
  damage(files.folder / "a.dbf", 4, std::string("\x09\0\0\0", 4));
  BOOST_TEST(files.data_error("a.shp") == "a.shp: 20 shapes but 9 rows in its .dbf");
  std::filesystem::copy_file(files.folder / "whole.dbf", files.folder / "a.dbf",
                             std::filesystem::copy_options::overwrite_existing);
  std::filesystem::resize_file(files.folder / "a.dbf", 400);
  BOOST_TEST(files.data_error("a.shp") == "a.shp: its .dbf is truncated");
}

BOOST_AUTO_TEST_CASE(a_deleted_row_of_a_shapefile_is_no_missing_feature) {
  const Files files;
  const auto shp = files.make("a.shp");
  const auto dbf = read_file(files.folder / "a.dbf");
  const auto header = static_cast<unsigned char>(dbf[8]) + 256U * static_cast<unsigned char>(dbf[9]);
  damage(files.folder / "a.dbf", header, "*");
  BOOST_TEST(riskmap::io::open(shp).counts.text() == "rows: 19 read, 19 used, 0 rejected");
}

BOOST_AUTO_TEST_CASE(truncated_shapefiles_are_refused) {
  const Files files;
  files.make("a.shp");
  std::filesystem::resize_file(files.folder / "a.shp", 300);
  BOOST_TEST(files.data_error("a.shp") == "a.shp: is 300 bytes long, its header says 660: truncated?");
  files.make("b.shp");
  std::filesystem::remove(files.folder / "b.shx");
  BOOST_TEST(files.data_error("b.shp") == "b.shp: its .shx is missing");
  files.make("c.shp");
  std::filesystem::resize_file(files.folder / "c.shx", 0);
  BOOST_TEST(files.data_error("c.shp") == "c.shp: is not a Shapefile");
}

BOOST_AUTO_TEST_CASE(a_truncated_or_damaged_geopackage_is_refused) {
  const Files files(points(2000));
  const auto whole = files.make("a.gpkg");
  const auto size = std::filesystem::file_size(whole);
  std::filesystem::copy_file(whole, files.folder / "cut.gpkg");
  std::filesystem::resize_file(files.folder / "cut.gpkg", size / 2 / 4096 * 4096);
  BOOST_TEST(holds(files.data_error("cut.gpkg"), "cut.gpkg: "));
  int refused = 0, tried = 0;
  for (std::size_t at = size / 3 / 4096 * 4096; at < size * 2 / 3; at += 8 * 4096, ++tried) {
    std::filesystem::copy_file(whole, files.folder / "hit.gpkg", std::filesystem::copy_options::overwrite_existing);
    damage(files.folder / "hit.gpkg", at, std::string(64, '\x5A'));
    try {
      BOOST_TEST(riskmap::io::open(files.folder / "hit.gpkg").counts.used == 2000u);  // it hit a free page
    } catch (const DataError&) {
      ++refused;
    }
  }
  BOOST_TEST(refused > 0);
  BOOST_TEST_MESSAGE(refused << " of " << tried << " damaged files refused");
}

BOOST_AUTO_TEST_CASE(a_geopackage_with_fewer_features_than_it_says_is_refused) {
  const Files files;
  const auto gpkg = files.make("a.gpkg", "-nln things");
  run("ogrinfo " + quoted(gpkg) + " -sql 'UPDATE gpkg_ogr_contents SET feature_count = 25'");
  BOOST_TEST(files.data_error("a.gpkg") == "a.gpkg: layer 'things': 20 of 25 features can be read");
}

BOOST_AUTO_TEST_CASE(an_unfinished_transaction_is_refused) {
  const Files files;
  files.make("a.gpkg");
  write_text(files.folder / "a.gpkg-wal", "x");
  BOOST_TEST(files.data_error("a.gpkg") ==
             "a.gpkg: has an unfinished transaction beside it (a.gpkg-wal) (close the program that has it open)");
}

BOOST_AUTO_TEST_CASE(reading_leaves_no_file_beside_the_source) {
  const Files files;
  const auto gpkg = files.make("a.gpkg");
  const auto before = read_file(gpkg);
  run("ogrinfo " + quoted(gpkg) + " -sql 'PRAGMA journal_mode = WAL'");
  riskmap::io::open(gpkg);
  for (const auto& entry : std::filesystem::directory_iterator(files.folder.path())) {
    const auto name = entry.path().filename().string();
    BOOST_TEST((name == "a.gpkg" || name == "in.geojson"), name);
  }
}

BOOST_AUTO_TEST_CASE(truncated_flatgeobuf_and_geojson_are_refused) {
  const Files files;
  const auto fgb = files.make("a.fgb");
  std::filesystem::resize_file(fgb, std::filesystem::file_size(fgb) - 700);
  BOOST_TEST(holds(files.data_error("a.fgb"), "a.fgb: "));
  std::filesystem::resize_file(files.folder / "in.geojson", 1000);
  BOOST_TEST(holds(files.data_error("in.geojson"), "in.geojson: GDAL cannot read it as GeoJSON: "));
}

BOOST_AUTO_TEST_CASE(a_vrt_under_another_suffix_is_refused) {
  const Files files;
  const std::string vrt = "<OGRVRTDataSource><OGRVRTLayer name=\"in\"><SrcDataSource>" +
                          (files.folder / "in.geojson").string() + "</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>";
  for (const auto* name : {"v.gpkg", "v.fgb", "v.geojson"}) {
    write_text(files.folder / name, vrt);
    BOOST_TEST(holds(files.data_error(name), std::string(name) + ": GDAL cannot read it as "));
  }
}

BOOST_AUTO_TEST_CASE(a_wrong_suffix_is_refused) {
  const Files files;
  const auto gpkg = files.make("a.gpkg");
  std::filesystem::copy_file(gpkg, files.folder / "b.fgb");
  BOOST_TEST(holds(files.data_error("b.fgb"), "b.fgb: GDAL cannot read it as FlatGeobuf: "));
  std::filesystem::copy_file(gpkg, files.folder / "c.csv");
  BOOST_TEST(holds(files.data_error("c.csv"), "a NUL byte: this is not a text file"));
}

BOOST_AUTO_TEST_CASE(a_crs_that_is_a_link_is_refused_before_gdal_sees_it) {
  auto text = points(2);
  text.insert(1, R"("crs":{"type":"link","properties":{"href":"http://127.0.0.1:9/crs","type":"ogcwkt"}},)");
  const Files files(text);
  BOOST_TEST(files.data_error("in.geojson") ==
             "in.geojson: its \"crs\" is a link to the network, which is not used (remove \"crs\" if it is WGS 84)");
  BOOST_TEST(error_text<DataError>([&] { riskmap::io::open_inline(text); }) ==
             "<inline>: its \"crs\" is a link to the network, which is not used (remove \"crs\" if it is WGS 84)");
}

BOOST_AUTO_TEST_CASE(bad_geometries_are_rejected_one_by_one) {
  const Files files(collection(
      point(1, 67, 24) +
      R"(,{"type":"Feature","properties":{},"geometry":null},)"
      R"({"type":"Feature","properties":{},"geometry":{"type":"LineString","coordinates":[[67,24],[NaN,25]]}},)"
      R"({"type":"Feature","properties":{},"geometry":{"type":"LineString","coordinates":[[200,24],[67,25]]}},)"
      R"({"type":"Feature","properties":{},"geometry":{"type":"Polygon","coordinates":[[[67,24],[68,25]]]}},)"
      R"({"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":["a",24]}})"));
  const auto source = riskmap::io::open(files.folder / "in.geojson", {.shown_as = "in.geojson"});
  BOOST_TEST(source.counts.read == 6u);
  BOOST_TEST(source.counts.used == 1u);
  BOOST_REQUIRE(source.rejects.size() == 5u);
  BOOST_TEST(to_line(source.rejects[0]) == "in.geojson:2: geometry: has no geometry");
  BOOST_TEST(to_line(source.rejects[1]) == "in.geojson:3: longitude: not a finite number (value \"nan\")");
  BOOST_TEST(to_line(source.rejects[2]) == "in.geojson:4: longitude: not within -180 to 180 degrees (value \"200\")");
  BOOST_TEST(to_line(source.rejects[3]) == "in.geojson:5: geometry: a ring of 3 points, closed; it needs 4");
  BOOST_TEST(to_line(source.rejects[4]) == "in.geojson:6: geometry: has no geometry");
}

BOOST_AUTO_TEST_CASE(an_element_that_gdal_passes_over_is_missed) {
  const Files files(collection(point(1, 67, 24) + ",null," + point(2, 67, 24)));
  BOOST_TEST(files.data_error("in.geojson") == "in.geojson: layer 'in': 2 of 3 features can be read");
}

BOOST_AUTO_TEST_CASE(all_kinds_of_geometry) {
  const auto feature = [](const std::string& geometry) {
    return R"({"type":"Feature","properties":{},"geometry":)" + geometry + "}";
  };
  const auto source = riskmap::io::open_inline(collection(
      feature(R"({"type":"MultiPoint","coordinates":[[1,2,50],[3,4,60]]})") + "," +
      feature(R"({"type":"MultiLineString","coordinates":[[[1,2],[3,4]],[[5,6],[7,8]]]})") + "," +
      feature(R"({"type":"Polygon","coordinates":[[[0,0],[4,0],[4,4],[0,4],[0,0]],[[1,1],[2,1],[2,2],[1,1]]]})") + "," +
      feature(
          R"({"type":"GeometryCollection","geometries":[{"type":"Point","coordinates":[1,2]},{"type":"LineString","coordinates":[[1,2],[3,4]]}]})")));
  const auto& features = source.layers.at(0).features;
  BOOST_REQUIRE(features.size() == 4u);
  BOOST_TEST(features[0].geometry.points.size() == 2u);
  BOOST_TEST(features[1].geometry.lines.size() == 2u);
  BOOST_TEST(features[2].geometry.polygons.at(0).holes.size() == 1u);
  BOOST_TEST((features[3].geometry.kind == Kind::line));
  BOOST_TEST(features[3].geometry.points.empty());
}

BOOST_AUTO_TEST_CASE(curves_become_lines_and_heights_are_dropped) {
  const TemporaryFolder folder;
  write_text(folder / "in.csv",
             "n,WKT\n1,\"CIRCULARSTRING (0 0,1 1,2 0)\"\n2,\"COMPOUNDCURVE Z ((0 0 5,1 1 5),CIRCULARSTRING Z (1 1 5,2 "
             "2 5,3 1 5))\"\n");
  run("ogr2ogr -oo GEOM_POSSIBLE_NAMES=WKT -a_srs EPSG:4326 -nlt GEOMETRY " + quoted(folder / "a.gpkg") + " " +
      quoted(folder / "in.csv"));
  const auto source = riskmap::io::open(folder / "a.gpkg");
  const auto& line = source.layers.at(0).features.at(0).geometry.lines.at(0);
  BOOST_TEST(line.size() > 40u);
  for (const auto& place : line)
    BOOST_TEST(std::hypot(place.lon - 1, place.lat) == 1.0, boost::test_tools::tolerance(1e-9));
}

BOOST_AUTO_TEST_CASE(attributes_keep_their_kind) {
  const auto source = riskmap::io::open_inline(collection(
      R"({"type":"Feature","id":"x","properties":{"b":true,"n":1.5,"big":9007199254740993,"s":"گوادر","o":{"a":1}},"geometry":{"type":"Point","coordinates":[1,2]}},)"
      R"({"type":"Feature","id":7,"properties":{"b":null,"n":2},"geometry":{"type":"Point","coordinates":[1,2]}})"));
  const auto& layer = source.layers.at(0);
  const auto& first = layer.features.at(0);
  BOOST_TEST(std::get<bool>(*layer.get(first, "b")));
  BOOST_TEST(std::get<double>(*layer.get(first, "n")) == 1.5);
  BOOST_TEST(std::get<std::string>(*layer.get(first, "big")) == "9007199254740993");
  BOOST_TEST(std::get<std::string>(*layer.get(first, "s")) == "گوادر");
  BOOST_TEST(std::get<std::string>(*layer.get(first, "o")) == "{ \"a\": 1 }");
  BOOST_TEST(std::get<std::string>(first.id.value()) == "x");
  BOOST_TEST(std::get<double>(layer.features.at(1).id.value()) == 7.0);
  BOOST_TEST(model::is_null(*layer.get(layer.features[1], "b")));
}

BOOST_AUTO_TEST_CASE(several_layers_are_told_apart) {
  const Files files;
  files.make("a.gpkg", "-nln first");
  write_text(files.folder / "in.geojson", collection(point(1, 67, 24) + "," + point(2, 24, 67)));
  files.make("a.gpkg", "-update -nln second");
  const auto source =
      riskmap::io::open(files.folder / "a.gpkg", {.shown_as = "a.gpkg", .bounds = geo::LonLatBox{60, 23, 78, 37}});
  BOOST_TEST(source.layers.size() == 2u);
  BOOST_REQUIRE(source.layer("second") != nullptr);
  BOOST_REQUIRE(source.rejects.size() == 1u);
  BOOST_TEST(to_line(source.rejects[0]) ==
             "a.gpkg:second:2: longitude: longitude and latitude look swapped (value \"24, 67\")");
  BOOST_TEST(files.data_error("a.gpkg", {.required_fields = {"number", "date"}}) ==
             "a.gpkg: no field 'date' (has: number, name, when)");
}

BOOST_AUTO_TEST_CASE(inline_text_is_a_source) {
  const auto source = riskmap::io::open_inline(points(3));
  BOOST_TEST(source.path == "<inline>");
  BOOST_TEST(source.layers.at(0).features.size() == 3u);
  BOOST_TEST(riskmap::io::open_inline(collection("")).counts.read == 0u);
  BOOST_TEST(holds(error_text<DataError>([] { riskmap::io::open_inline("{\"type\":"); }),
                   "<inline>: GDAL cannot read it as GeoJSON"));
}

BOOST_AUTO_TEST_CASE(duplicate_ids_of_any_format_are_rejected) {
  const auto with_id = [](const std::string& id) {
    return R"({"type":"Feature","properties":{"id":)" + id + R"(},"geometry":{"type":"Point","coordinates":[1,2]}})";
  };
  const auto source = riskmap::io::open_inline(collection(with_id("5") + "," + with_id("6") + "," + with_id("5")));
  BOOST_REQUIRE(source.rejects.size() == 1u);
  BOOST_TEST(to_line(source.rejects[0]) == "<inline>:3: id: the id of row 1 again (value \"5\")");
}

BOOST_AUTO_TEST_CASE(gdal_says_nothing_on_the_terminal) {
  const Files files;
  std::filesystem::resize_file(files.folder / "in.geojson", 1000);
  const auto log = files.folder / "log";
  BOOST_REQUIRE(std::freopen(log.c_str(), "w", stderr) != nullptr);
  try {
    riskmap::io::open(files.folder / "in.geojson");
  } catch (const DataError&) {
  }
  std::fflush(stderr);
  BOOST_REQUIRE(std::freopen("/dev/stdout", "w", stderr) != nullptr);
  BOOST_TEST(read_file(log) == "");
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()

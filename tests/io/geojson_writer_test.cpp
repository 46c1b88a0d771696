// SPDX-License-Identifier: MIT
#include <riskmap/io/open.hpp>
#include <riskmap/io/writers/geojson.hpp>

#include <tests/io/fixtures.hpp>

#include <cmath>
#include <limits>

using namespace riskmap;
using model::Geometry;
using riskmap::io::writers::geojson_text;
using riskmap::test::TemporaryFolder;

namespace {

Geometry polygon(model::Line outer, std::vector<model::Line> holes = {}) {
  Geometry geometry;
  geometry.kind = Geometry::Kind::polygon;
  geometry.polygons.push_back({std::move(outer), std::move(holes)});
  return geometry;
}

const model::Line clockwise{{60, 24}, {60, 25}, {61, 25}, {61, 24}, {60, 24}};
const model::Line small_clockwise{{60.25, 24.25}, {60.25, 24.5}, {60.5, 24.5}, {60.25, 24.25}};

model::FeatureLayer small_layer() {
  model::FeatureLayer layer{"bands", {"lower", "label", "none", "yes"}, {}};
  model::Feature feature;
  feature.geometry = polygon(clockwise);
  feature.values = {0.1, std::string("0.1 – 0.2 \"x\"\n"), model::Value(), true};
  layer.features.push_back(feature);
  feature.geometry = model::make_point({67.123456789012345, -0.0});
  feature.id = model::Value(std::string("p"));
  layer.features.push_back(feature);
  return layer;
}

std::string written(const model::FeatureLayer& layer, const Json& members = {}) {
  const TemporaryFolder folder;
  OutputFile file(folder / "a.geojson");
  riskmap::io::writers::write_geojson(file, layer, members);
  file.commit();
  return test::read_file(folder / "a.geojson");
}

}  // namespace

BOOST_AUTO_TEST_SUITE(io)
BOOST_AUTO_TEST_SUITE(geojson_writer)

BOOST_AUTO_TEST_CASE(outer_rings_run_counterclockwise_and_holes_clockwise) {
  const model::Line counterclockwise(clockwise.rbegin(), clockwise.rend());
  const std::string expected = R"({"type":"Polygon","coordinates":[[[60,24],[61,24],[61,25],[60,25],[60,24]],)"
                               R"([[60.25,24.25],[60.25,24.5],[60.5,24.5],[60.25,24.25]]]})";
  BOOST_TEST(geojson_text(polygon(clockwise, {small_clockwise})) == expected);
  const model::Line hole(small_clockwise.rbegin(), small_clockwise.rend());
  BOOST_TEST(geojson_text(polygon(counterclockwise, {hole})) == expected);
}

BOOST_AUTO_TEST_CASE(one_part_is_single_and_several_are_multi) {
  Geometry points;
  points.kind = Geometry::Kind::point;
  points.points = {{1, 2}};
  BOOST_TEST(geojson_text(points) == R"({"type":"Point","coordinates":[1,2]})");
  points.points.push_back({3, 4});
  BOOST_TEST(geojson_text(points) == R"({"type":"MultiPoint","coordinates":[[1,2],[3,4]]})");
  Geometry lines;
  lines.kind = Geometry::Kind::line;
  lines.lines = {{{1, 2}, {3, 4}}};
  BOOST_TEST(geojson_text(lines) == R"({"type":"LineString","coordinates":[[1,2],[3,4]]})");
  BOOST_TEST(geojson_text({}) == "null");
  auto two = polygon(clockwise);
  two.polygons.push_back({small_clockwise, {}});
  BOOST_TEST(geojson_text(two).starts_with(R"({"type":"MultiPolygon","coordinates":[[[[60,24],)"));
}

BOOST_AUTO_TEST_CASE(coordinates_read_back_as_the_same_doubles) {
  Geometry points;
  points.kind = Geometry::Kind::point;
  for (const double third : {1.0 / 3, std::nextafter(66.1, 67.0), 1e-9}) points.points.push_back({60 + third, third});
  const auto json = Json::parse(geojson_text(points));
  for (std::size_t i = 0; i < points.points.size(); ++i) {
    BOOST_TEST(json["coordinates"][i][0].get<double>() == points.points[i].lon);
    BOOST_TEST(json["coordinates"][i][1].get<double>() == points.points[i].lat);
  }
}

BOOST_AUTO_TEST_CASE(a_collection_keeps_values_ids_and_members) {
  const auto json = Json::parse(written(small_layer(), {{"name", "bands"}, {"provenance", {{"rows", 47}}}}));
  BOOST_TEST(json["type"] == "FeatureCollection");
  BOOST_TEST(json["provenance"]["rows"] == 47);
  const auto& first = json["features"][0];
  BOOST_TEST(first["properties"].dump() == R"({"lower":0.1,"label":"0.1 – 0.2 \"x\"\n","none":null,"yes":true})");
  BOOST_TEST(!first.contains("id"));
  BOOST_TEST(json["features"][1]["id"] == "p");
  BOOST_TEST(json["features"][1]["geometry"].dump() == R"({"type":"Point","coordinates":[67.12345678901235,0]})");
}

BOOST_AUTO_TEST_CASE(our_own_reader_takes_it) {
  const TemporaryFolder folder;
  {
    OutputFile file(folder / "a.geojson");
    riskmap::io::writers::write_geojson(file, small_layer(), {{"name", "bands"}, {"bbox", {60, 24, 68, 25}}});
    file.commit();
  }
  const auto source = riskmap::io::open(folder / "a.geojson");
  BOOST_TEST(source.counts.used == 2U);
  BOOST_TEST(std::get<double>(*source.layers[0].get(source.layers[0].features[0], "lower")) == 0.1);
}

BOOST_AUTO_TEST_CASE(an_empty_collection_and_text_that_is_not_utf8_are_still_json) {
  BOOST_TEST(Json::parse(written({"none", {}, {}}))["features"].empty());
  model::FeatureLayer layer{"bad", {"name"}, {}};
  layer.features.push_back({model::make_point({1, 2}), {std::string("\xff")}, {}, 0});
  BOOST_TEST(Json::parse(written(layer))["features"][0]["properties"]["name"] == "\xEF\xBF\xBD");
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()

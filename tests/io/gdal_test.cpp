// SPDX-License-Identifier: MIT
#include <riskmap/io/detail/gdal.hpp>

#include <riskmap/io/open.hpp>
#include <tests/io/fixtures.hpp>

#include <atomic>
#include <thread>

using namespace riskmap::io::detail;
using riskmap::test::quoted;
using riskmap::test::TemporaryFolder;
using riskmap::test::write_text;

namespace {

/// What the readers refuse before GDAL sees it, handed to GDAL all the same.
const std::string linked =
    R"({"type":"FeatureCollection","crs":{"type":"link","properties":{"href":"http://127.0.0.1:9/crs","type":"ogcwkt"}},)"
    R"("features":[{"type":"Feature","properties":{"n":1},"geometry":{"type":"Point","coordinates":[67,24]}}]})";

}  // namespace

BOOST_AUTO_TEST_SUITE(io)
BOOST_AUTO_TEST_SUITE(gdal)

BOOST_AUTO_TEST_CASE(a_fetch_is_answered_with_an_error) {
  const TemporaryFolder folder;
  write_text(folder / "a.geojson", linked);
  const GdalSession session;
  const auto dataset = open_dataset((folder / "a.geojson").string(), "GeoJSON", Content::vector);
  BOOST_TEST(session.failed());
  BOOST_TEST(session.failure() == "the file asks for the network, which is not used");
}

BOOST_AUTO_TEST_CASE(curl_s_file_system_is_closed_too) {
  GdalSession session;
  BOOST_TEST(!open_dataset("/vsicurl/http://127.0.0.1:9/a.geojson", "GeoJSON", Content::vector));
  BOOST_TEST(session.failed());
  session.forget();
  BOOST_TEST(!session.failed());
  BOOST_TEST(session.failure() == "");
}

BOOST_AUTO_TEST_CASE(only_the_named_driver_is_tried) {
  const TemporaryFolder folder;
  write_text(folder / "a.fgb", R"({"type":"Point","coordinates":[67,24]})");
  const GdalSession session;
  BOOST_TEST(!open_dataset((folder / "a.fgb").string(), "FlatGeobuf", Content::vector));
  BOOST_TEST(!!open_dataset((folder / "a.fgb").string(), "GeoJSON", Content::vector));
  BOOST_TEST(!open_dataset((folder / "a.fgb").string(), "OGR_VRT", Content::vector));
}

BOOST_AUTO_TEST_CASE(threads_open_files_side_by_side) {
  const TemporaryFolder folder;
  const std::string point =
      R"({"type":"Feature","properties":{"n":1},"geometry":{"type":"Point","coordinates":[67,24]}})";
  write_text(folder / "a.geojson", R"({"type":"FeatureCollection","features":[)" + point + "," + point + "]}");
  riskmap::test::run("ogr2ogr -t_srs EPSG:32642 " + quoted(folder / "a.gpkg") + " " + quoted(folder / "a.geojson"));
  std::atomic<int> used{0}, refused{0};
  {
    std::vector<std::jthread> threads;
    for (int t = 0; t < 4; ++t) {
      threads.emplace_back([&] {
        for (int i = 0; i < 10; ++i) {
          used += static_cast<int>(riskmap::io::open(folder / "a.gpkg").counts.used);
          try {
            riskmap::io::open_inline("{]");
          } catch (const riskmap::DataError&) {
            ++refused;
          }
        }
      });
    }
  }
  BOOST_TEST(used == 80);
  BOOST_TEST(refused == 40);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()

// SPDX-License-Identifier: MIT
#include <riskmap/io/open.hpp>

#include <tests/io/raster_file.hpp>

#include <cmath>

using namespace riskmap;
using riskmap::test::quoted;
using riskmap::test::run;
using riskmap::test::write_text;

namespace {

/// 40 x 30 cells of 0.1° from (66, 27): longitude plus ten times latitude; the first cell is no data.
struct Relief : riskmap::test::RasterFile {
  Relief() : RasterFile(cells(), "in.asc", "-ot Float32 -a_srs EPSG:4326") {}
  static std::string cells() {
    std::string text = "ncols 40\nnrows 30\nxllcorner 66\nyllcorner 24\ncellsize 0.1\nNODATA_value -9999\n";
    for (int row = 0; row < 30; ++row) {
      for (int column = 0; column < 40; ++column) {
        const double value = 66.05 + column * 0.1 + 10 * (26.95 - row * 0.1);
        text += row + column == 0 ? "-9999 " : std::to_string(value) + " ";
      }
      text += "\n";
    }
    return text;
  }
  template <typename TError>
  std::string error(const std::string& name) const {
    return RasterFile::error<TError>(
        name, [](const auto& path, const auto& shown) { riskmap::io::open_raster(path, {.shown_as = shown}); });
  }
};

double plane(double lon, double lat) { return lon + 10 * lat; }

}  // namespace

BOOST_AUTO_TEST_SUITE(io)
BOOST_AUTO_TEST_SUITE(open_raster)

BOOST_AUTO_TEST_CASE(a_raster_on_longitude_and_latitude_is_read_as_it_is) {
  const Relief relief;
  const auto raster = riskmap::io::open_raster(relief.folder / "a.tif");
  BOOST_TEST(raster.columns == 40u);
  BOOST_TEST(raster.rows == 30u);
  BOOST_TEST(raster.north_west.lat == 27.0, boost::test_tools::tolerance(1e-12));
  BOOST_TEST(raster.cell_height == 0.1, boost::test_tools::tolerance(1e-12));
  BOOST_TEST(std::isnan(raster.values[0]));
  BOOST_TEST(raster.at({68.31, 25.47}) == plane(68.31, 25.47), boost::test_tools::tolerance(1e-5));
  BOOST_TEST(raster.sha256.size() == 64u);
}

BOOST_AUTO_TEST_CASE(scale_and_offset_are_applied) {
  const Relief relief;
  const auto raster = riskmap::io::open_raster(relief.make("gdal_translate -a_scale 2 -a_offset 5", "b.tif"));
  BOOST_TEST(raster.at({68.31, 25.47}) == 2 * plane(68.31, 25.47) + 5, boost::test_tools::tolerance(1e-5));
  BOOST_TEST(std::isnan(raster.values[0]));
}

BOOST_AUTO_TEST_CASE(a_projected_raster_is_reprojected) {
  const Relief relief;
  const auto raster =
      riskmap::io::open_raster(relief.make("gdalwarp -r bilinear -t_srs EPSG:32642 -dstnodata -9999", "utm.tif"));
  BOOST_TEST(std::abs(raster.north_west.lon - 66) < 0.2);
  BOOST_TEST(raster.at({68.31, 25.47}) == plane(68.31, 25.47), boost::test_tools::tolerance(1e-3));
  BOOST_TEST(std::isnan(raster.at({60, 25})));
}

BOOST_AUTO_TEST_CASE(a_raster_with_its_south_up_is_turned) {
  const Relief relief;
  const auto raster = riskmap::io::open_raster(relief.make("gdal_translate -a_ullr 66 24 70 27", "up.tif"));
  BOOST_TEST(raster.at({68.31, 25.47}) == plane(68.31, 51 - 25.47), boost::test_tools::tolerance(1e-5));
}

BOOST_AUTO_TEST_CASE(what_is_no_elevation_is_refused) {
  const Relief relief;
  relief.make("gdal_translate -b 1 -b 1", "two.tif");
  BOOST_TEST(relief.error<DataError>("two.tif") == "two.tif: has 2 bands; an elevation raster has one");
  relief.make("gdal_translate -ot CFloat32", "complex.tif");
  BOOST_TEST(relief.error<DataError>("complex.tif") == "complex.tif: its cells are complex numbers");
  run("gdal_create -outsize 4 4 -bands 1 -burn 7 -a_nodata 7 -a_srs EPSG:4326 -a_ullr 60 30 64 26 " +
      quoted(relief.folder / "none.tif"));
  BOOST_TEST(relief.error<DataError>("none.tif") == "none.tif: holds no data at all");
  run("gdal_create -outsize 4 4 -bands 1 " + quoted(relief.folder / "lost.tif"));
  BOOST_TEST(relief.error<DataError>("lost.tif") == "lost.tif: is not georeferenced");
  run("gdal_create -outsize 4 4 -bands 1 -a_srs EPSG:4326 -a_ullr 300 30 304 26 " + quoted(relief.folder / "far.tif"));
  BOOST_TEST(relief.error<DataError>("far.tif") == "far.tif: reaches beyond the world: 300,26 to 304,30");
}

BOOST_AUTO_TEST_CASE(a_raster_too_large_is_refused_before_it_is_read) {
  const Relief relief;
  run("gdal_create -outsize 20000 20000 -bands 1 -co SPARSE_OK=TRUE -a_srs EPSG:4326 -a_ullr 60 30 64 26 " +
      quoted(relief.folder / "big.tif"));
  BOOST_TEST(relief.error<LimitError>("big.tif") == "big.tif: 20000 x 20000 cells are more than 10^8");
}

BOOST_AUTO_TEST_CASE(other_files_are_refused) {
  const Relief relief;
  write_text(relief.folder / "v.tif", "<VRTDataset rasterXSize=\"1\" rasterYSize=\"1\"/>");
  BOOST_TEST(relief.error<DataError>("v.tif").starts_with("v.tif: GDAL cannot read it as GeoTIFF: "));
  BOOST_TEST(relief.error<UsageError>("in.asc") == "in.asc: unknown suffix '.asc' (known: .tif, .tiff)");
  std::filesystem::resize_file(relief.folder / "a.tif", 2000);
  BOOST_TEST(relief.error<DataError>("a.tif").starts_with("a.tif: "));
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()

// SPDX-License-Identifier: MIT
#include <riskmap/geo/mercator.hpp>
#include <riskmap/io/open.hpp>

#include <tests/io/raster_file.hpp>

#include <cmath>

using namespace riskmap;
using riskmap::test::quoted;
using riskmap::test::run;
using riskmap::test::write_text;

namespace {

/// 60 × 40 cells of 0.05° from (66, 27): red grows to the east, green to the south.
struct Picture : riskmap::test::RasterFile {
  Picture() : RasterFile(cells(), "in.ppm", "-a_srs EPSG:4326 -a_ullr 66 27 69 25") {}
  static std::string cells() {
    std::string text = "P6\n60 40\n255\n";
    for (int row = 0; row < 40; ++row)
      for (int column = 0; column < 60; ++column)
        text += {static_cast<char>(4 * column), static_cast<char>(6 * row), 77};
    return text;
  }
  template <typename TError>
  std::string error(const std::string& name) const {
    return RasterFile::error<TError>(name, [](const auto& path, const auto& shown) {
      riskmap::io::open_pictures(path, {256}, {.shown_as = shown});
    });
  }
};

std::uint32_t at(const model::ImagePyramid& pictures, double lon, double lat) {
  const auto& level = pictures.levels().front();
  const auto place = geo::to_mercator(geo::LonLat{lon, lat});
  std::uint32_t out = 0;
  pictures.read(0, static_cast<std::int64_t>(std::floor((place.x - level.west) / level.cell_width)),
                static_cast<std::int64_t>(std::floor((level.north - place.y) / level.cell_height)), 1, 1, &out);
  return out;
}

int red(std::uint32_t p) { return static_cast<int>((p >> 16U) & 255U); }
int green(std::uint32_t p) { return static_cast<int>((p >> 8U) & 255U); }

void check_colors(const model::ImagePyramid& pictures, int tolerance) {
  for (const double lon : {66.4, 67.5, 68.7}) {
    for (const double lat : {25.3, 26.1, 26.8}) {
      const auto pixel = at(pictures, lon, lat);
      BOOST_TEST(std::abs(red(pixel) - 4 * ((lon - 66) / 0.05 - 0.5)) <= tolerance);
      BOOST_TEST(std::abs(green(pixel) - 6 * ((27 - lat) / 0.05 - 0.5)) <= tolerance);
      BOOST_TEST((pixel >> 24U) == 255U);
    }
  }
  BOOST_TEST(at(pictures, 65.5, 26) == 0U);
  BOOST_TEST(at(pictures, 67, 24.5) == 0U);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(io)
BOOST_AUTO_TEST_SUITE(open_pictures)

BOOST_AUTO_TEST_CASE(a_picture_on_any_crs_lies_where_it_should) {
  const Picture picture;
  check_colors(*riskmap::io::open_pictures(picture.folder / "a.tif", {256}), 6);
  check_colors(
      *riskmap::io::open_pictures(picture.make("gdalwarp -q -r bilinear -t_srs EPSG:3857 -dstalpha", "m.tif"), {256}),
      6);
  check_colors(*riskmap::io::open_pictures(
                   picture.make("gdalwarp -q -r bilinear -t_srs EPSG:32642 -dstalpha", "utm.tif"), {256}),
               8);
}

BOOST_AUTO_TEST_CASE(each_level_is_the_mean_of_the_finer_one) {
  const Picture picture;
  const auto pictures = riskmap::io::open_pictures(picture.folder / "a.tif", {256});
  const auto& levels = pictures->levels();
  BOOST_REQUIRE(levels.size() == 1U);  // 64 cells and less need no coarser one
  const auto large =
      riskmap::io::open_pictures(picture.make("gdal_translate -q -outsize 400% 400% -r bilinear", "large.tif"), {256});
  BOOST_REQUIRE(large->levels().size() == 3U);
  for (std::size_t i = 1; i < 3; ++i)
    BOOST_TEST(large->levels()[i].cell_width == 2 * large->levels()[i - 1].cell_width);
}

BOOST_AUTO_TEST_CASE(grey_palettes_and_no_data_are_understood) {
  const Picture picture;
  const auto grey = riskmap::io::open_pictures(picture.make("gdal_translate -q -b 1 -a_nodata 0", "grey.tif"), {256});
  const auto pixel = at(*grey, 67.5, 26);
  BOOST_TEST(red(pixel) == green(pixel));
  BOOST_TEST(std::abs(red(pixel) - 118) <= 4);
  BOOST_TEST((at(*grey, 66.02, 26) >> 24U) < 32U);  // the next cell begins to show
  run("gdal_translate -q -b 1 -ot UInt16 -scale 0 255 0 65535 " + quoted(picture.folder / "a.tif") + " " +
      quoted(picture.folder / "wide.tif"));
  BOOST_TEST(std::abs(red(at(*riskmap::io::open_pictures(picture.folder / "wide.tif", {256}), 67.5, 26)) - 118) <= 4);
}

BOOST_AUTO_TEST_CASE(what_is_no_picture_is_refused) {
  const Picture picture;
  picture.make("gdal_translate -q -ot Float32", "float.tif");
  BOOST_TEST(picture.error<DataError>("float.tif") ==
             "float.tif: its cells are Float32; those of a picture have 8 or 16 bits");
  write_text(picture.folder / "not.tif", "not a picture");
  BOOST_TEST(picture.error<DataError>("not.tif").find("not.tif: ") == 0U);
  write_text(picture.folder / "not.mbtiles", "not an archive");
  BOOST_TEST(picture.error<DataError>("not.mbtiles").find("not.mbtiles") != std::string::npos);
  write_text(picture.folder / "a.gif", "GIF");
  BOOST_TEST(picture.error<UsageError>("a.gif").find("unknown suffix '.gif'") != std::string::npos);
  BOOST_TEST(picture.error<UsageError>("missing.tif") != "");
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()

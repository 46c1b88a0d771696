// SPDX-License-Identifier: MIT
#include <riskmap/geo/geodesic.hpp>
#include <riskmap/map/surface_raster.hpp>
#include <tests/map/small_map.hpp>

#include <cmath>

using namespace riskmap;
using riskmap::test::error_text;
using riskmap::test::SmallFolder;

namespace {

/// The small map with a triangle of land around its first two events.
void add_land(SmallFolder& small) {
  small.document["sources"]["land"] = Json::parse(R"({"type":"geojson","data":{"type":"Feature","properties":{},
    "geometry":{"type":"Polygon","coordinates":[[[62,25],[63,25],[62.5,26],[62,25]]]}}})");
  small.surface()["study-area"] = {{"source", "land"}};
  small.surface()["edge-correction"] = "none";
}

}  // namespace

BOOST_AUTO_TEST_SUITE(map)
BOOST_AUTO_TEST_SUITE(surface_raster)

BOOST_AUTO_TEST_CASE(cells_hold_what_the_surface_says_at_their_centres) {
  SmallFolder small;
  add_land(small);
  const auto scene = small.load();
  const auto& entry = scene.surface("");
  auto raster = riskmap::map::lay_out_cells(riskmap::map::surface_box(scene, entry, {}), Metres(4000));
  riskmap::map::fill_cells(entry, raster, 2);
  std::size_t outside = 0, positive = 0;
  for (std::size_t row = 0; row < raster.rows; ++row) {
    for (std::size_t column = 0; column < raster.columns; ++column) {
      const auto place = riskmap::map::cell_centre(raster, column, row);
      const float value = raster.values[row * raster.columns + column];
      if (entry.surface->state(place) == density::State::outside) {
        BOOST_TEST(std::isnan(value));
        ++outside;
      } else {
        BOOST_TEST(static_cast<double>(value) == entry.rounded(entry.surface->value(place)));
        positive += value > 0 ? 1 : 0;
      }
    }
  }
  BOOST_TEST(outside > 100U);
  BOOST_TEST(positive > 100U);
}

BOOST_AUTO_TEST_CASE(the_box_is_the_study_area_as_far_as_it_is_asked_for) {
  SmallFolder small;
  add_land(small);
  const auto scene = small.load();
  const auto& entry = scene.surface("");
  BOOST_TEST((riskmap::map::surface_box(scene, entry, {}) == geo::LonLatBox{62, 25, 63, 26}));
  BOOST_TEST((riskmap::map::surface_box(scene, entry, geo::LonLatBox{62.5, 20, 70, 25.5}) ==
              geo::LonLatBox{62.5, 25, 63, 25.5}));
  BOOST_TEST(error_text<UsageError>([&] {
               riskmap::map::surface_box(scene, entry, geo::LonLatBox{10, 20, 11, 21});
             }) == "the box misses the study area (that lies in 62.000,25.000,63.000,26.000)");
}

BOOST_AUTO_TEST_CASE(without_a_study_area_the_box_is_the_maps) {
  const SmallFolder small;
  const auto scene = small.load();
  const auto& entry = scene.surface("");
  BOOST_TEST((riskmap::map::surface_box(scene, entry, {}) == scene.bounds()));
  auto raster = riskmap::map::lay_out_cells({60, 24, 61, 25}, Metres(20000));
  riskmap::map::fill_cells(entry, raster, 1);
  for (const float value : raster.values) BOOST_TEST(value == 0.0F);
}

BOOST_AUTO_TEST_CASE(cells_are_square_on_the_ground_at_the_middle_latitude) {
  const auto raster = riskmap::map::lay_out_cells({62, 24, 66, 36}, Metres(1000));
  const geo::LonLat middle{64, 30};
  BOOST_TEST(geo::geodesic(middle, {64 + raster.cell_width, 30}).length.value() == 1000.0,
             boost::test_tools::tolerance(1e-4));
  BOOST_TEST(geo::geodesic(middle, {64, 30 + raster.cell_height}).length.value() == 1000.0,
             boost::test_tools::tolerance(1e-4));
  BOOST_TEST(static_cast<double>(raster.columns) * raster.cell_width >= 4.0);
  BOOST_TEST(static_cast<double>(raster.columns - 1) * raster.cell_width < 4.0);
  BOOST_TEST(error_text<LimitError>([] {
               riskmap::map::lay_out_cells({60, 20, 70, 30}, Metres(1));
             }).ends_with("cells are more than 65535 a side (a coarser resolution or a smaller box)"));
}

BOOST_AUTO_TEST_CASE(the_default_resolution_is_round) {
  SmallFolder small;
  add_land(small);
  const auto resolution = [&](const char* bandwidth, const geo::LonLatBox& box) {
    small.surface()["bandwidth"] = bandwidth;
    const auto scene = small.load();
    return riskmap::map::default_resolution(scene.surface(""), box).value();
  };
  BOOST_TEST(resolution("60km", {62, 25, 63, 26}) == 2000.0);  // a twentieth is 3 km
  BOOST_TEST(resolution("100km", {62, 25, 63, 26}) == 5000.0);
  BOOST_TEST(resolution("100km", {-170, -60, 170, 60}) == 10000.0);  // 5 km would have 5,700 columns
}

BOOST_AUTO_TEST_CASE(land_is_weighed_by_its_true_area) {
  auto raster = riskmap::map::lay_out_cells({62, 0, 63, 60}, Metres(10000));
  raster.values.assign(raster.columns * raster.rows, 0.5F);
  const double width = static_cast<double>(raster.columns) * raster.cell_width;
  const double south = 60 - static_cast<double>(raster.rows) * raster.cell_height;
  std::vector<geo::LonLat> ring;  // its parallels in short steps
  for (int i = 0; i <= 200; ++i) ring.push_back({62 + width * i / 200, south});
  for (int i = 200; i >= 0; --i) ring.push_back({62 + width * i / 200, 60});
  BOOST_TEST(riskmap::map::land_by_value(raster).total_area() == geo::ring_area(ring.data(), ring.size()) / 1e6,
             boost::test_tools::tolerance(1e-4));
  raster.values.assign(raster.values.size(), std::nanf(""));
  BOOST_TEST(riskmap::map::land_by_value(raster).total_area() == 0.0);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()

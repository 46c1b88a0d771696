// SPDX-License-Identifier: MIT
#include <riskmap/model/land_cells.hpp>
#include <tests/support/test.hpp>

#include <vector>

namespace riskmap {
BOOST_AUTO_TEST_SUITE(model)
BOOST_AUTO_TEST_SUITE(land_cells)

namespace {

/// A triangle, so that many cells lie across its edge; straight in degrees, so its sides are cut into short pieces.
Area triangle() {
  constexpr geo::LonLat corners[] = {{60.0, 24.0}, {63.0, 24.0}, {60.0, 26.0}, {60.0, 24.0}};
  constexpr int pieces = 60;
  Line ring;
  for (int side = 0; side < 3; ++side)
    for (int i = 0; i < pieces; ++i) {
      const double part = static_cast<double>(i) / pieces;
      ring.push_back({corners[side].lon + (corners[side + 1].lon - corners[side].lon) * part,
                      corners[side].lat + (corners[side + 1].lat - corners[side].lat) * part});
    }
  ring.push_back(corners[0]);
  Geometry geometry;
  geometry.kind = Geometry::Kind::polygon;
  geometry.polygons.push_back({ring, {}});
  return Area({&geometry});
}

}  // namespace

BOOST_AUTO_TEST_CASE(cells_add_up_to_the_area) {
  const Area area = triangle();
  const LandCells cells(&area, {}, Metres(5000.0), 2);
  BOOST_TEST(std::abs(cells.total_area() / area.area() - 1.0) < 1e-3);
  for (const auto& cell : cells.cells()) {
    BOOST_TEST(area.contains(cell.place));
    BOOST_TEST(cell.box.contains(cell.place.lon, cell.place.lat));
  }
}

BOOST_AUTO_TEST_CASE(without_an_area_the_box_is_the_land) {
  const geo::LonLatBox box{60.0, 24.0, 61.0, 25.0};
  const LandCells cells(nullptr, box, Metres(7000.0), 1);
  const std::vector<geo::LonLat> ring = {{60.0, 24.0}, {61.0, 24.0}, {61.0, 25.0}, {60.0, 25.0}};
  BOOST_TEST(std::abs(cells.total_area() / geo::ring_area(ring.data(), ring.size()) - 1.0) < 0.01);
  for (const auto& cell : cells.cells()) BOOST_TEST(box.contains(cell.place.lon, cell.place.lat));
}

BOOST_AUTO_TEST_CASE(a_place_finds_its_cell_and_one_on_a_sliver_the_nearest) {
  const Area area = triangle();
  const LandCells cells(&area, {}, Metres(5000.0), 1);
  BOOST_TEST(cells[cells.find({60.5, 24.5}).value()].box.contains(60.5, 24.5));
  const geo::LonLat tip{62.999, 24.0003};
  BOOST_TEST(area.contains(tip));
  BOOST_TEST(geo::geodesic(cells[cells.find(tip).value()].place, tip).length.value() < 10000.0);
  BOOST_TEST(!cells.find({70.0, 24.0}));
}

BOOST_AUTO_TEST_CASE(within_a_radius_are_those_the_geodesic_says) {
  const Area area = triangle();
  const LandCells cells(&area, {}, Metres(5000.0), 1);
  const geo::LonLat centre{60.9, 24.6};
  std::vector<bool> visited(cells.size(), false);
  cells.for_each_within(centre, Metres(31000.0), [&](std::size_t cell) { visited[cell] = true; });
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const double away = geo::geodesic(centre, cells[i].place).length.value();
    if (std::abs(away - 31000.0) > 5.0) BOOST_TEST(visited[i] == (away < 31000.0));
  }
}

BOOST_AUTO_TEST_CASE(the_number_of_threads_changes_nothing) {
  const Area area = triangle();
  const LandCells one(&area, {}, Metres(5000.0), 1), many(&area, {}, Metres(5000.0), 4);
  BOOST_TEST_REQUIRE(one.size() == many.size());
  for (std::size_t i = 0; i < one.size(); ++i) {
    BOOST_TEST((one[i].place == many[i].place));
    BOOST_TEST(one[i].area == many[i].area);
  }
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
}  // namespace riskmap

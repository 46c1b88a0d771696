// SPDX-License-Identifier: MIT
#include <riskmap/geo/equal_area_grid.hpp>
#include <riskmap/geo/geodesic.hpp>
#include <tests/support/test.hpp>

#include <vector>

namespace riskmap {
BOOST_AUTO_TEST_SUITE(geo)
BOOST_AUTO_TEST_SUITE(equal_area_grid)

namespace {

/// The box's area by geodesics: parallels are cut into short pieces.
double measured_area(const LonLatBox& box) {
  constexpr int pieces = 50;
  std::vector<LonLat> ring;
  for (int i = 0; i <= pieces; ++i) ring.push_back({box.min_x + box.width() * i / pieces, box.min_y});
  for (int i = 0; i <= pieces; ++i) ring.push_back({box.max_x - box.width() * i / pieces, box.max_y});
  return ring_area(ring.data(), ring.size());
}

}  // namespace

BOOST_AUTO_TEST_CASE(cells_are_equal_on_the_ellipsoid_at_any_latitude) {
  for (const double south : {-40.0, 0.0, 24.0, 60.0}) {
    const EqualAreaGrid grid({60.0, south, 70.0, south + 10.0}, Metres(25000.0));
    for (const std::size_t cell : {std::size_t{0}, grid.size() / 2, grid.size() - 1})
      BOOST_TEST(std::abs(measured_area(grid.box_of(cell)) / grid.cell_area() - 1.0) < 1e-6);
  }
}

BOOST_AUTO_TEST_CASE(cells_are_nearly_square) {
  const EqualAreaGrid grid({60.0, 24.0, 78.0, 37.0}, Metres(5000.0));
  for (std::size_t cell = 0; cell < grid.size(); cell += 1000) {
    const LonLatBox box = grid.box_of(cell);
    const double height = geodesic({box.min_x, box.min_y}, {box.min_x, box.max_y}).length.value();
    BOOST_TEST(std::abs(height / 5000.0 - 1.0) < 0.005);
  }
}

BOOST_AUTO_TEST_CASE(each_place_is_in_the_box_of_its_cell) {
  const EqualAreaGrid grid({60.0, 24.0, 61.0, 25.0}, Metres(7000.0));
  for (std::size_t cell = 0; cell < grid.size(); ++cell) {
    const LonLatBox box = grid.box_of(cell);
    const auto found = grid.index_of({box.min_x + 0.3 * box.width(), box.min_y + 0.7 * box.height()});
    BOOST_TEST(found.value() == cell);
  }
  BOOST_TEST(!grid.index_of({59.99, 24.5}));
  BOOST_TEST(!grid.index_of({60.5, 23.99}));
  BOOST_TEST(!grid.index_of({60.5, 26.0}));
  BOOST_TEST(!grid.index_of({-170.0, 24.5}));
}

BOOST_AUTO_TEST_CASE(a_box_finds_exactly_the_cells_that_meet_it) {
  const EqualAreaGrid grid({60.0, 24.0, 61.0, 25.0}, Metres(7000.0));
  const LonLatBox wanted{60.31, 24.22, 60.52, 24.47};
  std::vector<bool> visited(grid.size(), false);
  grid.for_each_in(wanted, [&](std::size_t cell) { visited[cell] = true; });
  for (std::size_t cell = 0; cell < grid.size(); ++cell)
    BOOST_TEST(visited[cell] == grid.box_of(cell).intersects(wanted), "cell " << cell);
}

BOOST_AUTO_TEST_CASE(senseless_grids_are_refused) {
  const LonLatBox box{60.0, 24.0, 78.0, 37.0};
  BOOST_TEST(test::error_text<UsageError>([&] { EqualAreaGrid(box, Metres(0.0)); }) ==
             "cell: is no length above 0 (write it like 5km)");
  BOOST_TEST(test::error_text<LimitError>([&] {
               EqualAreaGrid(box, Metres(100.0));
             }).starts_with("cell: 0.1 km make 2.5e+08 cells"));
  BOOST_TEST(test::error_text<UsageError>([&] { EqualAreaGrid(LonLatBox{}, Metres(5000.0)); }) ==
             "the area to be cut into cells is empty");
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
}  // namespace riskmap

// SPDX-License-Identifier: MIT
#include <riskmap/model/geometry_ops.hpp>

#include <tests/support/test.hpp>

#include <atomic>
#include <cmath>
#include <thread>

using namespace riskmap;
using namespace riskmap::model;
using geo::LonLat;

namespace {

Line rectangle(double west, double south, double east, double north) {
  return {{west, south}, {east, south}, {east, north}, {west, north}, {west, south}};
}

Geometry polygon(Line outer, std::vector<Line> holes = {}) {
  Geometry made;
  made.kind = Geometry::Kind::polygon;
  made.polygons.push_back({std::move(outer), std::move(holes)});
  return made;
}

Geometry bow_tie() { return polygon({{0, 0}, {2, 2}, {2, 0}, {0, 2}, {0, 0}}); }

double planar_area(const Geometry& geometry) {
  double sum = 0;
  const auto shoelace = [](const Line& ring) {
    double twice = 0;
    for (std::size_t i = 1; i < ring.size(); ++i)
      twice += ring[i - 1].lon * ring[i].lat - ring[i].lon * ring[i - 1].lat;
    return std::abs(twice) / 2;
  };
  for (const auto& part : geometry.polygons) {
    sum += shoelace(part.outer);
    for (const auto& hole : part.holes) sum -= shoelace(hole);
  }
  return sum;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(model)
BOOST_AUTO_TEST_SUITE(geometry_ops)

BOOST_AUTO_TEST_CASE(a_valid_square_has_no_reason) { BOOST_TEST(!why_invalid(polygon(rectangle(60, 24, 61, 25)))); }

BOOST_AUTO_TEST_CASE(a_bow_tie_crosses_itself_in_its_middle) {
  BOOST_TEST(why_invalid(bow_tie()).value() == "Self-intersection at 1,1");
}

BOOST_AUTO_TEST_CASE(an_unclosed_ring_is_a_reason_and_not_an_exception) {
  const auto reason = why_invalid(polygon({{0, 0}, {1, 0}, {1, 1}, {0, 1}}));
  BOOST_REQUIRE(reason);
  BOOST_TEST(reason->find("closed") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_bow_tie_becomes_two_triangles) {
  const auto valid = make_valid(bow_tie());
  BOOST_TEST(!why_invalid(valid));
  BOOST_TEST((valid.kind == Geometry::Kind::polygon));
  BOOST_TEST(valid.polygons.size() == 2u);
  BOOST_TEST(planar_area(valid) == 2.0, boost::test_tools::tolerance(1e-12));
}

BOOST_AUTO_TEST_CASE(the_structure_method_keeps_a_hole_that_sticks_out_a_hole) {
  const auto valid = make_valid(polygon(rectangle(0, 0, 4, 4), {rectangle(3, 1, 5, 2)}));
  BOOST_TEST(planar_area(valid) == 15.0, boost::test_tools::tolerance(1e-12));
}

BOOST_AUTO_TEST_CASE(points_and_lines_pass_through_make_valid) {
  BOOST_TEST((make_valid(make_point({67.3, 24.8})).points.at(0) == LonLat{67.3, 24.8}));
  Geometry line;
  line.kind = Geometry::Kind::line;
  line.lines = {{{0, 0}, {1, 1}}};
  BOOST_TEST(make_valid(line).lines.size() == 1u);
}

BOOST_AUTO_TEST_CASE(shared_borders_dissolve) {
  const auto west = polygon(rectangle(60, 24, 61, 25)), east = polygon(rectangle(61, 24, 62, 25));
  const Area area({&west, &east});
  BOOST_TEST(area.polygons().size() == 1u);
  BOOST_TEST((area.box() == geo::LonLatBox{60, 24, 62, 25}));
  BOOST_TEST(area.contains({61.0, 24.5}));
  BOOST_TEST(!area.contains({62.1, 24.5}));
  BOOST_TEST(!area.contains({61.0, 25.1}));
}

BOOST_AUTO_TEST_CASE(a_hole_is_outside) {
  const auto ring = polygon(rectangle(0, 0, 4, 4), {rectangle(1, 1, 3, 3)});
  const Area area({&ring});
  BOOST_TEST(area.contains({0.5, 2}));
  BOOST_TEST(!area.contains({2, 2}));
  const auto [place, distance] = area.nearest({2, 2.9});
  BOOST_TEST(place.lon == 2.0, boost::test_tools::tolerance(1e-9));
  BOOST_TEST(place.lat == 3.0, boost::test_tools::tolerance(1e-9));
  BOOST_TEST(distance.value() == 11057.72, boost::test_tools::tolerance(1e-6));  // 0.1° of the meridian at 2.95° N
}

BOOST_AUTO_TEST_CASE(one_degree_at_the_equator_has_the_area_of_the_ellipsoid) {
  // The zone 0°–1° N on WGS 84 is b²/2·[sin φ/(1−e² sin² φ) + artanh(e sin φ)/e]·2π; a 360th of it is 12,308.464 km².
  // The geodesic between the northern corners runs a little north of the parallel.
  const auto square = polygon(rectangle(0, 0, 1, 1));
  BOOST_TEST(Area({&square}).area() == 12308.464e6, boost::test_tools::tolerance(3e-5));
}

BOOST_AUTO_TEST_CASE(a_hole_takes_its_area_away) {
  const auto whole = polygon(rectangle(0, 0, 4, 4)), hole = polygon(rectangle(1, 1, 3, 3));
  const auto ring = polygon(rectangle(0, 0, 4, 4), {rectangle(1, 1, 3, 3)});
  BOOST_TEST(Area({&ring}).area() == Area({&whole}).area() - Area({&hole}).area(), boost::test_tools::tolerance(1e-12));
}

BOOST_AUTO_TEST_CASE(the_nearest_place_is_where_the_ground_is_near) {
  const auto square = polygon(rectangle(60, 59, 61, 61));
  const Area area({&square});
  const auto inside = area.nearest({60.5, 60});
  BOOST_TEST((inside.first == LonLat{60.5, 60}));
  BOOST_TEST(inside.second.value() == 0.0);
  const auto [place, distance] = area.nearest({62, 60});
  BOOST_TEST(place.lon == 61.0);
  BOOST_TEST(place.lat == 60.0, boost::test_tools::tolerance(1e-3));
  // 1° along the parallel of 60° is N cos 60° · π/180 = 55,800.0 m; the geodesic is a little shorter.
  BOOST_TEST(distance.value() == 55799.0, boost::test_tools::tolerance(1e-4));
}

BOOST_AUTO_TEST_CASE(an_area_touches_and_covers_boxes) {
  const auto ring = polygon(rectangle(60, 20, 70, 30), {rectangle(63, 23, 67, 27)});
  const Area area({&ring});
  BOOST_TEST(area.touches({61, 21, 62, 22}));   // inside
  BOOST_TEST(area.touches({50, 10, 80, 40}));   // around
  BOOST_TEST(area.touches({69, 29, 71, 31}));   // over a corner
  BOOST_TEST(area.touches({59, 24, 71, 26}));   // across
  BOOST_TEST(!area.touches({64, 24, 66, 26}));  // in the hole
  BOOST_TEST(area.touches({64, 24, 68, 26}));   // over the hole's edge
  BOOST_TEST(!area.touches({71, 21, 72, 22}));  // beside
  BOOST_TEST(!area.touches({61, 31, 62, 32}));  // above
  BOOST_TEST(area.covers({61, 21, 62, 22}));
  BOOST_TEST(!area.covers({62, 24, 64, 26}));
  BOOST_TEST(!area.covers({64, 24, 66, 26}));
  BOOST_TEST(!area.covers({50, 10, 80, 40}));
}

BOOST_AUTO_TEST_CASE(the_nearest_of_many_edges_is_found_from_far_away) {
  std::vector<Geometry> cells;
  for (int i = 0; i < 20; ++i) cells.push_back(polygon(rectangle(60 + i, 20 + i, 60.5 + i, 20.5 + i)));
  std::vector<const Geometry*> parts;
  for (const auto& cell : cells) parts.push_back(&cell);
  const Area area(parts);
  BOOST_TEST((area.nearest({70.25, 10}).first.lat < 31));
  BOOST_TEST((area.nearest({60, 0}).first == LonLat{60, 20}));
  BOOST_TEST((area.nearest({90, 50}).first == LonLat{79.5, 39.5}));
}

BOOST_AUTO_TEST_CASE(an_invalid_part_is_made_valid_first) {
  const auto tie = bow_tie();
  const Area area({&tie});
  BOOST_TEST(area.contains({0.2, 1}));
  BOOST_TEST(!area.contains({1, 0.2}));
}

BOOST_AUTO_TEST_CASE(an_area_of_nothing_is_refused) {
  const auto point = make_point({0, 0});
  BOOST_TEST(riskmap::test::error_text<DataError>([&] { Area({&point}); }) == "an area needs at least one polygon");
}

BOOST_AUTO_TEST_CASE(threads_may_ask_the_same_area) {
  const auto square = polygon(rectangle(0, 0, 1, 1));
  const Area area({&square});
  std::atomic<int> inside{0};
  {
    std::vector<std::jthread> threads;
    for (int t = 0; t < 4; ++t) {
      threads.emplace_back([&] {
        for (int i = 0; i < 1000; ++i) inside += area.contains({i / 500.0, 0.5}) ? 1 : 0;
        const Area own({&square});
      });
    }
  }
  BOOST_TEST(inside == 4 * 500, boost::test_tools::tolerance(0.01));
}

BOOST_AUTO_TEST_CASE(a_label_stands_in_the_thick_end_of_the_largest_part) {
  auto club = polygon({{0, 0}, {10, 0.9}, {10, 0}, {14, 0}, {14, 4}, {10, 4}, {10, 1}, {0, 0.1}, {0, 0}});
  club.polygons.push_back({rectangle(20, 0, 21, 1), {}});
  const auto place = label_point(club);
  BOOST_REQUIRE(place);
  BOOST_TEST(place->lon == 12.0, boost::test_tools::tolerance(0.01));
  BOOST_TEST(place->lat == 2.0, boost::test_tools::tolerance(0.02));
}

BOOST_AUTO_TEST_CASE(a_label_of_a_crescent_stands_inside_it) {
  Line outer;
  for (int i = 0; i <= 180; ++i) outer.push_back({std::cos(i * 0.0174532925), std::sin(i * 0.0174532925)});
  for (int i = 180; i >= 0; --i) outer.push_back({0.9 * std::cos(i * 0.0174532925), 0.9 * std::sin(i * 0.0174532925)});
  outer.push_back(outer.front());
  const auto crescent = polygon(outer);
  BOOST_TEST(Area({&crescent}).contains(label_point(crescent).value()));
}

BOOST_AUTO_TEST_CASE(threads_and_tiny_islands_have_labels_too) {
  const auto thread = polygon({{0, 0}, {10, 0}, {10, 1e-6}, {0, 1e-6}, {0, 0}});
  BOOST_TEST(Area({&thread}).contains(label_point(thread).value()));
  const auto island = polygon(rectangle(67, 24, 67.0001, 24.0001));
  const auto place = label_point(island).value();
  BOOST_TEST(Area({&island}).contains(place));
  BOOST_TEST(place.lon == 67.00005, boost::test_tools::tolerance(1e-6));
}

BOOST_AUTO_TEST_CASE(what_is_no_polygon_has_no_label_point) {
  BOOST_TEST(!label_point(make_point({1, 2})).has_value());
  BOOST_TEST(!label_point(polygon({{0, 0}, {1, 1}, {2, 2}, {0, 0}})).has_value());
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()

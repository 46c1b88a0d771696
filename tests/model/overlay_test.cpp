// SPDX-License-Identifier: MIT
#include <riskmap/model/geometry_ops.hpp>
#include <riskmap/model/overlay.hpp>

#include <tests/support/test.hpp>

using namespace riskmap;
using namespace riskmap::model;

namespace {

Line square(double west, double south, double size) {
  return {{west, south}, {west + size, south}, {west + size, south + size}, {west, south + size}, {west, south}};
}

/// One class for what lies in exactly `k` outlines.
std::vector<Geometry> by_count(const std::vector<Outline>& outlines) {
  return riskmap::model::overlay(outlines, outlines.size() + 1,
                                 [](const std::vector<bool>& inside) -> std::optional<std::size_t> {
                                   return static_cast<std::size_t>(std::count(inside.begin(), inside.end(), true));
                                 });
}

}  // namespace

BOOST_AUTO_TEST_SUITE(model)
BOOST_AUTO_TEST_SUITE(overlay)

BOOST_AUTO_TEST_CASE(crossing_squares_make_three_pieces_of_two_classes) {
  const auto made = by_count({{square(0, 0, 2)}, {square(1, 1, 2)}});
  BOOST_REQUIRE_EQUAL(made.size(), 3U);
  BOOST_TEST((made[0].kind == Geometry::Kind::none));
  BOOST_TEST(made[1].polygons.size() == 2U);
  BOOST_REQUIRE_EQUAL(made[2].polygons.size(), 1U);
  BOOST_TEST(made[2].polygons[0].outer.size() == 5U);
  for (std::size_t i : {1U, 2U}) BOOST_TEST(!why_invalid(made[i]));
}

BOOST_AUTO_TEST_CASE(a_ring_within_a_ring_of_one_outline_is_a_hole) {
  const auto made = by_count({{square(0, 0, 4), square(1, 1, 2)}});
  BOOST_REQUIRE_EQUAL(made[1].polygons.size(), 1U);
  BOOST_TEST(made[1].polygons[0].holes.size() == 1U);
  BOOST_TEST((made[0].polygons.size() == 1U));  // the hole itself lies in no outline
}

BOOST_AUTO_TEST_CASE(a_common_border_is_no_seam) {
  const auto made = riskmap::model::overlay({{square(0, 0, 1)}, {square(1, 0, 1)}}, 1,
                                            [](const std::vector<bool>&) { return std::optional<std::size_t>(0); });
  BOOST_REQUIRE_EQUAL(made[0].polygons.size(), 1U);
  BOOST_TEST(made[0].polygons[0].holes.empty());
}

BOOST_AUTO_TEST_CASE(areas_are_ground) {
  Geometry degree;
  degree.polygons = {{square(67, 30, 1), {square(67.25, 30.25, 0.5)}}};
  // A degree squared at 30.5° N is M N cos φ (π/180)², with radii of curvature M = 6351.86 km, N = 6383.64 km.
  BOOST_TEST(area_of(degree) == 10642.6e6 * 0.75, boost::test_tools::tolerance(1e-4));
  BOOST_TEST(area_of({}) == 0.0);
  BOOST_TEST(outline_of(degree.polygons).size() == 2U);
}

BOOST_AUTO_TEST_CASE(no_outlines_no_pieces) { BOOST_TEST((by_count({})[0].kind == Geometry::Kind::none)); }

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()

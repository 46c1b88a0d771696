// SPDX-License-Identifier: MIT
#include <riskmap/render/placement.hpp>
#include <tests/support/test.hpp>

#include <random>

namespace riskmap::render {
BOOST_AUTO_TEST_SUITE(render)
BOOST_AUTO_TEST_SUITE(placement)

using geo::PixelBox;

BOOST_AUTO_TEST_CASE(a_taken_box_is_free_no_more_but_its_neighbours_are) {
  Placement placement;
  BOOST_TEST(placement.is_free({0, 0, 10, 10}));
  placement.take({0, 0, 10, 10});
  BOOST_TEST(!placement.is_free({0, 0, 10, 10}));
  BOOST_TEST(!placement.is_free({9, 9, 20, 20}));
  BOOST_TEST(!placement.is_free({2, 2, 3, 3}));
  BOOST_TEST(!placement.is_free({-500, -500, 500, 500}));
  BOOST_TEST(placement.is_free({10, 0, 20, 10}));  // they only touch
  BOOST_TEST(placement.is_free({-20, -20, -1, -1}));
}

BOOST_AUTO_TEST_CASE(it_answers_as_a_list_of_boxes_would) {
  std::mt19937 random(7);
  std::uniform_real_distribution<double> at(-600, 600), side(1, 300);
  Placement placement;
  std::vector<PixelBox> taken;
  for (int i = 0; i < 400; ++i) {
    const double x = at(random), y = at(random);
    const PixelBox box{x, y, x + side(random), y + side(random) / 6};
    const bool free = std::none_of(taken.begin(), taken.end(), [&](const PixelBox& o) {
      return box.min_x < o.max_x && o.min_x < box.max_x && box.min_y < o.max_y && o.min_y < box.max_y;
    });
    BOOST_REQUIRE(placement.is_free(box) == free);
    if (free) placement.take(box), taken.push_back(box);
  }
}

BOOST_AUTO_TEST_CASE(overlaps_and_marks_have_their_rules) {
  using Overlap = Placement::Overlap;
  Placement placement;
  placement.take({0, 0, 10, 10}, Overlap::cooperative);
  BOOST_TEST(!placement.is_free({5, 5, 20, 20}));
  BOOST_TEST(placement.is_free({5, 5, 20, 20}, Overlap::cooperative));
  BOOST_TEST(placement.is_free({5, 5, 20, 20}, Overlap::always));
  BOOST_TEST(!placement.is_free({5, 5, 20, 20}, Overlap::never, 5));  // padding counts among symbols
  placement.take({100, 100, 110, 110}, Overlap::never);
  BOOST_TEST(!placement.is_free({105, 105, 120, 120}, Overlap::cooperative));
  placement.take({200, 200, 204, 204});  // a mark
  BOOST_TEST(!placement.is_free({202, 200, 240, 210}));
  BOOST_TEST(placement.is_free({202, 200, 240, 210}, Overlap::never, 3));
}

BOOST_AUTO_TEST_CASE(boxes_that_cross_the_edge_of_a_block_are_known) {
  BOOST_TEST(!Placement::crosses_block_edge({4000, 4000, 4095, 4095}));
  BOOST_TEST(Placement::crosses_block_edge({4000, 4000, 4100, 4050}));
  BOOST_TEST(Placement::crosses_block_edge({100, -5, 200, 5}));
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
}  // namespace riskmap::render

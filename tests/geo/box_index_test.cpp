// SPDX-License-Identifier: MIT
#include <riskmap/geo/box_index.hpp>
#include <tests/support/test.hpp>

#include <random>

namespace riskmap::geo {
BOOST_AUTO_TEST_SUITE(geo)
BOOST_AUTO_TEST_SUITE(box_index)

BOOST_AUTO_TEST_CASE(an_index_finds_what_looking_at_all_finds) {
  std::mt19937 random(6);
  std::uniform_real_distribution<double> place(0, 1000), size(0, 30);
  for (const std::size_t count : {0U, 1U, 8U, 9U, 700U}) {
    std::vector<PixelBox> boxes;
    for (std::size_t i = 0; i < count; ++i) {
      const double x = place(random), y = place(random);
      boxes.push_back(i % 50 == 7 ? PixelBox{} : PixelBox{x, y, x + size(random), y + size(random)});
    }
    const BoxIndex index(boxes);
    for (int k = 0; k < 50; ++k) {
      const double x = place(random), y = place(random);
      const PixelBox box{x, y, x + 4 * size(random), y + 4 * size(random)};
      std::vector<std::uint32_t> found, expected;
      for (std::uint32_t i = 0; i < boxes.size(); ++i)
        if (!boxes[i].empty() && boxes[i].intersects(box)) expected.push_back(i);
      index.find(box, found);
      BOOST_TEST((found == expected));
      BOOST_TEST(index.any(box) == !expected.empty());
    }
  }
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
}  // namespace riskmap::geo

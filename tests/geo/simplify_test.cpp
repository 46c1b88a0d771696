// SPDX-License-Identifier: MIT
#include <riskmap/geo/simplify.hpp>
#include <tests/support/test.hpp>

#include <cmath>
#include <random>

namespace riskmap::geo {
BOOST_AUTO_TEST_SUITE(geo)
BOOST_AUTO_TEST_SUITE(simplify)

namespace {

struct Point {
  double x = 0, y = 0;
  friend bool operator==(const Point&, const Point&) = default;
};
using Points = std::vector<Point>;

double distance(const Point& p, const Points& line) {
  double least = 1e300;
  for (std::size_t i = 0; i + 1 < line.size(); ++i)
    least = std::min(least, detail::squared_distance(p, line[i], line[i + 1]));
  return std::sqrt(least);
}

}  // namespace

BOOST_AUTO_TEST_CASE(what_moves_less_than_the_tolerance_goes) {
  BOOST_TEST((simplified(Points{{0, 0}, {1, 0.4}, {2, 0}}, 0.5) == Points{{0, 0}, {2, 0}}));
  BOOST_TEST((simplified(Points{{0, 0}, {1, 0.6}, {2, 0}}, 0.5) == Points{{0, 0}, {1, 0.6}, {2, 0}}));
  // Back beyond the start: the way there is not on the way to the end.
  BOOST_TEST(simplified(Points{{0, 0}, {-3, 0}, {2, 0}}, 0.5).size() == 3U);
}

BOOST_AUTO_TEST_CASE(short_lines_stay_as_they_are) {
  for (const auto& line : {Points{}, Points{{1, 2}}, Points{{1, 2}, {1, 2}}}) BOOST_TEST((simplified(line, 9) == line));
}

BOOST_AUTO_TEST_CASE(a_ring_keeps_its_farthest_point_and_stays_closed) {
  const Points ring{{0, 0}, {3, 0.1}, {6, 0}, {3, -0.1}, {0, 0}};
  BOOST_TEST((simplified(ring, 0.5) == Points{{0, 0}, {6, 0}, {0, 0}}));
}

BOOST_AUTO_TEST_CASE(every_point_stays_within_the_tolerance) {
  std::mt19937 random(5);
  std::uniform_real_distribution<double> step(-1, 1);
  Points line{{0, 0}};
  for (int i = 0; i < 3000; ++i) line.push_back({line.back().x + 1 + step(random), line.back().y + step(random)});
  const auto kept = simplified(line, 1.5);
  BOOST_TEST(kept.size() < line.size() / 2);
  double worst = 0;
  for (const auto& p : line) worst = std::max(worst, distance(p, kept));
  BOOST_TEST(worst <= 1.5);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
}  // namespace riskmap::geo

// SPDX-License-Identifier: MIT
#include <riskmap/base/units.hpp>
#include <tests/density/examples.hpp>
#include <tests/support/test.hpp>

namespace riskmap {
BOOST_AUTO_TEST_SUITE(density)
BOOST_AUTO_TEST_SUITE(decay)

namespace {

EstimateOptions window(double from, double until, std::optional<Days> half_life = {}) {
  EstimateOptions options;
  options.from = Days(from), options.until = Days(until), options.half_life = half_life;
  return options;
}

/// The mean of 2^(−(A−τ)/H) over [begin, end), 0 outside the window, by the midpoint rule.
double by_quadrature(double begin, double end, double from, double until, double half_life) {
  constexpr int steps = 100000;
  double sum = 0.0;
  for (int i = 0; i < steps; ++i) {
    const double day = begin + (end - begin) * (i + 0.5) / steps;
    if (day >= from && day < until) sum += std::exp2(-(until - day) / half_life);
  }
  return sum / steps;
}

}  // namespace

BOOST_AUTO_TEST_CASE(without_half_life_an_event_counts_by_its_share_inside_the_window) {
  const auto options = window(100.0, 200.0);
  BOOST_TEST(decay_weight(Days(150.0), Days(151.0), options) == 1.0);
  BOOST_TEST(decay_weight(Days(99.0), Days(101.0), options) == 0.5);
  BOOST_TEST(decay_weight(Days(190.0), Days(230.0), options) == 0.25);
  BOOST_TEST(decay_weight(Days(50.0), Days(250.0), options) == 0.5);
  BOOST_TEST(decay_weight(Days(99.0), Days(100.0), options) == 0.0);
  BOOST_TEST(decay_weight(Days(200.0), Days(201.0), options) == 0.0);
}

BOOST_AUTO_TEST_CASE(one_half_life_ago_counts_half) {
  const auto options = window(0.0, 1000.0, Days(100.0));
  // A moment 100 days before the end: 1/2; a millionth of a day is a moment.
  BOOST_TEST(decay_weight(Days(900.0), Days(900.000001), options) == 0.5, boost::test_tools::tolerance(1e-7));
  BOOST_TEST(decay_weight(Days(700.0), Days(700.000001), options) == 0.125, boost::test_tools::tolerance(1e-7));
}

BOOST_AUTO_TEST_CASE(decay_agrees_with_quadrature) {
  for (const double half_life : {3.0, 100.0, 1095.75, 1e6})
    for (const auto& [begin, end] : {std::pair{950.0, 951.0}, {900.0, 930.0}, {-20.0, 20.0}, {990.0, 1010.0}})
      BOOST_TEST(decay_weight(Days(begin), Days(end), window(0.0, 1000.0, Days(half_life))) ==
                     by_quadrature(begin, end, 0.0, 1000.0, half_life),
                 boost::test_tools::tolerance(1e-5));
}

BOOST_AUTO_TEST_CASE(the_effective_years_are_the_integral_of_the_decay) {
  BOOST_TEST(effective_years(window(0.0, 3652.5)) == 10.0);
  const double by_hand = 3.0 / std::numbers::ln2 * (1.0 - std::exp2(-10.0 / 3.0));
  BOOST_TEST(effective_years(window(0.0, 3652.5, Days(1095.75))) == by_hand, boost::test_tools::tolerance(1e-12));
  BOOST_TEST(effective_years(window(0.0, 3652.5, Days(1e9))) == 10.0, boost::test_tools::tolerance(1e-5));
}

BOOST_AUTO_TEST_CASE(the_default_window_is_3_938_years) {
  auto options = window(parse_date("2015-01-01")->value(), parse_date("2025-06-02")->value(), Days(1095.75));
  BOOST_TEST(effective_years(options) == 3.938, boost::test_tools::tolerance(2e-4));
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
}  // namespace riskmap

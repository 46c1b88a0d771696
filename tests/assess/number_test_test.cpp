// SPDX-License-Identifier: MIT
#include <riskmap/assess/number_test.hpp>
#include <riskmap/base/random.hpp>
#include <tests/support/test.hpp>

#include <cmath>

namespace riskmap {
BOOST_AUTO_TEST_SUITE(assess)
BOOST_AUTO_TEST_SUITE(number_test)

BOOST_AUTO_TEST_CASE(poisson_and_negative_binomial_quantiles_are_those_of_r) {
  // qpois(c(.05, .95), 6.69): 3 11; qnbinom(c(.05, .95), size = 10^2/(25 - 10), mu = 10): 3 19
  BOOST_TEST(count_range(6.69, 6.69).lower == 3.0);
  BOOST_TEST(count_range(6.69, 6.69).upper == 11.0);
  BOOST_TEST(count_range(10.0, 25.0).lower == 3.0);
  BOOST_TEST(count_range(10.0, 25.0).upper == 19.0);
  BOOST_TEST(count_range(0.0, 0.0).upper == 0.0);
  // A large mean neither overflows nor takes long: 10^6 ± 1.645 · 2000
  BOOST_TEST(std::abs(count_range(1e6, 4e6).upper - 1003293.0) < 20.0);
}

BOOST_AUTO_TEST_CASE(the_fano_factor_is_one_at_random_and_larger_in_clusters) {
  Random random(3);
  std::vector<Days> at_random, clustered;
  for (int i = 0; i < 4000; ++i) at_random.emplace_back(8000.0 * random.unit());
  for (int i = 0; i < 400; ++i) {
    const Days day(8000.0 * random.unit());
    for (int k = 0; k < 10; ++k) clustered.push_back(day);
  }
  const double plain = fano_factor(at_random, Days(0.0), Days(8000.0), Days(20.0));
  BOOST_TEST(plain < 1.2);
  BOOST_TEST(plain >= 1.0);
  BOOST_TEST(std::abs(fano_factor(clustered, Days(0.0), Days(8000.0), Days(20.0)) / 10.0 - 1.0) < 0.2);
  BOOST_TEST(fano_factor({}, Days(0.0), Days(100.0), Days(20.0)) == 1.0);
}

BOOST_AUTO_TEST_CASE(events_outside_the_window_are_not_counted) {
  const std::vector<Days> moments = {Days(-5.0), Days(200.0)};
  BOOST_TEST(fano_factor(moments, Days(0.0), Days(100.0), Days(10.0)) == 1.0);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
}  // namespace riskmap

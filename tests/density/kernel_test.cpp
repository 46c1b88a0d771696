// SPDX-License-Identifier: MIT
#include <riskmap/density/detail/profile_table.hpp>
#include <riskmap/density/kernel.hpp>
#include <riskmap/density/kernels_catalogue.hpp>
#include <riskmap/density/precision.hpp>
#include <tests/support/test.hpp>

#include <cmath>
#include <numbers>
#include <utility>

namespace riskmap {
BOOST_AUTO_TEST_SUITE(density)
BOOST_AUTO_TEST_SUITE(kernel)

namespace {

/// ∫₀ᵗᵒ f(u) 2πu du by Simpson's rule.
template <typename TFunction>
double over_disc(double to, TFunction&& f) {
  constexpr int halves = 20000;
  const double step = to / halves;
  double sum = 0.0;
  for (int i = 0; i <= halves; ++i) {
    const double u = step * i;
    const double weight = i == 0 || i == halves ? 1.0 : i % 2 == 1 ? 4.0 : 2.0;
    sum += weight * f(u) * 2.0 * std::numbers::pi * u;
  }
  return sum * step / 3.0;
}

}  // namespace

BOOST_AUTO_TEST_CASE(every_kernel_of_the_catalogue_integrates_to_one_and_has_the_variance_it_says) {
  for (const Kernel* k : kernels::all) {
    BOOST_TEST_CONTEXT(k->name) {
      BOOST_TEST(&find_kernel(k->name) == k);
      BOOST_TEST(!k->summary.empty());
      BOOST_TEST(over_disc(1.0, k->profile) == 1.0, boost::test_tools::tolerance(1e-8));
      const double per_axis = 0.5 * over_disc(1.0, [&](double u) { return u * u * k->profile(u); });
      BOOST_TEST(per_axis == k->variance * k->bandwidth_per_radius * k->bandwidth_per_radius,
                 boost::test_tools::tolerance(3e-3));  // the gaussian's cut takes 0.27 %
    }
  }
}

BOOST_AUTO_TEST_CASE(mass_is_the_integral_of_the_profile) {
  for (const Kernel* k : kernels::all) {
    BOOST_TEST_CONTEXT(k->name) {
      BOOST_TEST(k->mass(0.0) == 0.0);
      BOOST_TEST(k->mass(1.0) == 1.0, boost::test_tools::tolerance(1e-14));
      for (const double u : {1e-6, 0.1, 0.33, 0.5, 0.77, 0.99})
        BOOST_TEST(k->mass(u) == over_disc(u, k->profile), boost::test_tools::tolerance(1e-8));
    }
  }
}

BOOST_AUTO_TEST_CASE(a_kernel_vanishes_beyond_its_support) {
  for (const Kernel* k : kernels::all) {
    BOOST_TEST(k->profile(1.0 + 1e-12) == 0.0);
    BOOST_TEST(k->profile(7.0) == 0.0);
    BOOST_TEST(k->mass(7.0) == 1.0);
  }
}

BOOST_AUTO_TEST_CASE(the_quartic_peaks_at_its_textbook_value) {
  BOOST_TEST(find_kernel("quartic").profile(0.0) / (25.0 * 25.0) == 1.527887e-3, boost::test_tools::tolerance(1e-6));
  BOOST_TEST(find_kernel("quartic").variance == 0.125);
}

BOOST_AUTO_TEST_CASE(peaks_at_25_km_are_the_plane_s_not_the_line_s) {
  const double area = std::numbers::pi * 25.0 * 25.0;
  for (const auto& [name, peak] : {std::pair{"uniform", 1.0}, std::pair{"epanechnikov", 2.0}, std::pair{"quartic", 3.0},
                                   std::pair{"triweight", 4.0}})
    BOOST_TEST(find_kernel(name).profile(0.0) / (25.0 * 25.0) == peak / area, boost::test_tools::tolerance(1e-12));
}

BOOST_AUTO_TEST_CASE(the_gaussian_is_cut_at_four_sigma_and_renormalised) {
  const Kernel& k = find_kernel("gaussian");
  const double radius = 10.0 / k.bandwidth_per_radius;  // km, sigma = 10 km
  BOOST_TEST(radius == 40.0);
  BOOST_TEST(k.profile(0.0) / (radius * radius) == 1.592084e-3, boost::test_tools::tolerance(1e-6));
  BOOST_TEST(k.profile(0.25) / k.profile(0.0) == std::exp(-0.5), boost::test_tools::tolerance(1e-14));
  BOOST_TEST(k.mass(0.5) == (1.0 - std::exp(-2.0)) / (1.0 - std::exp(-8.0)), boost::test_tools::tolerance(1e-14));
}

BOOST_AUTO_TEST_CASE(what_loops_sum_is_each_kernels_profile) {
  for (const Kernel* k : kernels::all) {
    const detail::ProfileTable table(*k);
    for (int i = 0; i < 5000; ++i) {
      const double u2 = i / 5000.0;
      BOOST_TEST(table.at(u2) == k->profile(std::sqrt(u2)), boost::test_tools::tolerance(2.5e-7));
    }
    BOOST_TEST(table.at(1.0) == 0.0);
    BOOST_TEST(table.at(7.0) == 0.0);
  }
}

BOOST_AUTO_TEST_CASE(a_vague_place_widens_each_kernel_by_its_variance) {
  const Metres bandwidth{30e3}, uncertainty{20e3};
  for (const auto& [name, times] :
       {std::pair{"uniform", 1.0}, std::pair{"epanechnikov", 1.5}, std::pair{"quartic", 2.0},
        std::pair{"triweight", 2.5}, std::pair{"gaussian", 0.25}})
    BOOST_TEST(widened(bandwidth, uncertainty, find_kernel(name)).value() == std::sqrt(9e8 + times * 4e8),
               boost::test_tools::tolerance(1e-12));
}

BOOST_AUTO_TEST_CASE(an_unknown_kernel_is_named_with_those_there_are) {
  const auto text = test::error_text<UsageError>([] { find_kernel("quatric"); });
  BOOST_TEST(text.find("there is no kernel 'quatric'") != std::string::npos);
  BOOST_TEST(text.find("there are: epanechnikov, gaussian, quartic, triweight, uniform") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
}  // namespace riskmap

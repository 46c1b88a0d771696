// SPDX-License-Identifier: MIT
#include <riskmap/density/classify.hpp>
#include <tests/support/test.hpp>

#include <riskmap/base/error.hpp>

#include <cmath>
#include <random>

namespace riskmap {
BOOST_AUTO_TEST_SUITE(density)
BOOST_AUTO_TEST_SUITE(classify)

namespace {

using Bins = std::vector<LandHistogram::Bin>;

LandHistogram histogram(const Bins& bins) {
  LandHistogram land;
  for (const auto& [value, area] : bins) land.add(value, area);
  return land;
}

/// Skewed as surfaces are: most land has little.
Bins skewed(std::size_t count, unsigned seed) {
  std::mt19937 random(seed);
  std::uniform_real_distribution<double> share(0.0, 1.0);
  Bins bins;
  for (std::size_t i = 0; i < count; ++i) bins.push_back({std::exp(-7.0 * share(random)), 0.5 + share(random)});
  return bins;
}

double squares(const Bins& bins, std::size_t from, std::size_t end) {
  double area = 0, mean = 0, sum = 0;
  for (std::size_t i = from; i < end; ++i) area += bins[i].area, mean += bins[i].area * bins[i].value;
  for (std::size_t i = from; i < end; ++i) sum += bins[i].area * std::pow(bins[i].value - mean / area, 2);
  return sum;
}

double squares_within(const Bins& bins, const std::vector<double>& breaks) {
  double sum = 0;
  std::size_t from = 0;
  for (std::size_t k = 1; k <= breaks.size(); ++k) {
    std::size_t end = from;
    while (end < bins.size() && (k == breaks.size() || bins[end].value < breaks[k])) ++end;
    sum += squares(bins, from, end);
    from = end;
  }
  return sum;
}

/// The least there is, by trying all ways to cut into three or four.
double least_squares(const Bins& bins, unsigned classes, std::size_t from = 0) {
  if (classes == 1) return squares(bins, from, bins.size());
  double best = INFINITY;
  for (std::size_t end = from + 1; end + classes - 1 <= bins.size(); ++end)
    best = std::min(best, squares(bins, from, end) + least_squares(bins, classes - 1, end));
  return best;
}

}  // namespace

BOOST_AUTO_TEST_CASE(the_histogram_keeps_area_and_means) {
  auto land = histogram({{0.5, 2.0}, {0.50001, 2.0}, {2.0, 4.0}, {0.0, 8.0}, {NAN, 4.0}});
  const auto bins = land.bins();
  BOOST_REQUIRE_EQUAL(bins.size(), 2U);
  BOOST_TEST(bins[0].value == 0.500005, boost::test_tools::tolerance(1e-12));
  BOOST_TEST(bins[0].area == 4.0);
  BOOST_TEST(land.total_area() == 20.0);
  BOOST_TEST(land.share(0.1, 1.0) == 0.2);
  land += histogram({{2.0, 20.0}});
  BOOST_TEST(land.share(1.0, INFINITY) == 0.6);
}

BOOST_AUTO_TEST_CASE(bins_are_as_fine_as_a_four_thousandth_at_any_height) {
  for (const double value : {1e-9, 1e-3, 0.7, 1.0, 12345.0})
    BOOST_TEST(histogram({{value, 1}, {value * (1 + 1.0 / 2000), 1}}).bins().size() == 2U);
}

BOOST_AUTO_TEST_CASE(quantiles_hold_the_same_area) {
  const auto land = histogram(skewed(20000, 1));
  const auto breaks = class_breaks("quantile", land, 5, 1e-6);
  BOOST_REQUIRE_EQUAL(breaks.size(), 5U);
  BOOST_TEST(breaks.front() == 1e-6);
  for (std::size_t i = 0; i < 5; ++i)
    BOOST_TEST(std::abs(land.share(breaks[i], i < 4 ? breaks[i + 1] : INFINITY) - 0.2) < 0.002);
}

BOOST_AUTO_TEST_CASE(area_weighs_and_not_the_number_of_cells) {
  const auto breaks = class_breaks("quantile", histogram({{1, 1}, {2, 1}, {3, 1}, {4, 97}}), 2, 0.1);
  BOOST_TEST(breaks == (std::vector<double>{0.1, 4.0}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(jenks_is_the_least_sum_of_squares) {
  for (unsigned seed = 1; seed <= 8; ++seed) {
    const auto land = histogram(skewed(24, seed));
    const auto bins = land.bins();
    for (const unsigned classes : {2U, 3U, 4U}) {
      const auto breaks = class_breaks("jenks", land, classes, 1e-9);
      BOOST_REQUIRE_EQUAL(breaks.size(), classes);
      BOOST_TEST(squares_within(bins, breaks) == least_squares(bins, classes), boost::test_tools::tolerance(1e-9));
    }
  }
}

BOOST_AUTO_TEST_CASE(jenks_finds_what_stands_in_clumps) {
  const auto land = histogram({{0.1, 5}, {0.11, 5}, {0.12, 1}, {1.0, 2}, {1.1, 2}, {7, 1}, {7.2, 0.5}});
  BOOST_TEST(class_breaks("jenks", land, 3, 0.001) == (std::vector<double>{0.001, 0.56, 4.05}),
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(geometric_breaks_have_one_ratio) {
  Bins bins{{0.01, 6.0}};
  for (int i = 1; i <= 40; ++i) bins.push_back({0.25 * i, 1.0});
  const auto breaks = class_breaks("geometric", histogram(bins), 3, 1e-6);  // from 0.01 to 10
  BOOST_TEST(breaks == (std::vector<double>{1e-6, 0.1, 1.0}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(pretty_breaks_are_round) {
  const auto breaks = [](double most, unsigned classes) {
    return class_breaks("pretty", histogram({{most / 7, 1}, {most, 1}}), classes, 1e-6);
  };
  BOOST_TEST(breaks(2.19, 5) == (std::vector<double>{1e-6, 0.5, 1.0, 1.5, 2.0}), boost::test_tools::per_element());
  BOOST_TEST(breaks(0.7, 7) == (std::vector<double>{1e-6, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6}),
             boost::test_tools::per_element());
  BOOST_TEST(breaks(999, 3) == (std::vector<double>{1e-6, 500}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(breaks_have_three_digits_or_as_many_as_keep_them_apart) {
  const auto wide = class_breaks("quantile", histogram({{0.123456, 1}, {0.987654, 1}}), 2, 0.001);
  BOOST_TEST(wide == (std::vector<double>{0.001, 0.988}), boost::test_tools::per_element());
  Bins near;
  for (int i = 0; i < 3; ++i) near.push_back({1.0 + 0.001 * i, 1.0});
  const auto close = class_breaks("quantile", histogram(near), 3, 1e-4);
  BOOST_TEST(close == (std::vector<double>{1e-4, 1.001, 1.002}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(where_there_is_little_to_tell_apart_there_are_fewer_classes) {
  for (const auto& method : classify_methods()) {
    const auto breaks = class_breaks(method, histogram({{0.5, 3}}), 9, 1e-6);
    BOOST_TEST_CONTEXT(method) {
      BOOST_TEST(breaks.front() == 1e-6);
      BOOST_TEST(breaks.size() <= (method == "pretty" ? 9U : 2U));
      BOOST_TEST(std::is_sorted(breaks.begin(), breaks.end()));
    }
  }
}

BOOST_AUTO_TEST_CASE(large_histograms_are_no_trouble) {
  const auto land = histogram(skewed(300000, 3));
  BOOST_TEST(land.bins().size() > 20000U);
  const auto breaks = class_breaks("jenks", land, 9, 1e-9);
  BOOST_REQUIRE_EQUAL(breaks.size(), 9U);
  const auto bins = land.bins();
  const double found = squares_within(bins, breaks);
  for (std::size_t i = 1; i < breaks.size(); ++i) {  // no break is better a little elsewhere
    for (const double factor : {0.98, 1.02}) {
      auto moved = breaks;
      moved[i] *= factor;
      BOOST_TEST(squares_within(bins, moved) > found);
    }
  }
}

BOOST_AUTO_TEST_CASE(mistakes_are_told) {
  BOOST_TEST(test::error_text<UsageError>([] {
               class_breaks("magic", histogram({{1, 1}}), 3, 1e-6);
             }) == "'magic' is not one of quantile, jenks, geometric, pretty");
  BOOST_TEST(test::error_text<DataError>([] {
               class_breaks("jenks", histogram({{0, 1}}), 3, 1e-6);
             }) == "no place of the surface has a value (it cannot be cut into classes)");
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
}  // namespace riskmap

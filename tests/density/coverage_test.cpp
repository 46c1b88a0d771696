// SPDX-License-Identifier: MIT
// Margins against every event's distance.
#include <tests/density/examples.hpp>
#include <tests/support/test.hpp>

#include <map>

namespace riskmap {
BOOST_AUTO_TEST_SUITE(density)
BOOST_AUTO_TEST_SUITE(coverage)

namespace {

/// The k-th smallest of the events' distances to their rims.
double margin(const Surface& surface, geo::LonLat place, std::size_t k) {
  std::map<std::uint32_t, double> of_event;
  for (const Contribution& c : surface.contributions()) {
    const double own = test::exact_distance(c.where, place) - c.radius;
    const auto known = of_event.try_emplace(c.event, own).first;
    known->second = std::min(known->second, own);
  }
  std::vector<double> margins;
  for (const auto& [event, own] : of_event) margins.push_back(own);
  std::sort(margins.begin(), margins.end());
  return k <= margins.size() ? margins[k - 1] : 1e9;
}

double cap_of(const Surface& surface) { return 3.0 * surface.report().narrowest.value() / 20.0; }

void check(const Surface& surface, const geo::LonLatBox& part, std::size_t side, unsigned wanted, double cap) {
  const geo::MercatorBox box = geo::to_mercator(part);
  std::vector<float> nearest(side * side), enough(side * side);
  surface.sample_margins(box, side, side, nearest.data(), enough.data());
  for (std::size_t j = 0; j < side; ++j)
    for (std::size_t i = 0; i < side; ++i) {
      const geo::LonLat place = geo::to_lonlat(
          geo::MercatorPoint{box.min_x + box.width() * (static_cast<double>(i) + 0.5) / static_cast<double>(side),
                             box.max_y - box.height() * (static_cast<double>(j) + 0.5) / static_cast<double>(side)});
      const auto clipped = [&](std::size_t k) { return std::clamp(margin(surface, place, k), -cap, cap); };
      BOOST_TEST(std::abs(static_cast<double>(nearest[j * side + i]) - clipped(1)) < 0.25 * cap);
      BOOST_TEST(std::abs(static_cast<double>(enough[j * side + i]) - clipped(wanted)) < 0.25 * cap);
      if (std::abs(margin(surface, place, wanted)) > 0.2 * cap && std::abs(margin(surface, place, 1)) > 0.2 * cap) {
        const State expected = margin(surface, place, 1) > 0.0        ? State::none_in_reach
                               : margin(surface, place, wanted) > 0.0 ? State::few_events
                                                                      : State::ok;
        BOOST_TEST((surface.state(place) == expected));
      }
    }
}

}  // namespace

BOOST_AUTO_TEST_CASE(nodes_and_cells_agree_with_distances) {
  auto events = test::random_events(30, {67.0, 30.0}, 0.6, 0.0, 5);
  auto options = test::one_year(25.0);
  options.minimum_events = 3;
  const Surface surface = estimate(events, nullptr, options);
  check(surface, {66.0, 29.0, 68.0, 31.0}, 23, 3, 1.0);                // cells wider than nodes: the sign alone
  check(surface, {66.6, 29.6, 66.75, 29.75}, 23, 3, cap_of(surface));  // narrower
}

BOOST_AUTO_TEST_CASE(parts_of_a_spread_event_are_one) {
  auto options = test::one_year(25.0);
  options.minimum_events = 2;
  const Surface surface =
      estimate({test::event_at({67.0, 30.0}, 60.0), test::event_at({67.4, 30.0})}, nullptr, options);
  check(surface, {66.0, 29.0, 68.0, 31.0}, 15, 2, 1.0);
  check(surface, {67.2, 29.9, 67.32, 30.02}, 15, 2, cap_of(surface));
}

BOOST_AUTO_TEST_CASE(tiles_have_the_margins_of_their_picture) {
  const Surface surface = estimate(test::random_events(30, {67.0, 30.0}, 0.6, 0.0, 5), nullptr, test::one_year(25.0));
  const geo::MercatorBox all = geo::to_mercator(geo::LonLatBox{66.6, 29.6, 66.9, 29.9});
  constexpr std::size_t side = 64;
  std::vector<float> near_all(4 * side * side), enough_all(4 * side * side), near(side * side), enough(side * side);
  surface.sample_margins(all, 2 * side, 2 * side, near_all.data(), enough_all.data());
  const double wide = all.width() / 2, high = all.height() / 2;
  surface.sample_margins({all.min_x + wide, all.min_y, all.max_x, all.min_y + high}, side, side, near.data(),
                         enough.data());
  for (std::size_t j = 0; j < side; ++j)
    for (std::size_t i = 0; i < side; ++i)
      BOOST_TEST(std::abs(near[j * side + i] - near_all[(side + j) * 2 * side + side + i]) < 0.1F);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
}  // namespace riskmap

// SPDX-License-Identifier: MIT
#include <tests/density/default_map.hpp>
#include <tests/density/examples.hpp>
#include <tests/support/test.hpp>

namespace riskmap {
BOOST_AUTO_TEST_SUITE(density)
BOOST_AUTO_TEST_SUITE(surface)

namespace {

/// Two events 20 km apart in a rectangle; at least two make "ok".
Surface pair_of_events() {
  auto options = test::one_year(25.0);
  options.minimum_events = 2;
  return estimate({test::event_at({67.0, 30.0}), test::event_at({67.2, 30.0})}, test::rectangle(66.0, 29.9, 68.0, 31.0),
                  options);
}

struct Samples {
  std::vector<float> values, nearest, enough;
  friend bool operator==(const Samples&, const Samples&) = default;
};

Samples sampled(const Surface& surface, const geo::MercatorBox& box, std::size_t width, std::size_t height) {
  Samples samples{std::vector<float>(width * height), std::vector<float>(width * height),
                  std::vector<float>(width * height)};
  surface.sample(box, width, height, samples.values.data());
  surface.sample_margins(box, width, height, samples.nearest.data(), samples.enough.data());
  return samples;
}

}  // namespace

BOOST_AUTO_TEST_CASE(states_tell_what_can_be_said_of_a_place) {
  const Surface surface = pair_of_events();
  BOOST_TEST(to_text(surface.state({67.1, 30.0})) == "ok");
  BOOST_TEST(to_text(surface.state({66.8, 30.0})) == "few-events");
  BOOST_TEST(to_text(surface.state({66.2, 30.0})) == "none-in-reach");
  BOOST_TEST(to_text(surface.state({67.1, 30.9})) == "none-in-reach");
  BOOST_TEST(to_text(surface.state({67.1, 29.89})) == "outside");
  BOOST_TEST(to_text(surface.state({-100.0, 45.0})) == "outside");
}

BOOST_AUTO_TEST_CASE(outside_the_study_area_there_is_no_value_but_drawing_goes_on) {
  const Surface surface = pair_of_events();
  const geo::LonLat outside{67.1, 29.89};
  BOOST_TEST(surface.value(outside) == 0.0);
  BOOST_TEST(surface.exact_value(outside) == 0.0);
  BOOST_TEST(surface.relative_standard_error(outside) == 0.0);
  const geo::MercatorPoint p = geo::to_mercator(outside);
  float drawn = 0.0F;
  surface.sample({p.x - 1.0, p.y - 1.0, p.x + 1.0, p.y + 1.0}, 1, 1, &drawn);
  BOOST_TEST(drawn > 0.0F);
}

BOOST_AUTO_TEST_CASE(margins_are_distances_to_the_rims) {
  const Surface surface = pair_of_events();
  const geo::MercatorPoint p = geo::to_mercator(geo::LonLat{66.93, 30.0});
  float nearest = 0.0F, enough = 0.0F;
  surface.sample_margins({p.x - 1.0, p.y - 1.0, p.x + 1.0, p.y + 1.0}, 1, 1, &nearest, &enough);
  BOOST_TEST(nearest == -3.0F * 25000.0F / 20.0F);  // clipped at three nodes
  BOOST_TEST(std::abs(static_cast<double>(enough) - (test::exact_distance({66.93, 30.0}, {67.2, 30.0}) - 25000.0)) <
             50.0);
}

BOOST_AUTO_TEST_CASE(samples_are_values_at_the_centres_of_their_cells) {
  const Surface surface = pair_of_events();
  const geo::MercatorBox box = geo::to_mercator(geo::LonLatBox{66.5, 29.5, 67.7, 30.6});
  const std::size_t width = 37, height = 23;
  const Samples samples = sampled(surface, box, width, height);
  for (std::size_t j = 0; j < height; ++j)
    for (std::size_t i = 0; i < width; ++i) {
      const geo::MercatorPoint centre{
          box.min_x + box.width() * (static_cast<double>(i) + 0.5) / static_cast<double>(width),
          box.max_y - box.height() * (static_cast<double>(j) + 0.5) / static_cast<double>(height)};
      const geo::LonLat place = geo::to_lonlat(centre);
      const auto value = static_cast<double>(samples.values[j * width + i]);
      BOOST_TEST(value >= 0.0);
      if (surface.state(place) != State::outside)
        BOOST_TEST(std::abs(value - surface.value(place)) < 1e-5 * surface.maximum());
    }
}

BOOST_AUTO_TEST_CASE(beyond_the_grid_all_is_empty) {
  const Surface surface = pair_of_events();
  const Samples samples = sampled(surface, {-1e7, -1e7, -9e6, -9e6}, 4, 4);
  for (const float value : samples.values) BOOST_TEST(value == 0.0F);
  for (const float margin : samples.nearest) BOOST_TEST(margin > 0.0F);
}

BOOST_AUTO_TEST_CASE(the_maximum_lies_inside_the_study_area) {
  // The event sits 5 km outside, is moved onto the border, and its peak is there; the far half is not counted.
  const Surface surface =
      estimate({test::event_at({67.0, 29.5}, 60.0)}, test::rectangle(66.0, 29.9, 68.0, 31.0), test::one_year(80.0));
  double inside = 0.0;
  for (double lat = 29.9001; lat < 30.5; lat += 0.01) inside = std::max(inside, surface.value({67.0, lat}));
  BOOST_TEST(surface.maximum() == inside, boost::test_tools::tolerance(1e-3));
}

BOOST_AUTO_TEST_CASE(the_maximum_may_lie_between_events) {
  // Two quartics 20 km apart are highest halfway; three around an empty middle, in the middle.
  const geo::LonLat middle{67.0, 30.0};
  const auto around = [&](double turn, double km) {
    return test::event_at(geo::travel(middle, turn, Metres(1000.0 * km)));
  };
  for (const auto& events : {std::vector{around(90.0, 10.0), around(-90.0, 10.0)},
                             std::vector{around(0.0, 13.0), around(120.0, 13.0), around(240.0, 13.0)}}) {
    const Surface surface = estimate(events, nullptr, test::one_year(30.0));
    BOOST_TEST(surface.value(middle) > surface.value(events[0].where));
    BOOST_TEST(surface.maximum() == surface.value(middle), boost::test_tools::tolerance(1e-4));
  }
}

BOOST_AUTO_TEST_CASE(a_list_as_long_as_it_likes_keeps_its_sums_at_hand) {
  // What is asked at a place does not come from nodes, so it does not change with what is drawn.
  const Surface surface = estimate(test::random_events(400, {67.0, 30.0}, 0.3, 0.0, 2), nullptr, test::one_year(40.0));
  const double before = surface.value({67.1, 30.1});
  std::vector<float> values(64 * 64);
  surface.sample(geo::to_mercator(geo::LonLatBox{66.0, 29.0, 68.0, 31.0}), 64, 64, values.data());
  BOOST_TEST(surface.value({67.1, 30.1}) == before);
  BOOST_TEST(static_cast<double>(*std::max_element(values.begin(), values.end())) <= 1.0001 * surface.maximum());
}

BOOST_AUTO_TEST_CASE(relative_standard_error_is_one_over_the_root_of_the_effective_number) {
  const Surface surface = estimate({test::event_at({67.0, 30.0}), test::event_at({67.0, 30.0}),
                                    test::event_at({67.0, 30.0}), test::event_at({67.0, 30.0})},
                                   nullptr, test::one_year(25.0));
  BOOST_TEST(surface.relative_standard_error({67.1, 30.0}) == 0.5, boost::test_tools::tolerance(1e-12));
  BOOST_TEST(surface.relative_standard_error({69.0, 30.0}) == 0.0);
}

BOOST_AUTO_TEST_CASE(threads_do_not_change_a_byte) {
  const auto root = test::root().string();
  const auto area = test::default_study_area(root);
  auto incidents = test::default_incidents(root);
  incidents[20].uncertainty = Metres(90e3);  // one that is spread
  auto options = test::default_options();
  std::optional<Samples> first;
  for (const unsigned threads : {1U, 2U, 8U}) {
    options.threads = threads;
    const Surface surface = estimate(incidents, area, options);
    const Samples samples = sampled(surface, surface.grid().box(), 500, 500);
    if (first) BOOST_TEST((samples == *first));
    first = samples;
  }
}

BOOST_AUTO_TEST_CASE(more_events_wanted_than_there_are_is_never_enough) {
  auto options = test::one_year(25.0);
  options.minimum_events = 4000000000U;
  const Surface surface = estimate({test::event_at({67.0, 30.0}), test::event_at({67.0, 30.0})}, nullptr, options);
  BOOST_TEST((surface.state({67.0, 30.0}) == State::few_events));
}

BOOST_AUTO_TEST_CASE(a_narrow_kernel_over_a_wide_land_needs_no_nodes_in_advance) {
  const Surface surface =
      estimate({test::event_at({61.0, 24.0}), test::event_at({75.0, 36.0})}, nullptr, test::one_year(0.1));
  const geo::MercatorPoint p = geo::to_mercator(geo::LonLat{75.0, 36.0});
  std::vector<float> nearest(32 * 32), enough(32 * 32), values(32 * 32);
  const geo::MercatorBox near{p.x - 200.0, p.y - 200.0, p.x + 200.0, p.y + 200.0};
  surface.sample_margins(near, 32, 32, nearest.data(), enough.data());
  surface.sample(near, 32, 32, values.data());
  BOOST_TEST(nearest[16 * 32 + 16] < 0.0F);
  BOOST_TEST(nearest[0] > 0.0F);
  BOOST_TEST(values[16 * 32 + 16] > 0.0F);
  BOOST_TEST(values[0] == 0.0F);
}

BOOST_AUTO_TEST_CASE(a_spread_event_of_too_many_parts_is_refused_at_once) {
  const auto text = test::error_text<LimitError>([&] {
    estimate({test::event_at({61.0, 24.0}, 300.0)}, nullptr, test::one_year(0.1));
  });
  BOOST_TEST(text.find("parts of spread events take") != std::string::npos, text);
}

BOOST_AUTO_TEST_CASE(options_that_make_no_sense_are_refused) {
  const auto refused = [](auto&& change) {
    auto options = test::one_year(25.0);
    change(options);
    return test::error_text<UsageError>([&] { estimate({test::event_at({61.0, 24.0})}, nullptr, options); });
  };
  BOOST_TEST(refused([](auto& o) { o.bandwidth = Metres(0.0); }).find("bandwidth: ") == 0U);
  BOOST_TEST(refused([](auto& o) { o.half_life = Days(0.0); }).find("half-life: ") == 0U);
  BOOST_TEST(refused([](auto& o) { o.trim = -1.0; }).find("trim: ") == 0U);
  BOOST_TEST(refused([](auto& o) { o.until = o.from; }).find("as-of: ") == 0U);
  BOOST_TEST(refused([](auto& o) { o.kernel = "cone"; }).find("kernel: ") == 0U);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
}  // namespace riskmap

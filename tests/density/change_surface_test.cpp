// SPDX-License-Identifier: MIT
#include <riskmap/base/random.hpp>
#include <riskmap/density/change_surface.hpp>
#include <tests/density/examples.hpp>
#include <tests/support/test.hpp>

#include <cmath>

namespace riskmap {
BOOST_AUTO_TEST_SUITE(density)
BOOST_AUTO_TEST_SUITE(change_surface)

namespace {

const geo::LonLat rising{65.0, 27.5}, quiet{67.0, 27.5};

/// 10 events before and 60 after around one place, 6 and 6 around another, in two periods of 700 days.
ChangeSurface made() {
  ChangeOptions options;
  options.estimate.bandwidth = Metres(40000.0);
  options.estimate.threads = 2;
  options.before = {Days(0.0), Days(700.0)};
  options.after = {Days(700.0), Days(1400.0)};
  Random random(1);
  std::vector<model::Incident> incidents;
  const auto add = [&](int count, double from, geo::LonLat middle) {
    for (int i = 0; i < count; ++i) {
      incidents.push_back(
          test::event_at({middle.lon + 0.6 * random.unit() - 0.3, middle.lat + 0.6 * random.unit() - 0.3}));
      incidents.back().begin = Days(from + std::floor(700.0 * random.unit()));
      incidents.back().end = incidents.back().begin + Days(1.0);
    }
  };
  add(10, 0.0, rising), add(60, 700.0, rising), add(6, 0.0, quiet), add(6, 700.0, quiet);
  return ChangeSurface(incidents, test::rectangle(64.0, 26.0, 68.0, 29.0), options);
}

}  // namespace

BOOST_AUTO_TEST_CASE(states_tell_what_is_more_than_chance) {
  const auto surface = made();
  BOOST_TEST(to_text(surface.state(rising)) == "ok");
  BOOST_TEST(to_text(surface.state(quiet)) == "few-events");
  BOOST_TEST(to_text(surface.state({66.0, 26.1})) == "none-in-reach");
  BOOST_TEST(to_text(surface.state({70.0, 27.5})) == "outside");
  BOOST_TEST(surface.value(rising) > 2.0);
  BOOST_TEST(surface.value({66.0, 26.1}) == 0.0);
  BOOST_TEST(surface.value({70.0, 27.5}) == 0.0);
}

BOOST_AUTO_TEST_CASE(cells_and_places_agree) {
  const auto surface = made();
  for (const auto& cell : surface.change().cells) {
    BOOST_TEST(std::abs(surface.value(cell.cell.place) / std::exp(cell.log_ratio) - 1.0) < 1e-9);
    BOOST_TEST((surface.state(cell.cell.place) == State::ok) == (cell.trend != Trend::cannot_tell));
  }
}

BOOST_AUTO_TEST_CASE(what_is_drawn_is_what_is_read) {
  const auto surface = made();
  constexpr std::size_t width = 40, height = 30;
  const auto box = geo::to_mercator(geo::LonLatBox{64.2, 26.8, 67.8, 28.2});
  std::vector<float> drawn(width * height), nearest(width * height), enough(width * height);
  surface.sample(box, width, height, drawn.data());
  surface.sample_margins(box, width, height, nearest.data(), enough.data());
  int compared = 0, called = 0, differ = 0;
  for (std::size_t i = 0; i < drawn.size(); ++i) {
    const double x = (static_cast<double>(i % width) + 0.5) / width,
                 y = (static_cast<double>(i / width) + 0.5) / height;
    const auto place = geo::to_lonlat(geo::MercatorPoint{box.min_x + box.width() * x, box.max_y - box.height() * y});
    const auto covered = [&](std::size_t at) { return at < nearest.size() && nearest[at] < 0.0F; };
    // On the rim itself either may end first.
    if (!covered(i) || !covered(i - 1) || !covered(i + 1) || !covered(i - width) || !covered(i + width)) continue;
    ++compared;
    BOOST_TEST(std::abs(std::log(static_cast<double>(drawn[i])) - std::log(surface.value(place))) < 0.02);
    const bool is_called = surface.state(place) == State::ok;
    called += is_called ? 1 : 0;
    differ += is_called != (enough[i] < 0.0F) ? 1 : 0;
    BOOST_TEST(static_cast<double>(drawn[i]) <= surface.maximum() * 1.01);
  }
  BOOST_TEST(compared > 200);
  BOOST_TEST(called > 20);
  BOOST_TEST(differ < called / 5);  // along the edge of what is called
}

BOOST_AUTO_TEST_CASE(what_is_not_called_is_open) {
  const auto surface = made();
  constexpr std::size_t width = 40, height = 30;
  const auto box = geo::to_mercator(geo::LonLatBox{64.2, 26.8, 67.8, 28.2});
  std::vector<float> nearest(width * height), enough(width * height), near(width * height), far(width * height);
  std::vector<ColumnSpan> open;
  surface.sample_margins(box, width, height, nearest.data(), enough.data());
  surface.sample_open_margins(box, width, height, near.data(), far.data(), open);
  int opened = 0, wrong = 0;
  const auto is_open = [&](std::size_t i) { return nearest[i] >= 0.0F || enough[i] >= 0.0F; };
  for (std::size_t y = 0; y < height; ++y) {
    const auto [begin, end] = open.at(y);
    for (std::size_t x = 0; x < width; ++x)
      if (const std::size_t i = y * width + x;
          x >= begin && x < end ? near[i] != nearest[i] || far[i] != enough[i] : is_open(i))
        ++wrong;
    if (begin == end) continue;
    ++opened;
    BOOST_TEST(is_open(y * width + begin));
    BOOST_TEST(is_open(y * width + end - 1));
  }
  BOOST_TEST(opened > 5);
  BOOST_TEST(wrong == 0);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
}  // namespace riskmap

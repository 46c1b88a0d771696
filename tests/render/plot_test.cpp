// SPDX-License-Identifier: MIT
#include <riskmap/render/detail/plot_axis.hpp>
#include <riskmap/render/plot.hpp>
#include <tests/support/test.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace riskmap::render {
BOOST_AUTO_TEST_SUITE(render)
BOOST_AUTO_TEST_SUITE(plot)

namespace {

using detail::PlotAxis;

std::string texts(const PlotAxis& axis) {
  std::string out;
  for (const double tick : axis.ticks()) out += (out.empty() ? "" : " ") + axis.text(tick);
  return out;
}

Plot falling_line() {
  Plot plot;
  plot.title = "Title";
  plot.x_label = "distance (km)";
  plot.y_label = "score";
  plot.series = {{"falling", {{0.0, 1.0}, {10.0, 0.0}}, {1, 0, 0, 1}}};
  return plot;
}

Picture picture_of(const Plot& plot, int width = 400, int height = 300, double unit = 1) {
  auto canvas = Canvas::picture(width, height);
  canvas.rectangle({0, 0, canvas.width(), canvas.height()}, {1, 1, 1, 1});
  draw_plot(plot, canvas, {0, 0, canvas.width(), canvas.height()}, unit);
  return canvas.take_picture();
}

bool is_red(const std::uint8_t* p) { return p[0] > 200 && p[1] < 80 && p[2] < 80; }

struct Extent {
  int left = 1 << 20, right = -1, top = 1 << 20, bottom = -1, count = 0;
};

template <typename TPredicate>
Extent extent_of(const Picture& picture, TPredicate&& wanted) {
  Extent out;
  for (int y = 0; y < picture.height; ++y)
    for (int x = 0; x < picture.width; ++x)
      if (wanted(picture.pixel(x, y))) {
        out = {std::min(out.left, x), std::max(out.right, x), std::min(out.top, y), std::max(out.bottom, y),
               out.count + 1};
      }
  return out;
}

bool is_ink(const std::uint8_t* p) { return p[0] < 250 || p[1] < 250 || p[2] < 250; }

}  // namespace

BOOST_AUTO_TEST_CASE(ticks_are_round_and_written_alike) {
  using enum PlotAxis::Fit;
  BOOST_TEST(texts({0, 10, false, 6, tight}) == "0 2 4 6 8 10");
  BOOST_TEST(texts({0.013, 0.291, false, 6, to_ticks}) == "0.0 0.1 0.2 0.3");
  BOOST_TEST(texts({-3, 4, false, 5, to_ticks}) == "−4 −2 0 2 4");
  BOOST_TEST(texts({0, 5200, false, 4, tight}) == "0 2,000 4,000");
  BOOST_TEST(texts({2000, 200000, true, 6, tight}) == "2,000 5,000 10,000 20,000 50,000 100,000 200,000");
  BOOST_TEST(texts({2, 200, true, 6, tight}) == "2 5 10 20 50 100 200");
  BOOST_TEST(texts({0.5, 2e5, true, 6, tight}) == "1 10 100 1,000 10,000 100,000");
  BOOST_TEST(texts({30, 38, true, 5, tight}) == "30 32 34 36 38");
  BOOST_TEST(texts({0, 3e-7, false, 4, tight}) == "0 1e−07 2e−07 3e−07");
}

BOOST_AUTO_TEST_CASE(an_axis_holds_its_range_and_shares_it_out) {
  const PlotAxis linear(1, 5, false, 5, PlotAxis::Fit::tight), log(2, 200, true, 6, PlotAxis::Fit::tight);
  BOOST_TEST(linear.share(1) == 0.0);
  BOOST_TEST(linear.share(4) == 0.75);
  BOOST_TEST(log.share(2) == 0.0);
  BOOST_TEST(log.share(20) == 0.5, boost::test_tools::tolerance(1e-12));
  BOOST_TEST(!log.can_show(0.0));
  BOOST_TEST(!linear.can_show(std::numeric_limits<double>::quiet_NaN()));
  for (const double low : {-7.3, 0.0, 0.00123, 981.0})
    for (const double width : {1e-3, 0.7, 12.0, 4e5}) {
      const PlotAxis axis(low, low + width, false, 5, PlotAxis::Fit::to_ticks);
      BOOST_TEST(axis.low() <= low);
      BOOST_TEST(axis.high() >= low + width);
      BOOST_TEST(axis.ticks().size() >= 3U);
      BOOST_TEST(axis.ticks().size() <= 12U);
    }
}

BOOST_AUTO_TEST_CASE(a_range_that_cannot_be_drawn_is_replaced) {
  const double nan = std::numeric_limits<double>::quiet_NaN(), infinite = std::numeric_limits<double>::infinity();
  for (const auto& [low, high] : {std::pair{infinite, -infinite}, std::pair{nan, 1.0}, std::pair{3.0, 3.0},
                                  std::pair{0.0, 0.0}, std::pair{-1.0, infinite}})
    for (const bool log : {false, true}) {
      const PlotAxis axis(low, high, log, 5, PlotAxis::Fit::to_ticks);
      BOOST_TEST(axis.low() < axis.high());
      BOOST_TEST(!axis.ticks().empty());
      BOOST_TEST(std::isfinite(axis.share(axis.low())));
    }
}

BOOST_AUTO_TEST_CASE(a_line_runs_from_corner_to_corner_of_its_chart) {
  const auto picture = picture_of(falling_line());
  const auto red = extent_of(picture, is_red);
  BOOST_TEST(red.count > 300);
  BOOST_TEST(red.right > 370);  // the line ends near the right edge
  const auto* middle = picture.pixel((red.left + red.right) / 2, 0);
  BOOST_TEST(!is_red(middle));
}

BOOST_AUTO_TEST_CASE(nothing_is_drawn_beyond_the_box) {
  auto plot = falling_line();
  plot.x_log = true;
  plot.series.front().points = {{1.0, 1.0}, {10.0, 0.0}};
  plot.marks = {{1.0, "first"}, {9.0, "a label on the right"}, {10.0, "the last of them"}};
  plot.note =
      "A note that is long enough to be wrapped more than once, since it does not fit into one line of the box.";
  auto canvas = Canvas::picture(500, 400);
  canvas.rectangle({0, 0, 500, 400}, {1, 1, 1, 1});
  draw_plot(plot, canvas, {60, 50, 440, 350}, 1);
  const auto ink = extent_of(canvas.take_picture(), is_ink);
  BOOST_TEST(ink.left >= 60);
  BOOST_TEST(ink.right <= 440);
  BOOST_TEST(ink.top >= 50);
  BOOST_TEST(ink.bottom <= 350);
}

BOOST_AUTO_TEST_CASE(what_cannot_be_shown_breaks_the_line) {
  auto whole = falling_line(), broken = falling_line();
  whole.series.front().name = broken.series.front().name = "";
  whole.series.front().points = {{0, 1}, {4, 0.6}, {6, 0.4}, {10, 0}};
  broken.series.front().points = {{0, 1}, {4, 0.6}, {5, std::numeric_limits<double>::infinity()}, {6, 0.4}, {10, 0}};
  const int all = extent_of(picture_of(whole), is_red).count, part = extent_of(picture_of(broken), is_red).count;
  BOOST_TEST(part > 0);
  BOOST_TEST(part < 0.9 * all);
}

BOOST_AUTO_TEST_CASE(a_given_range_cuts_the_line) {
  auto plot = falling_line();
  plot.series.front().name = "";
  const auto whole = extent_of(picture_of(plot), is_red);
  plot.y_range = {0.0, 0.5};
  const auto cut = extent_of(picture_of(plot), is_red);
  BOOST_TEST(cut.left > (whole.left + whole.right) / 2 - 15);
  BOOST_TEST(cut.top > whole.top - 12);
}

BOOST_AUTO_TEST_CASE(a_dashed_line_has_gaps_and_a_single_point_is_a_dot) {
  auto plot = falling_line();
  plot.series.front().name = "";
  const int solid = extent_of(picture_of(plot), is_red).count;
  plot.series.front().dashed = true;
  const int dashed = extent_of(picture_of(plot), is_red).count;
  BOOST_TEST(dashed > 0.3 * solid);
  BOOST_TEST(dashed < 0.8 * solid);
  plot.series.front().points = {{5, 0.5}};
  const auto dot = extent_of(picture_of(plot), is_red);
  BOOST_TEST(dot.count > 5);
  BOOST_TEST(dot.right - dot.left <= 6);
}

BOOST_AUTO_TEST_CASE(no_series_no_room_and_no_points_are_drawn_without_complaint) {
  picture_of({});
  picture_of(falling_line(), 12, 9);
  auto empty = falling_line();
  empty.series.front().points.clear();
  BOOST_TEST(extent_of(picture_of(empty), is_ink).count > 0);
}

BOOST_AUTO_TEST_CASE(colours_stay_apart_and_come_round) {
  for (std::size_t i = 0; i < 8; ++i) {
    BOOST_TEST((plot_color(i) == plot_color(i + 8)));
    for (std::size_t j = 0; j < i; ++j) BOOST_TEST(!(plot_color(i) == plot_color(j)));
  }
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
}  // namespace riskmap::render

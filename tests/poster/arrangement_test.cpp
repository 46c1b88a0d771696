// SPDX-License-Identifier: MIT
#include <riskmap/poster/arrangement.hpp>

#include <riskmap/base/error.hpp>

#include "fixture.hpp"

#include <cmath>

namespace riskmap {
BOOST_AUTO_TEST_SUITE(poster)
BOOST_AUTO_TEST_SUITE(arrangement)

namespace {

bool overlap(const geo::PixelBox& a, const geo::PixelBox& b) {
  return a.min_x < b.max_x - 0.01 && b.min_x < a.max_x - 0.01 && a.min_y < b.max_y - 0.01 && b.min_y < a.max_y - 0.01;
}

void check_places(const poster::Arrangement& page) {
  for (const auto& piece : page.pieces) {
    BOOST_TEST_CONTEXT(piece.furniture->name) {
      BOOST_TEST((piece.box.min_x >= 0 && piece.box.min_y >= 0 && piece.box.max_x <= page.size.width_mm &&
                  piece.box.max_y <= page.size.height_mm));
      if (!piece.furniture->on_frame) BOOST_TEST(!overlap(piece.box, page.frame));
      for (const auto& other : page.pieces) {
        if (&other < &piece && !piece.furniture->on_frame && !other.furniture->on_frame)
          BOOST_TEST(!overlap(piece.box, other.box));
      }
    }
  }
}

}  // namespace

BOOST_AUTO_TEST_CASE(nothing_overlaps_on_any_page) {
  const test::TemporaryFolder folder;
  const auto scene = test::load(test::write_map(folder));
  const auto layout = poster::read_layout(scene, "");
  for (const char* size : {"A4", "A3", "A0", "500x400mm"}) {
    for (const bool landscape : {false, true}) {
      BOOST_TEST_CONTEXT(size << (landscape ? " landscape" : "")) {
        check_places(poster::arrange(scene, layout, {.size = poster::parse_page_size(size, landscape), .dpi = 72}));
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(the_frame_lies_on_whole_pixels_and_shows_the_whole_box) {
  const test::TemporaryFolder folder;
  const auto scene = test::load(test::write_map(folder));
  for (const int dpi : {72, 150, 300}) {
    const auto page = poster::arrange(scene, poster::read_layout(scene, ""), {.size = {420, 297}, .dpi = dpi});
    for (const double edge : {page.frame.min_x, page.frame.min_y, page.frame.max_x, page.frame.max_y}) {
      BOOST_TEST(std::abs(edge * dpi / 25.4 - std::round(edge * dpi / 25.4)) < 1e-6);
    }
    const auto shown = page.view.lonlat_box(), asked = scene.bounds();
    const double pixel = 360 / page.view.world_size();
    BOOST_TEST((shown.min_x <= asked.min_x + pixel && shown.max_x >= asked.max_x - pixel &&
                shown.min_y <= asked.min_y + pixel && shown.max_y >= asked.max_y - pixel));
  }
}

BOOST_AUTO_TEST_CASE(what_does_not_fit_is_refused) {
  const test::TemporaryFolder folder;
  const auto scene = test::load(test::write_map(folder));
  const auto layout = poster::read_layout(scene, "");
  const auto arrange = [&](poster::PosterOptions options) {
    return test::error_text<UsageError>([&] { poster::arrange(scene, layout, options); });
  };
  BOOST_TEST(arrange({.size = {420, 297}, .title = std::string(400, 'm')})
                 .find("--title: the title does not fit into 1 line of 392 mm") != std::string::npos);
  BOOST_TEST(arrange({.size = {120, 60}}).starts_with("--size: the map's frame would be "));
  BOOST_TEST(arrange({.site = "gwadar"}) ==
             "--site: there is no site 'gwadar' (there are: gwadar-port, port-qasim, dasu)");
}

BOOST_AUTO_TEST_CASE(a_title_in_a_tall_script_is_one_line_too) {
  const test::TemporaryFolder folder;
  const auto scene = test::load(test::write_map(folder));
  const auto layout = poster::read_layout(scene, "");
  const poster::PosterOptions options{.size = {420, 297}, .title = "بلوچستان اور سندھ میں درج شدہ حملے"};
  check_places(poster::arrange(scene, layout, options));
}

BOOST_AUTO_TEST_CASE(a_site_stands_in_the_middle) {
  const test::TemporaryFolder folder;
  const auto scene = test::load(test::write_map(folder));
  const auto page = poster::arrange(scene, poster::read_layout(scene, ""), {.site = "dasu"});
  const auto pixel = page.view.to_pixel(geo::LonLat{73.1930, 35.3170});
  BOOST_TEST(std::abs(pixel.x - page.view.width / 2.0) < 2);
  BOOST_TEST(std::abs(pixel.y - page.view.height / 2.0) < page.view.height * 0.01);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
}  // namespace riskmap

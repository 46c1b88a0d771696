// SPDX-License-Identifier: MIT
#include <riskmap/render/view.hpp>
#include <tests/support/test.hpp>

#include <cmath>

namespace riskmap::render {
BOOST_AUTO_TEST_SUITE(render)
BOOST_AUTO_TEST_SUITE(view)

BOOST_AUTO_TEST_CASE(a_tile_is_the_view_of_its_box) {
  for (const int size : {256, 512}) {
    for (const int scale : {1, 2}) {
      const geo::TileId tile(6, 43, 27);
      const auto view = View::tile(tile, size, scale);
      BOOST_TEST(view.width == size * scale);
      BOOST_TEST(view.height == size * scale);
      BOOST_TEST(view.ratio == scale);
      BOOST_TEST(!view.frame.has_value());
      const auto box = view.box(), wanted = tile.box();
      BOOST_TEST(std::abs(box.min_x - wanted.min_x) < 1e-6);
      BOOST_TEST(std::abs(box.min_y - wanted.min_y) < 1e-6);
      BOOST_TEST(std::abs(box.max_x - wanted.max_x) < 1e-6);
      BOOST_TEST(std::abs(box.max_y - wanted.max_y) < 1e-6);
    }
  }
}

BOOST_AUTO_TEST_CASE(a_256_px_tile_draws_one_style_zoom_less_than_its_own) {
  BOOST_TEST(View::tile({6, 43, 27}, 256).zoom == 5.0);
  BOOST_TEST(View::tile({6, 43, 27}, 512).zoom == 6.0);
  // So a 512-px tile z is four 256-px tiles z + 1, pixel for pixel.
  const auto parent = View::tile({6, 43, 27}, 512), child = View::tile({7, 87, 55}, 256);
  BOOST_TEST(parent.zoom == child.zoom);
  BOOST_TEST(parent.world_size() == child.world_size());
  BOOST_TEST(child.left == parent.left + 256);
  BOOST_TEST(child.top == parent.top + 256);
}

BOOST_AUTO_TEST_CASE(pixels_and_places_are_each_others_inverse) {
  const auto view = View::tile({7, 87, 55});
  for (const auto& p : {PixelPoint{0, 0}, PixelPoint{12.5, 200.25}, PixelPoint{-300, 700}}) {
    const auto there = view.to_pixel(view.to_mercator(p));
    BOOST_TEST(std::abs(there.x - p.x) < 1e-6);
    BOOST_TEST(std::abs(there.y - p.y) < 1e-6);
  }
  const auto middle = View::tile({0, 0, 0}).to_pixel(geo::LonLat{0, 0});
  BOOST_TEST(std::abs(middle.x - 128) < 1e-9);
  BOOST_TEST(std::abs(middle.y - 128) < 1e-9);
}

BOOST_AUTO_TEST_CASE(a_centred_view_has_its_centre_in_the_middle) {
  const geo::LonLat gwadar{62.333, 25.113};
  for (const double ratio : {1.0, 2.0, 4.17}) {
    const auto view = View::centred(gwadar, 7.3, 801, 600, ratio);
    const auto p = view.to_pixel(gwadar);
    BOOST_TEST(std::abs(p.x - 400.5) <= 0.5);
    BOOST_TEST(std::abs(p.y - 300) <= 0.5);
    BOOST_TEST(std::abs(view.world_size() - 512 * std::exp2(7.3) * ratio) < 1e-6);
    BOOST_REQUIRE(view.frame.has_value());
    BOOST_TEST((*view.frame == view.world_box()));
  }
}

BOOST_AUTO_TEST_CASE(a_fitted_view_shows_the_whole_box_and_no_more_than_it_must) {
  const geo::LonLatBox box{60.5, 23.4, 77.5, 37.2};
  for (const auto& [width, height] : {std::pair{1000, 400}, std::pair{400, 1000}, std::pair{777, 777}}) {
    const auto view = View::fit(box, width, height, 2);
    BOOST_TEST(view.width == width);
    BOOST_TEST(view.height == height);
    const auto north_west = view.to_pixel(geo::LonLat{box.min_x, box.max_y});
    const auto south_east = view.to_pixel(geo::LonLat{box.max_x, box.min_y});
    const double gap = std::min({north_west.x, north_west.y, width - south_east.x, height - south_east.y});
    BOOST_TEST(std::abs(gap) <= 0.51);
  }
}

BOOST_AUTO_TEST_CASE(a_grown_view_keeps_its_grid) {
  const auto view = View::tile({7, 87, 55}), grown = view.grown(10);
  BOOST_TEST(grown.width == view.width + 20);
  const auto p = view.to_pixel(geo::LonLat{66, 24}), q = grown.to_pixel(geo::LonLat{66, 24});
  BOOST_TEST(std::abs(q.x - p.x - 10) < 1e-9);
  BOOST_TEST(std::abs(q.y - p.y - 10) < 1e-9);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
}  // namespace riskmap::render

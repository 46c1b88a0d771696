// SPDX-License-Identifier: MIT
// Tiles of a surface are parts of a larger picture, pixel by pixel, and their digests say when they differ.
#include <riskmap/render/surface_tile.hpp>
#include <tests/render/default_map.hpp>
#include <tests/render/small_surface.hpp>

#include <set>

namespace riskmap::render {
BOOST_AUTO_TEST_SUITE(render)
BOOST_AUTO_TEST_SUITE(surface_tiles)

namespace {

const test::SmallSurface& small() {
  static const test::SmallSurface the_small;
  return the_small;
}

/// How many pixels of the 3 × 3 tiles around a place are not those of one picture of all.
template <typename TDraw>
int differing_pixels(geo::LonLat place, unsigned zoom, int scale, TDraw&& draw) {
  const auto middle = geo::tile_at(place, zoom);
  const auto tile_view = [&](std::uint32_t column, std::uint32_t row) {
    return View::tile({zoom, middle.x - 1 + column, middle.y - 1 + row}, 256, scale);
  };
  auto large = tile_view(0, 0);
  const int side = large.width;
  large.width = large.height = 3 * side;
  const Picture whole = draw(large);
  int wrong = 0;
  for (std::uint32_t row = 0; row < 3; ++row) {
    for (std::uint32_t column = 0; column < 3; ++column) {
      const Picture tile = draw(tile_view(column, row));
      for (int y = 0; y < side; ++y) {
        const auto* const there = whole.pixel(static_cast<int>(column) * side, static_cast<int>(row) * side + y);
        for (int x = 0; x < side; ++x)
          wrong += std::equal(tile.pixel(x, y), tile.pixel(x, y) + 4, there + 4 * x) ? 0 : 1;
      }
    }
  }
  return wrong;
}

constexpr geo::LonLat coast{63.0, 25.35}, hole{63.4, 26.05};

std::vector<View> tiles_around(geo::LonLat place, unsigned zoom) {
  const auto middle = geo::tile_at(place, zoom);
  std::vector<View> out;
  for (auto y = middle.y - 2; y <= middle.y + 2; ++y)
    for (auto x = middle.x - 2; x <= middle.x + 2; ++x) out.push_back(View::tile({zoom, x, y}));
  return out;
}

}  // namespace

BOOST_AUTO_TEST_CASE(numbers_are_those_of_a_picture) {
  const auto draw = [](const View& view) { return surface_tile(small().entry(), view); };
  for (unsigned zoom = 4; zoom <= 12; ++zoom)
    for (const int scale : {1, 2})
      BOOST_TEST(differing_pixels(zoom % 2 == 0 ? coast : hole, zoom, scale, draw) == 0, zoom << " at " << scale);
}

BOOST_AUTO_TEST_CASE(states_and_the_areas_edge_are_those_of_a_picture) {
  const auto draw = [](const View& view) { return mask_tile(small().map(), small().entry(), view); };
  for (unsigned zoom = 4; zoom <= 12; ++zoom)
    for (const int scale : {1, 2})
      BOOST_TEST(differing_pixels(zoom % 2 == 0 ? coast : hole, zoom, scale, draw) == 0, zoom << " at " << scale);
}

BOOST_AUTO_TEST_CASE(colors_are_those_of_a_picture) {
  const auto draw = [](const View& view) { return small().map().picture(view); };
  for (unsigned zoom = 4; zoom <= 12; ++zoom)
    for (const int scale : {1, 2})
      BOOST_TEST(differing_pixels(zoom % 2 == 0 ? coast : hole, zoom, scale, draw) == 0, zoom << " at " << scale);
}

BOOST_AUTO_TEST_CASE(the_default_maps_numbers_and_states_are_those_of_a_picture) {
  const auto& entry = test::default_scene().surface("");
  for (const unsigned zoom : {4U, 6U, 9U, 12U}) {
    BOOST_TEST(
        differing_pixels({67.34, 24.775}, zoom, 1, [&](const View& view) { return surface_tile(entry, view); }) == 0);
    BOOST_TEST(differing_pixels({67.34, 24.775}, zoom, 1,
                                [&](const View& view) { return mask_tile(test::default_map(), entry, view); }) == 0);
  }
}

BOOST_AUTO_TEST_CASE(a_picture_that_is_used_again_is_like_a_new_one) {
  Picture numbers, mask;
  for (const unsigned zoom : {5U, 9U, 7U}) {
    for (const auto& view : tiles_around(coast, zoom)) {
      surface_tile(small().entry(), view, SurfaceEdge::past, numbers);
      mask_tile(small().map(), small().entry(), view, mask);
      BOOST_TEST((numbers.rgba == surface_tile(small().entry(), view).rgba));
      BOOST_TEST((mask.rgba == mask_tile(small().map(), small().entry(), view).rgba));
    }
  }
}

BOOST_AUTO_TEST_CASE(equal_digests_are_equal_tiles) {
  const test::SmallSurface again, stricter({.set = {{"metadata.riskmap:surfaces.risk.minimum-events", "3"}}}),
      painted({.set = {{"layers[0].paint.background-color", "\"#ff0000\""}}});
  for (const unsigned zoom : {6U, 8U, 10U}) {
    std::set<std::uint64_t> numbers;
    int same_masks = 0;
    for (const auto& view : tiles_around(coast, zoom)) {
      const auto own = surface_tile_digest(small().entry(), view);
      const auto mask = mask_tile_digest(small().map(), small().entry(), view);
      BOOST_TEST(own == surface_tile_digest(again.entry(), view));
      BOOST_TEST(mask == mask_tile_digest(again.map(), again.entry(), view));
      const bool same = mask == mask_tile_digest(painted.map(), painted.entry(), view);
      const auto red = mask_tile(painted.map(), painted.entry(), view);
      BOOST_TEST((!same || red.rgba == mask_tile(small().map(), small().entry(), view).rgba));
      same_masks += same ? 1 : 0;
      numbers.insert(own);
    }
    BOOST_TEST(same_masks > 0);
    BOOST_TEST(same_masks < 25);  // the map below is seen along the area's edge
    BOOST_TEST(numbers.size() > 2U);
  }
  const auto view = View::tile(geo::tile_at({63.0, 25.9}, 8));
  BOOST_TEST(mask_tile_digest(stricter.map(), stricter.entry(), view) !=
             mask_tile_digest(small().map(), small().entry(), view));
}

BOOST_AUTO_TEST_CASE(the_maps_digest_follows_the_surface) {
  const test::SmallSurface again, fainter({.set = {{"layers[1].paint.color-relief-opacity", "0.5"}}}),
      hatched({.set = {{"layers[1].metadata.riskmap:states.few-events.spacing", "7"}}});
  const auto inside = View::tile(geo::tile_at({63.0, 25.9}, 8)), outside = View::tile(geo::tile_at({60.0, 20.0}, 8));
  BOOST_TEST(small().map().digest(inside) == again.map().digest(inside));
  for (const auto* other : {&fainter, &hatched}) {
    BOOST_TEST(small().map().digest(inside) != other->map().digest(inside));
    BOOST_TEST(small().map().digest(outside) == other->map().digest(outside));
  }
}

BOOST_AUTO_TEST_CASE(a_value_beyond_the_encoding_is_an_error) {
  auto entry = small().entry();
  entry.step = 1e-12;
  BOOST_CHECK_THROW(surface_tile(entry, View::tile(geo::tile_at({63.0, 25.9}, 8))), LimitError);
  entry.step = 0;
  BOOST_CHECK_THROW(surface_tile(entry, View::tile(geo::tile_at({63.0, 25.9}, 8))), UsageError);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
}  // namespace riskmap::render

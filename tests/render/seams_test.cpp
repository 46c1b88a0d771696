// SPDX-License-Identifier: MIT
// Tiles joined are the picture, whatever was drawn before them and by how many threads.
#include <tests/render/default_map.hpp>
#include <tests/render/small_map.hpp>

#include <functional>
#include <thread>

namespace riskmap::render {
BOOST_AUTO_TEST_SUITE(render)
BOOST_AUTO_TEST_SUITE(seams)

using Draw = std::function<Picture(const View&)>;

namespace {

/// The 4 × 4 tiles around the middle of Balochistan and Sindh.
geo::TileId corner(unsigned zoom) {
  const auto middle = geo::tile_at({66, 26.5}, zoom);
  return {zoom, middle.x - 2, middle.y - 2};
}

struct Joined {
  int largest = 0;
  int over_2 = 0;
};
Joined compare_tiles(unsigned zoom, const Draw& draw) {
  const auto first = View::tile(corner(zoom));
  auto large = first;
  large.width = large.height = 1024;
  const auto whole = draw(large);
  Joined out;
  for (unsigned row = 0; row < 4; ++row) {
    for (unsigned column = 0; column < 4; ++column) {
      const auto tile = draw(View::tile({zoom, corner(zoom).x + column, corner(zoom).y + row}));
      const auto difference =
          test::compare(tile, whole, static_cast<int>(256 * column), static_cast<int>(256 * row), 2);
      out.largest = std::max(out.largest, difference.largest);
      out.over_2 += difference.pixels;
    }
  }
  return out;
}

Draw part(Part which) {
  return [which](const View& view) { return test::default_map().picture(view, which); };
}

constexpr unsigned zooms[] = {5, 7};

}  // namespace

BOOST_AUTO_TEST_CASE(numbers_join_exactly) {
  const auto& entry = test::default_scene().surface("");
  for (const auto zoom : zooms)
    BOOST_TEST(compare_tiles(zoom, [&](const View& view) { return surface_tile(entry, view); }).largest == 0);
}

BOOST_AUTO_TEST_CASE(states_join) {
  const auto& entry = test::default_scene().surface("");
  for (const auto zoom : zooms) {
    const auto joined =
        compare_tiles(zoom, [&](const View& view) { return mask_tile(test::default_map(), entry, view); });
    BOOST_TEST(joined.largest <= 17);  // the study area's edge: one of fifteen rows that Cairo counts in a pixel
    BOOST_TEST(joined.over_2 < 1024 * 1024 / 1000);
  }
}

BOOST_AUTO_TEST_CASE(labels_join_exactly) {
  for (const auto zoom : zooms) BOOST_TEST(compare_tiles(zoom, part(Part::labels)).largest == 0);
}

BOOST_AUTO_TEST_CASE(areas_join) {
  for (const auto zoom : zooms) BOOST_TEST(compare_tiles(zoom, part(Part::base)).largest <= 4);
}

BOOST_AUTO_TEST_CASE(lines_and_all_join_within_16_of_255) {
  for (const auto zoom : zooms) {
    const auto joined = compare_tiles(zoom, part(Part::all));
    BOOST_TEST(joined.largest <= 16);
    BOOST_TEST(joined.over_2 < 1024 * 1024 / 1000);
  }
}

BOOST_AUTO_TEST_CASE(a_tile_is_the_same_whatever_was_drawn_before) {
  const auto view = View::tile(geo::tile_at({67.34, 24.775}, 7));
  const auto late = test::default_map().picture(view);  // after all of the above, if they ran
  const Renderer fresh(test::default_scene());
  const auto first = fresh.picture(view);
  BOOST_TEST((first.rgba == late.rgba));
  for (const unsigned zoom : {4U, 5U, 6U, 8U, 9U}) fresh.picture(View::tile(geo::tile_at({67.34, 24.775}, zoom)));
  BOOST_TEST((fresh.picture(view).rgba == first.rgba));
}

BOOST_AUTO_TEST_CASE(and_from_four_threads) {
  const Renderer together(test::default_scene()), alone(test::default_scene());
  std::vector<Picture> pictures(16);
  const auto view = [](std::size_t i) {
    return View::tile(
        {7, corner(7).x + static_cast<std::uint32_t>(i % 4), corner(7).y + static_cast<std::uint32_t>(i / 4)});
  };
  std::vector<std::thread> threads;
  for (std::size_t t = 0; t < 4; ++t) {
    threads.emplace_back([&, t] {
      for (std::size_t i = t; i < pictures.size(); i += 4) pictures[i] = together.picture(view(i));
    });
  }
  for (auto& thread : threads) thread.join();
  for (std::size_t i = 0; i < pictures.size(); ++i)
    BOOST_TEST((alone.picture(view(i)).rgba == pictures[i].rgba), fmt::format("tile {}", i));
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
}  // namespace riskmap::render

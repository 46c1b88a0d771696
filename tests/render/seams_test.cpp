// SPDX-License-Identifier: MIT
// Tiles joined are the picture, whatever was drawn before them and by how many threads.
#include <riskmap/render/surface_tile.hpp>
#include <tests/render/default_map.hpp>
#include <tests/render/small_map.hpp>

#include <cmath>
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
Joined compare_tiles(unsigned zoom, const Draw& draw, int scale = 1) {
  const auto first = View::tile(corner(zoom), 256, scale);
  auto large = first;
  large.width = large.height = 1024 * scale;
  const auto whole = draw(large);
  Joined out;
  for (unsigned row = 0; row < 4; ++row) {
    for (unsigned column = 0; column < 4; ++column) {
      const auto tile = draw(View::tile({zoom, corner(zoom).x + column, corner(zoom).y + row}, 256, scale));
      const auto side = static_cast<unsigned>(256 * scale);
      const auto difference =
          test::compare(tile, whole, static_cast<int>(side * column), static_cast<int>(side * row), 2);
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

BOOST_AUTO_TEST_CASE(areas_lines_marks_and_labels_join_exactly) {
  for (unsigned zoom = 4; zoom <= 12; ++zoom) {
    for (const auto which : {Part::base, Part::overlay, Part::labels}) {
      for (const int scale : {1, 2}) {
        const auto joined = compare_tiles(zoom, part(which), scale);
        BOOST_TEST(joined.largest == 0, fmt::format("zoom {}, part {}, {}x", zoom, static_cast<int>(which), scale));
      }
    }
  }
}

namespace {

/// A line that winds out of the middle, so that it crosses the tiles of every zoom; areas and points along it.
std::string spiral(const char* kind) {
  std::string points, marks;
  double radius = 0.002;
  for (int i = 0; i < 400; ++i, radius *= 1.022) {
    const auto place =
        fmt::format("[{:.9f},{:.9f}]", 66 + radius * std::cos(i * 0.37), 26.5 + radius * std::sin(i * 0.37));
    points += (i == 0 ? "" : ",") + place;
    if (i % 7 == 0) marks += (i == 0 ? "" : ",") + test::feature("Point", place, R"({"w":1})");
  }
  if (kind == std::string("Point")) return marks;
  return test::feature("LineString", "[" + points + "]", "{}");
}

void check_joins(const std::string& name, const std::string& features, const std::string& layers) {
  const test::SmallMap map(features, layers,
                           R"({"riskmap:patterns":{"p":{"kind":"dots","spacing":7,"width":3,"color":"#c51f2b"}}})");
  for (unsigned zoom = 4; zoom <= 12; ++zoom) {
    for (const int scale : {1, 2}) {
      const auto joined = compare_tiles(
          zoom, [&](const View& view) { return map.draw(view); }, scale);
      BOOST_TEST(joined.largest == 0, fmt::format("{}: zoom {}, {}x", name, zoom, scale));
    }
  }
}

}  // namespace

BOOST_AUTO_TEST_CASE(every_look_of_a_line_joins_exactly) {
  for (const auto* paint :
       {R"("line-blur":4)", R"("line-gap-width":5,"line-blur":1.5)", R"("line-offset":7)",
        R"("line-dasharray":[3,2,1],"line-gap-width":3)",
        R"("line-gradient":["interpolate",["linear"],["line-progress"],0,"#ff0000",1,"#0000ff"],"line-blur":2)",
        R"("line-pattern":"p")", R"("line-dasharray":[2,2],"line-blur":3)"})
    check_joins(
        paint, spiral("LineString"),
        test::layer(
            "line",
            fmt::format(
                R"("layout":{{"line-join":"round","line-cap":"round"}},"paint":{{"line-width":7,"line-opacity":0.7,{}}})",
                paint)));
}

BOOST_AUTO_TEST_CASE(patterns_blurred_circles_and_heat_join_exactly) {
  check_joins("background-pattern", spiral("Point"),
              R"({"id":"b","type":"background","paint":{"background-pattern":"p"}})");
  check_joins(
      "circle-blur", spiral("Point"),
      test::layer("circle",
                  R"("paint":{"circle-radius":30,"circle-blur":0.7,"circle-stroke-width":4,"circle-opacity":0.5})"));
  check_joins("heatmap", spiral("Point"), test::layer("heatmap", R"("paint":{"heatmap-radius":25})"));
}

BOOST_AUTO_TEST_CASE(layers_laid_over_as_a_whole_join_exactly) {
  const auto area = test::feature("Polygon", "[[[61,22],[71,22.5],[66,31],[61,22]]]", "{}");
  std::string layers = R"({"id":"b","type":"background","paint":{"background-pattern":"p"}})";
  for (const auto* paint : {R"("fill-layer-opacity":0.6)", R"("fill-layer-blend":"color","fill-translate":[40,-30])",
                            R"("fill-layer-blend":"plus-lighter","fill-layer-opacity":0.3,"fill-translate":[-60,20])"})
    layers += fmt::format(R"(,{{"id":"f{}","type":"fill","source":"s","paint":{{"fill-color":"#3a7d5c",{}}}}})",
                          layers.size(), paint);
  for (const auto* blend : {"multiply", "luminosity", "screen", "overlay"})
    layers += fmt::format(
        R"(,{{"id":"l{}","type":"line","source":"s","paint":{{"line-color":"#8080c0","line-width":9,"line-blur":2,"line-layer-opacity":0.8,"line-layer-blend":"{}"}}}})",
        layers.size(), blend);
  check_joins("composited", spiral("LineString") + "," + area, layers);
}

BOOST_AUTO_TEST_CASE(all_joins_exactly) {
  for (const auto zoom : zooms) BOOST_TEST(compare_tiles(zoom, part(Part::all)).largest == 0);
}

BOOST_AUTO_TEST_CASE(a_picture_larger_than_a_block_joins_exactly) {
  auto large = View::tile(corner(6));
  large.width = 1500;
  large.height = 1100;
  const auto whole = test::default_map().picture(large, Part::unlabelled);
  auto part = large;
  part.left += 900;
  part.top += 950;
  part.width = 300;
  part.height = 150;
  BOOST_TEST(test::compare(test::default_map().picture(part, Part::unlabelled), whole, 900, 950).largest == 0);
}

BOOST_AUTO_TEST_CASE(a_picture_drawn_into_used_memory_is_the_same) {
  Picture used;
  for (const unsigned zoom : {5U, 7U}) {
    const auto view = View::tile(corner(zoom));
    test::default_map().picture(view, used);
    BOOST_TEST((used.rgba == test::default_map().picture(view).rgba));
    test::default_map().picture(view, used, Part::overlay);
    BOOST_TEST((used.rgba == Renderer(test::default_scene()).picture(view, Part::overlay).rgba));
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

BOOST_AUTO_TEST_CASE(and_of_many_zooms_that_threads_prepare_at_once) {
  const Renderer together(test::default_scene()), alone(test::default_scene());
  constexpr unsigned first = 4, count = 6;  // more than are kept
  std::vector<Picture> pictures(count);
  const auto view = [](std::size_t i) {
    return View::tile(geo::tile_at({67.34, 24.775}, first + static_cast<unsigned>(i)));
  };
  std::vector<std::thread> threads;
  for (std::size_t i = 0; i < count; ++i)
    threads.emplace_back([&, i] { pictures[i] = together.picture(view(i), Part::unlabelled); });
  for (auto& thread : threads) thread.join();
  for (std::size_t i = 0; i < count; ++i)
    BOOST_TEST((alone.picture(view(i), Part::unlabelled).rgba == pictures[i].rgba), fmt::format("zoom {}", first + i));
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
}  // namespace riskmap::render

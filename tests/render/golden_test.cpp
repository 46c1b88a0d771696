// SPDX-License-Identifier: MIT
// Pictures compared with those in tests/golden: no channel may differ by more than 16/255, and at most 0.5 % of the
// pixels by more than 4/255. A difference leaves a page in the build folder; RISKMAP_UPDATE_GOLDEN=1 rewrites them.
#include <tests/render/default_map.hpp>
#include <tests/render/png_file.hpp>
#include <tests/render/small_ground.hpp>
#include <tests/render/small_map.hpp>
#include <tests/render/small_surface.hpp>

#include <cstdlib>

namespace riskmap::render {
BOOST_AUTO_TEST_SUITE(render)
BOOST_AUTO_TEST_SUITE(golden)

namespace fs = std::filesystem;
using test::layer;
using test::SmallMap;

namespace {

constexpr int largest_difference = 16, small_difference = 4;
constexpr double share_over_small = 0.005;

/// <build folder>/tests/golden: this program stands in <build folder>/bin.
fs::path page_folder() {
  const auto folder = fs::read_symlink("/proc/self/exe").parent_path().parent_path() / "tests" / "golden";
  fs::create_directories(folder);
  return folder;
}

Picture difference_of(const Picture& expected, const Picture& actual) {
  Picture out = actual;
  for (std::size_t i = 0; i < out.rgba.size(); ++i) {
    if (i % 4 != 3)
      out.rgba[i] = static_cast<std::uint8_t>(255 - std::min(255, 8 * std::abs(expected.rgba[i] - actual.rgba[i])));
  }
  return out;
}

void write_page(const std::string& name, const Picture& expected, const Picture& actual,
                const test::Difference& found) {
  const auto folder = page_folder();
  test::write_png(folder / (name + "-actual.png"), actual);
  std::string row = fmt::format("<td><img src=\"{}-actual.png\"></td>", name);
  if (expected.rgba.size() == actual.rgba.size()) {
    test::write_png(folder / (name + "-expected.png"), expected);
    test::write_png(folder / (name + "-difference.png"), difference_of(expected, actual));
    row = fmt::format("<td><img src=\"{0}-expected.png\"></td>{1}<td><img src=\"{0}-difference.png\"></td>", name, row);
  }
  test::write_text(
      folder / (name + ".html"),
      fmt::format(
          "<!doctype html><meta charset=\"utf-8\"><title>{0}</title><h1>{0}</h1><p>Expected, actual, difference × 8. "
          "Largest difference {1}/255; {2} pixels differ by more than {3}/255.</p><table><tr>{4}</tr></table>\n",
          name, found.largest, found.pixels, small_difference, row));
  BOOST_TEST_MESSAGE("see " + (folder / (name + ".html")).string());
}

void check(const std::string& name, const Picture& actual) {
  const auto file = test::root() / "tests/golden" / (name + ".png");
  const char* update = std::getenv("RISKMAP_UPDATE_GOLDEN");
  if (update != nullptr && std::string(update) == "1") return test::write_png(file, actual);
  BOOST_REQUIRE(actual.opaque());
  const auto expected = test::read_png(file);
  test::Difference found{255, actual.width * actual.height};
  if (expected.width == actual.width && expected.height == actual.height)
    found = test::compare(actual, expected, 0, 0, small_difference);
  const bool same =
      found.largest <= largest_difference && found.pixels <= share_over_small * actual.width * actual.height;
  BOOST_TEST(same, fmt::format("{}: largest difference {}/255, {} pixels over {}/255; see {}", name, found.largest,
                               found.pixels, small_difference, (page_folder() / (name + ".html")).string()));
  if (!same) write_page(name, expected, actual, found);
}

const std::string ground = R"({"id":"ground","type":"background","paint":{"background-color":"#f6f4ef"}},)";

void check_small(const std::string& name, const std::string& features, const std::string& layers,
                 const std::string& metadata = "{}") {
  check(name, SmallMap(features, ground + layers, metadata).draw());
}

test::Points star(double x, double y, double radius) {
  test::Points out;
  for (int i = 0; i <= 10; ++i) {
    const double r = i % 2 == 0 ? radius : radius / 2.5, angle = 3.14159265358979 * (i % 10) / 5;
    out.emplace_back(x + r * std::sin(angle), y - r * std::cos(angle));
  }
  return out;
}

}  // namespace

BOOST_AUTO_TEST_CASE(background) {
  check_small("background", test::point(0, 0),
              R"({"id":"a","type":"background","paint":{"background-color":"#cfdde6","background-opacity":0.6}})");
}

BOOST_AUTO_TEST_CASE(fill) {
  const auto features = test::polygon({star(45, 50, 40), star(45, 50, 15)}, R"({"c":"#c51f2b"})") + "," +
                        test::polygon({star(85, 80, 40)}, R"({"c":"#1f5a7a"})");
  check_small(
      "fill", features,
      layer("fill",
            R"("paint":{"fill-color":["to-color",["get","c"]],"fill-opacity":0.7,"fill-outline-color":"#222222"})") +
          R"(,{"id":"b","type":"fill","source":"s","filter":["==",["get","c"],"#1f5a7a"],"paint":{"fill-pattern":"h"}})",
      R"({"riskmap:patterns":{"h":{"kind":"lines","angle":45,"spacing":6,"width":1.2,"color":"#ffffff"}}})");
}

BOOST_AUTO_TEST_CASE(line) {
  const auto features = test::line({{10, 20}, {60, 30}, {50, 60}, {118, 40}}, R"({"k":1})") + "," +
                        test::line({{10, 60}, {60, 80}, {118, 64}}, R"({"k":2})") + "," +
                        test::line({{10, 90}, {60, 120}, {118, 90}}, R"({"k":3})");
  const auto one = [](int k, const char* paint, const char* layout) {
    return fmt::format(
        R"({{"id":"l{0}","type":"line","source":"s","filter":["==",["get","k"],{0}],"paint":{1},"layout":{2}}})", k,
        paint, layout);
  };
  check_small("line", features,
              one(1, R"({"line-width":5,"line-color":"#57524a"})", R"({"line-cap":"round","line-join":"round"})") +
                  "," + one(2, R"({"line-width":3,"line-color":"#7d776d","line-dasharray":[4,2]})", "{}") + "," +
                  one(3, R"({"line-width":2,"line-gap-width":5,"line-color":"#8fb2c7"})", R"({"line-join":"bevel"})"));
}

BOOST_AUTO_TEST_CASE(circle) {
  std::string features;
  for (int i = 0; i < 5; ++i)
    features += (i == 0 ? "" : ",") + test::point(14 + 24 * i, 30 + 15 * i, fmt::format(R"({{"r":{}}})", 2 + 4 * i));
  check_small("circle", features,
              layer("circle", R"("paint":{"circle-radius":["get","r"],"circle-color":"#0b3c5d","circle-opacity":0.7,
    "circle-stroke-color":"#ffffff","circle-stroke-width":2.2})"));
}

BOOST_AUTO_TEST_CASE(symbol) {
  const auto features =
      test::point(64, 25, R"({"name":"Gwadar Port"})") + "," + test::point(64, 60, R"({"name":"گوادر"})") + "," +
      test::point(64, 100, R"({"name":"瓜达尔港"})") + "," + test::point(66, 27, R"({"name":"hidden"})");
  check_small("symbol", features,
              layer("symbol", R"("layout":{"text-field":["get","name"],"text-font":["Noto Sans Bold"],"text-size":17},
    "paint":{"text-color":"#0b3c5d","text-halo-color":"#ffffff","text-halo-width":1.8})"));
}

BOOST_AUTO_TEST_CASE(color_relief) {
  check("color-relief", test::SmallSurface().map().picture(View::tile(geo::tile_at({63.1, 25.9}, 7))));
}

namespace {

const std::string waves = test::line({{8, 14}, {40, 28}, {56, 10}, {92, 30}, {120, 12}}, R"({"k":1})") + "," +
                          test::line({{8, 36}, {40, 50}, {56, 32}, {92, 52}, {120, 34}}, R"({"k":2})") + "," +
                          test::line({{8, 58}, {40, 72}, {56, 54}, {92, 74}, {120, 56}}, R"({"k":3})") + "," +
                          test::line({{8, 80}, {40, 94}, {56, 76}, {92, 96}, {120, 78}}, R"({"k":4})") + "," +
                          test::line({{8, 102}, {40, 116}, {56, 98}, {92, 118}, {120, 100}}, R"({"k":5})");

std::string waves_with(const std::vector<std::string>& paints) {
  std::string out;
  for (std::size_t i = 0; i < paints.size(); ++i)
    out += fmt::format(
        R"({}{{"id":"l{}","type":"line","source":"s","filter":["==",["get","k"],{}],"layout":{{"line-join":"round"}},"paint":{{{}}}}})",
        i == 0 ? "" : ",", i, i + 1, paints[i]);
  return out;
}

void check_ground(const std::string& name, const std::string& layers, double lon = 60.4, double zoom = 5) {
  const auto scene = test::ground().scene(ground + layers);
  check(name, Renderer(scene).picture(test::view_at(lon, 30, zoom, 128)));
}

}  // namespace

BOOST_AUTO_TEST_CASE(line_looks) {
  check_small("line-dashes", waves,
              waves_with({R"("line-width":3,"line-color":"#57524a","line-dasharray":[4,2])",
                          R"("line-width":4,"line-color":"#c51f2b","line-dasharray":[1,1.5])",
                          R"("line-width":3,"line-color":"#1f5a7a","line-dasharray":[6,2,1,2])",
                          R"("line-width":2,"line-gap-width":4,"line-color":"#5a7a1f","line-dasharray":[5,2])",
                          R"("line-width":3,"line-offset":4,"line-color":"#7a5a1f","line-dasharray":[2,1])"}));
  check_small("line-edges", waves,
              waves_with({R"("line-width":2,"line-gap-width":6,"line-color":"#57524a")",
                          R"("line-width":9,"line-blur":4,"line-color":"#c51f2b")",
                          R"("line-width":3,"line-gap-width":6,"line-blur":2,"line-color":"#1f5a7a")",
                          R"("line-width":3,"line-offset":6,"line-color":"#5a7a1f")",
                          R"("line-width":5,"line-opacity":0.5,"line-translate":[0,4],"line-color":"#7a5a1f")"}));
  const auto* ramp =
      R"("line-gradient":["interpolate",["linear"],["line-progress"],0,"#1f5a7a",0.5,"#ffcc00",1,"#c51f2b"])";
  const auto* steps = R"("line-gradient":["step",["line-progress"],"#1f5a7a",0.4,"transparent",0.6,"#c51f2b"])";
  check_small(
      "line-colours", waves,
      waves_with({fmt::format(R"("line-width":7,{})", ramp), fmt::format(R"("line-width":5,{})", steps),
                  fmt::format(R"("line-width":9,"line-blur":3,"line-opacity":0.8,{})", ramp),
                  R"("line-width":9,"line-pattern":"d")", R"("line-width":7,"line-opacity":0.6,"line-pattern":"h")"}),
      R"({"riskmap:patterns":{"h":{"kind":"lines","angle":45,"spacing":6,"width":1.6,"color":"#1f5a7a"},
                                      "d":{"kind":"dots","angle":45,"spacing":9,"width":4,"color":"#22552a"}}})");
}

BOOST_AUTO_TEST_CASE(blurred_circles) {
  std::string features;
  for (int i = 0; i < 6; ++i)
    features +=
        (i == 0 ? "" : ",") + test::point(24 + 40 * (i % 3), 34 + 60 * (i / 3), fmt::format(R"({{"i":{}}})", i));
  check_small("circle-blur", features,
              layer("circle", R"("paint":{"circle-radius":20,"circle-color":"#0b3c5d","circle-blur":["/",["get","i"],4],
    "circle-stroke-color":"#e8502a","circle-stroke-width":["case",[">",["get","i"],2],5,0],"circle-opacity":0.8})"));
}

BOOST_AUTO_TEST_CASE(heatmap) {
  std::string features;
  for (int i = 0; i < 12; ++i)
    features += (i == 0 ? "" : ",") +
                test::point(20 + (37 * i) % 90, 20 + (53 * i) % 88, fmt::format(R"({{"w":{}}})", 1 + i % 3));
  check_small("heatmap", features,
              layer("heatmap", R"("paint":{"heatmap-radius":26,"heatmap-weight":["/",["get","w"],3]})"));
}

BOOST_AUTO_TEST_CASE(pictures_and_elevations) {
  check_ground("raster", R"({"id":"p","type":"raster","source":"picture","paint":{"raster-opacity":0.8,
    "raster-saturation":-0.4,"raster-contrast":0.2}})");
  check_ground("hillshade", R"({"id":"h","type":"hillshade","source":"dem"})");
  check_ground("hillshade-nearest", R"({"id":"h","type":"hillshade","source":"dem","paint":{"resampling":"nearest",
    "hillshade-exaggeration":1}})",
               60.4, 6.5);
  const auto relief = [](const char* more) {
    return fmt::format(
        R"({{"id":"c","type":"color-relief","source":"dem","paint":{{{}"color-relief-color":["interpolate",
      ["linear"],["elevation"],0,"#2c7fb8",800,"#c7e9b4",2000,"#ffffcc",3200,"#d95f0e",4000,"#ffffff"]}}}})",
        more);
  };
  check_ground("elevations", relief(""), 60.4, 6.5);
  check_ground("elevations-nearest", relief(R"("resampling":"nearest",)"), 60.4, 6.5);
}

BOOST_AUTO_TEST_CASE(layers_as_a_whole) {
  const auto features = test::polygon({star(45, 50, 42)}, R"({"c":"#c51f2b"})") + "," +
                        test::polygon({star(80, 75, 46)}, R"({"c":"#1f5a7a"})") + "," +
                        test::line({{6, 110}, {122, 20}}) + "," + test::line({{6, 20}, {122, 110}});
  const auto layers = [](const char* paint, const char* line) {
    return fmt::format(
        R"({{"id":"f","type":"fill","source":"s","paint":{{"fill-color":["to-color",["get","c"],"#ffffff"],{}}}}},
           {{"id":"l","type":"line","source":"s","filter":["!",["has","c"]],"paint":{{"line-width":12,"line-color":"#3a7d5c",{}}}}})",
        paint, line);
  };
  check_small("layer-opacity", features, layers(R"("fill-layer-opacity":0.5)", R"("line-layer-opacity":0.6)"));
  // Bands of five colours below, so that each blend shows what it does to light and dark.
  std::string bands;
  int i = 0;
  for (const auto* color : {"#222222", "#1f5a7a", "#d9b26a", "#8fbf7f", "#ffffff"}) {
    const double y = 25.6 * i++;
    bands += fmt::format("{},", test::polygon({{{0, y}, {128, y}, {128, y + 25.6}, {0, y + 25.6}, {0, y}}},
                                              fmt::format(R"({{"band":"{}"}})", color)));
  }
  std::string columns,
      blended = R"({"id":"b","type":"fill","source":"s","filter":["has","band"],"paint":{"fill-antialias":false,
    "fill-color":["to-color",["get","band"]]}})";
  int n = 0;
  for (const auto* word : {"normal", "multiply", "color", "luminosity", "plus-lighter", "screen", "overlay"}) {
    const double x = 5 + 17.5 * n;
    columns += fmt::format(
        "{}{}", n == 0 ? "" : ",",
        test::polygon({{{x, 4}, {x + 13, 4}, {x + 13, 124}, {x, 124}, {x, 4}}}, fmt::format(R"({{"n":{}}})", n)));
    blended += fmt::format(R"(,{{"id":"n{0}","type":"fill","source":"s","filter":["==",["get","n"],{0}],
      "paint":{{"fill-color":"#c9563c","fill-layer-blend":"{1}","fill-layer-opacity":0.85}}}})",
                           n++, word);
  }
  check_small("layer-blend", bands + columns, blended);
}

BOOST_AUTO_TEST_CASE(default_map) {
  check("default-5", test::default_map().picture(View::tile(geo::tile_at({66, 26.5}, 5))));
  check("default-7", test::default_map().picture(View::tile(geo::tile_at({67.34, 24.775}, 7))));
  check("default-9", test::default_map().picture(View::tile(geo::tile_at({66.95, 24.95}, 9))));
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
}  // namespace riskmap::render

// SPDX-License-Identifier: MIT
#include <riskmap/render/detail/icons.hpp>
#include <riskmap/render/sprite_sheet.hpp>
#include <tests/render/small_map.hpp>

namespace riskmap::render::detail {
BOOST_AUTO_TEST_SUITE(render)
BOOST_AUTO_TEST_SUITE(icons)

namespace {

const std::string square =
    R"(<svg xmlns="http://www.w3.org/2000/svg" width="15" height="15"><path d="M3 3h9v9H3z"/></svg>)";
const std::string red_square =
    R"(<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 15 15"><path fill="#f00" d="M3 3h9v9H3z"/></svg>)";

map::Sprite sprite(std::map<std::string, std::string, std::less<>> drawings) {
  map::Sprite out;
  out.drawings = std::move(drawings);
  return out;
}

std::string refused(const std::string& svg) {
  const auto made = sprite({{"x", svg}});
  return test::error_text<DataError>([&] { IconSet(made).find("x"); });
}

}  // namespace

BOOST_AUTO_TEST_CASE(drawings_become_pixels_of_any_ratio) {
  const auto made = sprite({{"square", square}, {"red", red_square}});
  IconSet icons(made, {"hatch"});
  BOOST_TEST(icons.names().size() == 3U);
  BOOST_TEST(icons.find("none") == nullptr);
  BOOST_TEST(icons.pixels("none", 1) == nullptr);
  BOOST_TEST(icons.find("square")->is_shape());
  BOOST_TEST(!icons.find("red")->is_shape());
  BOOST_TEST(icons.find("red")->width() == 15.0);
  for (const int ratio : {1, 2, 3}) {
    const auto pixels = icons.pixels("red", ratio);
    BOOST_TEST(pixels->width == 15 * ratio);
    BOOST_TEST(pixels->left == 0);
    BOOST_TEST(std::count(pixels->pixels.begin(), pixels->pixels.end(), 0xFFFF0000U) == 81 * ratio * ratio);
  }
  BOOST_TEST(icons.pixels("red", 2) == icons.pixels("red", 2));
  BOOST_TEST(icons.digest("red") != icons.digest("square"));
}

BOOST_AUTO_TEST_CASE(matrices_turn_and_move_them) {
  const auto made = sprite({{"square", square}});
  const auto icon = IconSet(made).find("square");
  const auto moved = icon->pixels({.x0 = 10.5, .y0 = -4});
  BOOST_TEST(moved.left <= 10);
  BOOST_TEST(moved.left >= 8);
  const auto turned = icon->pixels({0, 1, -1, 0, 0, 0});  // a quarter to the right
  BOOST_TEST(turned.left + turned.width <= 2);
  BOOST_TEST(std::count(turned.pixels.begin(), turned.pixels.end(), 0xFF000000U) == 81);
}

BOOST_AUTO_TEST_CASE(hostile_drawings_are_refused) {
  BOOST_TEST(refused("no svg").starts_with("icon 'x': is no SVG"));
  BOOST_TEST(refused(R"(<!DOCTYPE a [<!ENTITY b "c">]>)" + square) ==
             "icon 'x': holds <!entity, which an icon may not");
  BOOST_TEST(refused(R"(<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><image href="a.png"/></svg>)") ==
             "icon 'x': holds <image, which an icon may not");
  BOOST_TEST(refused(R"(<svg xmlns="http://www.w3.org/2000/svg" width="5000" height="9"/>)") ==
             "icon 'x': must have a size of at most 1024 px a side");
  BOOST_TEST(refused(R"(<svg xmlns="http://www.w3.org/2000/svg"/>)").find("must have a size") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(pieces_of_a_sprite_are_checked) {
  map::Sprite made;
  made.sheets.push_back(
      {"sheet", "", Json::parse(R"({"a":{"x":0,"y":0,"width":9,"height":9,"pixelRatio":1}})"), "PNG"});
  BOOST_TEST(test::error_text<DataError>([&] { IconSet(made).find("a"); }).find("no PNG") != std::string::npos);
  made.sheets[0].index["b"] = {{"x", -1}, {"y", 0}, {"width", 9}, {"height", 9}};
  BOOST_TEST(test::error_text<DataError>([&] { IconSet(made).find("b"); }) ==
             "icon 'b': the sprite's index has no usable \"x\"");
}

BOOST_AUTO_TEST_CASE(each_icon_of_the_shipped_set_is_a_shape_of_fifteen_pixels) {
  const test::SmallMap map(test::point(64, 64), test::layer("symbol", R"("layout":{"icon-image":"dam"})"));
  IconSet icons(map.scene().sprite());
  BOOST_TEST(icons.names().size() > 120U);
  for (const auto& name : icons.names()) {
    const auto icon = icons.find(name);
    BOOST_TEST(icon->is_shape(), name);
    BOOST_TEST(icon->width() == 15.0, name);
    const auto pixels = icons.pixels(name, 1);
    double ink = 0;
    for (const auto pixel : pixels->pixels) ink += (pixel >> 24U) / 255.0;
    BOOST_TEST((ink > 9 && ink < 200), name << " has " << ink << " px of ink");
  }
  for (const auto* name :
       {"dam",      "port",        "power-plant", "mine",       "blast",           "shooting", "kidnapping",
        "arson",    "armed-clash", "protest",     "checkpoint", "project-site",    "town",     "city",
        "capital",  "airport",     "harbor",      "military",   "police",          "hospital", "school",
        "industry", "fuel",        "bridge",      "roadblock",  "religious-muslim"})
    BOOST_TEST(icons.names().contains(name), name);
}

BOOST_AUTO_TEST_CASE(a_browsers_sprite_holds_distances) {
  const test::SmallMap map(test::point(64, 64), test::layer("symbol", R"("layout":{"icon-image":"square"})"));
  const auto one = make_sprite_sheet(map.scene(), 1), two = make_sprite_sheet(map.scene(), 2);
  BOOST_TEST(one.index.size() == map.scene().sprite().drawings.size());
  const auto& entry = two.index["square"];
  BOOST_TEST(entry["sdf"].get<bool>());
  BOOST_TEST(entry["pixelRatio"].get<int>() == 2);
  BOOST_TEST(entry["width"].get<int>() == 2 * (15 + 6));
  const int x = entry["x"].get<int>(), y = entry["y"].get<int>();
  // In the middle it is deep inside, on the border far outside.
  BOOST_TEST(two.picture.pixel(x + 21, y + 21)[3] == 255);
  BOOST_TEST(two.picture.pixel(x, y)[3] < 128);
  BOOST_TEST(make_sprite_sheet(map.scene(), 2).picture.rgba == two.picture.rgba);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
}  // namespace riskmap::render::detail

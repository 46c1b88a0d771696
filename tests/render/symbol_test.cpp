// SPDX-License-Identifier: MIT
#include <tests/render/small_map.hpp>

#include <cmath>

namespace riskmap::render {
BOOST_AUTO_TEST_SUITE(render)
BOOST_AUTO_TEST_SUITE(symbol)

using test::count_color;
using test::ink;
using test::layer;
using test::point;
using test::SmallMap;

namespace {

/// A layer of bold names in the features' own colour "c".
std::string names(const std::string& layout, const std::string& paint = "") {
  return layer("symbol", fmt::format(R"("layout":{{"text-field":["get","name"],"text-font":["Noto Sans Bold"]{}{}}},
    "paint":{{"text-color":["to-color",["get","c"]]{}{}}})",
                                     layout.empty() ? "" : ",", layout, paint.empty() ? "" : ",", paint));
}
std::string place(double x, double y, const std::string& name, const std::string& color, int key = 0) {
  return point(x, y, fmt::format(R"({{"name":"{}","c":"{}","k":{}}})", name, color, key));
}

constexpr const char* red = "#ff0000ff";
constexpr const char* blue = "#0000ffff";

}  // namespace

BOOST_AUTO_TEST_CASE(ink_and_halo_have_their_colors) {
  const auto picture = SmallMap(place(64, 64, "Hub", "#ff0000"),
                                names(R"("text-size":30)", R"("text-halo-color":"#00ff00","text-halo-width":3)"))
                           .draw();
  BOOST_TEST(count_color(picture, red) > 100);
  BOOST_TEST(count_color(picture, "#00ff00ff") > 100);
  const auto bare = SmallMap(place(64, 64, "Hub", "#ff0000"), names(R"("text-size":30)")).draw();
  BOOST_TEST(count_color(bare, "#00ff00ff") == 0);
  BOOST_TEST(ink(picture) > ink(bare) + 100);
}

BOOST_AUTO_TEST_CASE(a_label_stands_around_its_place) {
  const auto sum = [](const std::string& layout) {
    const auto picture = SmallMap(place(64, 64, "Hub", "#ff0000"), names(layout)).draw();
    return std::array{ink(picture, 0, 0, 64, 128), ink(picture, 64, 0, 128, 128), ink(picture, 0, 0, 128, 64),
                      ink(picture, 0, 64, 128, 128)};
  };
  const auto centre = sum(""), left = sum(R"("text-anchor":"left")"), top = sum(R"("text-anchor":"top")"),
             moved = sum(R"("text-anchor":"left","text-offset":[-4,0])");
  BOOST_TEST(centre[0] > 0.3 * centre[1]);
  BOOST_TEST(left[0] == 0.0);
  BOOST_TEST(left[1] > 50.0);
  BOOST_TEST(top[2] == 0.0);
  BOOST_TEST(moved[1] == 0.0);
}

BOOST_AUTO_TEST_CASE(of_two_that_collide_the_first_is_drawn) {
  const auto both = place(64, 64, "Hub", "#ff0000", 2) + "," + place(66, 64, "Hub", "#0000ff", 1);
  const auto first = SmallMap(both, names("")).draw();
  BOOST_TEST(count_color(first, red) > 10);
  BOOST_TEST(count_color(first, blue) == 0);
  const auto sorted = SmallMap(both, names(R"("symbol-sort-key":["get","k"])")).draw();
  BOOST_TEST(count_color(sorted, red) == 0);
  BOOST_TEST(count_color(sorted, blue) > 10);
  for (const auto* overlap : {R"("text-allow-overlap":true)", R"("text-overlap":"always")"}) {
    const auto piled = SmallMap(both, names(overlap)).draw();
    BOOST_TEST(count_color(piled, red) > 0, overlap);
    BOOST_TEST(count_color(piled, blue) > 10, overlap);
  }
  const auto ignoring = SmallMap(both, names(R"("text-ignore-placement":true)")).draw();
  BOOST_TEST(count_color(ignoring, blue) > 10);
}

BOOST_AUTO_TEST_CASE(padding_keeps_labels_apart) {
  const auto both = place(64, 40, "Hub", "#ff0000") + "," + place(64, 62, "Hub", "#0000ff");
  BOOST_TEST(count_color(SmallMap(both, names("")).draw(), blue) > 10);
  BOOST_TEST(count_color(SmallMap(both, names(R"("text-padding":12)")).draw(), blue) == 0);
}

BOOST_AUTO_TEST_CASE(variable_anchors_find_a_free_side) {
  const auto three =
      place(64, 64, "Hub", "#ff0000") + "," + place(64, 64, "Hub", "#0000ff") + "," + place(64, 64, "Hub", "#00ff00");
  const auto picture =
      SmallMap(three, names(R"("text-variable-anchor":["left","right"],"text-radial-offset":0.5)")).draw();
  BOOST_TEST(count_color(picture, red) > 10);
  BOOST_TEST(count_color(picture, blue) > 10);
  BOOST_TEST(count_color(picture, "#00ff00ff") == 0);  // no side is left
  // The first stands right of the place (its left side is nearest), the second left of it.
  const auto west = SmallMap(three, names(R"("text-variable-anchor":["left","right"],"text-radial-offset":0.5)"))
                        .draw(test::small_view(64));
  BOOST_TEST(count_color(west, red) == 0);
}

BOOST_AUTO_TEST_CASE(labels_of_upper_layers_come_first_and_keep_clear_of_avoided_marks) {
  const auto one = [](const char* id, const char* color) {
    return fmt::format(
        R"({{"id":"{}","type":"symbol","source":"s","layout":{{"text-field":"Hub","text-font":["Noto Sans Bold"]}},"paint":{{"text-color":"{}"}}}})",
        id, color);
  };
  const auto picture = SmallMap(point(64, 64), one("low", "#ff0000") + "," + one("high", "#0000ff")).draw();
  BOOST_TEST(count_color(picture, red) == 0);
  BOOST_TEST(count_color(picture, blue) > 10);
  const std::string dot =
      R"({"id":"dot","type":"circle","source":"s","metadata":{"riskmap:avoid":true},"paint":{"circle-radius":4,"circle-color":"#000000"}},)";
  BOOST_TEST(count_color(SmallMap(point(64, 64), dot + one("name", "#ff0000")).draw(), red) == 0);
}

BOOST_AUTO_TEST_CASE(a_pictures_frame_leaves_out_labels_it_would_cut) {
  const SmallMap map(place(64, 64, "Hub", "#ff0000"), names(""));
  auto view = test::small_view(64);
  BOOST_TEST(ink(map.draw(view)) > 0);  // a tile paints its part
  view.frame = view.world_box();
  BOOST_TEST(ink(map.draw(view)) == 0);
}

BOOST_AUTO_TEST_CASE(a_frame_takes_the_icon_of_a_name_it_would_cut_unless_it_may_stand_alone) {
  const auto drawn = [](const std::string& more) {
    const SmallMap map(
        place(40, 64, "Gwadar", "#0000ff"),
        names(R"("icon-image":"square","text-anchor":"left","text-offset":[1,0])" + more, R"("icon-color":"#ff0000")"));
    auto view = test::small_view(64);  // the name crosses its right edge
    view.top += 32;
    view.frame = view.world_box();
    return map.draw(view);
  };
  BOOST_TEST(ink(drawn("")) == 0);
  BOOST_TEST(ink(drawn(R"(,"icon-optional":true)")) == 0);
  const auto alone = drawn(R"(,"text-optional":true)");
  BOOST_TEST(count_color(alone, red) > 50);
  BOOST_TEST(count_color(alone, blue) == 0);
}

BOOST_AUTO_TEST_CASE(text_is_transformed_and_blank_text_takes_no_room) {
  const auto lower = SmallMap(place(64, 64, "hub", "#ff0000"), names(R"("text-transform":"uppercase")")).draw();
  const auto upper = SmallMap(place(64, 64, "HUB", "#ff0000"), names("")).draw();
  BOOST_TEST(test::compare(lower, upper).pixels == 0);
  const auto behind = SmallMap(place(64, 64, "", "#ff0000") + "," + place(64, 64, "Hub", "#0000ff"), names("")).draw();
  BOOST_TEST(count_color(behind, blue) > 10);
}

BOOST_AUTO_TEST_CASE(a_missing_glyph_names_the_layer) {
  const SmallMap map(place(64, 64, "\uE123", "#ff0000"), names(""));
  for (int again = 0; again < 2; ++again)
    BOOST_TEST(
        test::error_text<EnvironmentError>([&] { map.draw(); }).starts_with("layer 'a': no font has U+E123 of "));
}

BOOST_AUTO_TEST_CASE(urdu_and_chinese_names_are_drawn) {
  for (const auto* name : {"گوادر", "瓜达尔港"}) {
    BOOST_TEST(count_color(SmallMap(place(64, 64, name, "#ff0000"), names(R"("text-size":24)")).draw(), red) > 20,
               name);
  }
}

// Icons: the shipped square is 15 px with a margin of 2.

namespace {

std::string icons(const std::string& layout, const std::string& paint = "") {
  return layer("symbol", fmt::format(R"("layout":{{"icon-image":"square"{}{}}},"paint":{{"icon-color":"#ff0000"{}{}}})",
                                     layout.empty() ? "" : ",", layout, paint.empty() ? "" : ",", paint));
}
/// The middle of all ink.
std::pair<double, double> middle(const Picture& picture) {
  double sum = 0, x_sum = 0, y_sum = 0;
  for (int y = 0; y < picture.height; ++y) {
    for (int x = 0; x < picture.width; ++x) {
      const double a = picture.pixel(x, y)[3];
      sum += a, x_sum += a * (x + 0.5), y_sum += a * (y + 0.5);
    }
  }
  return {x_sum / sum, y_sum / sum};
}
bool is_near(std::pair<double, double> at, double x, double y, double within = 0.8) {
  return std::abs(at.first - x) < within && std::abs(at.second - y) < within;
}

}  // namespace

BOOST_AUTO_TEST_CASE(icons_stand_at_their_places_in_their_color_and_size) {
  const auto one = SmallMap(point(64, 64), icons("")).draw();
  BOOST_TEST(is_near(middle(one), 64, 64));
  BOOST_TEST(count_color(one, red) > 80);
  const auto twice = SmallMap(point(64, 64), icons(R"("icon-size":2)")).draw();
  BOOST_TEST(std::abs(ink(twice) - 4 * ink(one)) < 0.1 * ink(twice));
  const auto half = SmallMap(point(64, 64), icons("", R"("icon-opacity":0.5)")).draw();
  BOOST_TEST(std::abs(ink(half) - ink(one) / 2) < 2);
  BOOST_TEST(is_near(middle(SmallMap(point(64, 64), icons(R"("icon-anchor":"left")")).draw()), 71.5, 64));
  BOOST_TEST(is_near(middle(SmallMap(point(64, 64), icons(R"("icon-offset":[5,-10],"icon-size":2)")).draw()), 74, 44));
  BOOST_TEST(is_near(middle(SmallMap(point(64, 64), icons("", R"("icon-translate":[7,3])")).draw()), 71, 67));
  const auto haloed = SmallMap(point(64, 64), icons("", R"("icon-halo-color":"#00ff00","icon-halo-width":2)")).draw();
  BOOST_TEST(count_color(haloed, "#00ff00ff") > 20);
}

BOOST_AUTO_TEST_CASE(icons_turn_about_their_place) {
  const auto turned = SmallMap(point(64, 64), icons(R"("icon-rotate":45)")).draw();
  BOOST_TEST(is_near(middle(turned), 64, 64));
  const auto plain_ink = ink(SmallMap(point(64, 64), icons("")).draw());
  BOOST_TEST(std::abs(ink(turned) - plain_ink) < 4);
  BOOST_TEST(ink(turned, 0, 0, 128, 58) > ink(SmallMap(point(64, 64), icons("")).draw(), 0, 0, 128, 58) + 1);
  // An anchor turns with it: what stood right of the place hangs below.
  BOOST_TEST(
      is_near(middle(SmallMap(point(64, 64), icons(R"("icon-anchor":"left","icon-rotate":90)")).draw()), 64, 71.5));
}

BOOST_AUTO_TEST_CASE(a_missing_icon_is_noted_and_its_text_stands) {
  const SmallMap map(place(64, 64, "Hub", "#0000ff"), names(R"("icon-image":["concat","no-such-",["get","name"]])"));
  BOOST_TEST(count_color(map.draw(), blue) > 10);
  const auto notes = map.renderer().notes();
  BOOST_TEST(std::count(notes.begin(), notes.end(), "layer 'a': there is no icon 'no-such-Hub'") == 1);
}

BOOST_AUTO_TEST_CASE(of_several_icons_the_first_that_is_there_is_drawn) {
  const auto several = [](const std::string& names) {
    return layer("symbol", R"("layout":{"icon-image":["coalesce",)" + names + R"(]},"paint":{"icon-color":"#ff0000"})");
  };
  const auto wanted =
      SmallMap(point(64, 64, R"({"a":"nowhere"})"), several(R"(["image",["get","a"]],["image","square"])"));
  BOOST_TEST(count_color(wanted.draw(), red) > 100);
  const SmallMap nowhere(point(64, 64, R"({"a":"squrae","b":"cirlce"})"),
                         several(R"(["image",["get","a"]],["image",["get","b"]])"));
  BOOST_TEST(ink(nowhere.draw()) == 0);
  BOOST_REQUIRE(nowhere.renderer().notes().size() == 1U);
  BOOST_TEST(nowhere.renderer().notes()[0] == "layer 'a': there is no icon 'squrae'");
}

BOOST_AUTO_TEST_CASE(text_and_icon_are_placed_together_or_not_at_all) {
  // A first mark takes the text's room.
  const auto blocker = [](const char* more) {
    return fmt::format(R"({{"id":"low","type":"symbol","source":"s","filter":["==",["get","k"],2],"layout":{{
      "icon-image":"circle","text-field":"Gwadar","text-anchor":"left","text-offset":[1,0]{}}},
      "paint":{{"icon-color":"#ff0000","text-color":"#0000ff"}}}},
      {{"id":"high","type":"symbol","source":"s","filter":["==",["get","k"],1],"layout":{{"icon-image":"square"}}}})",
                       more);
  };
  const auto features = place(40, 64, "", "", 2) + "," + place(80, 64, "", "", 1);
  const auto both = SmallMap(features, blocker("")).draw();
  BOOST_TEST(count_color(both, red) == 0);
  BOOST_TEST(count_color(both, blue) == 0);
  const auto icon = SmallMap(features, blocker(R"(,"text-optional":true)")).draw();
  BOOST_TEST(count_color(icon, red) > 50);
  BOOST_TEST(count_color(icon, blue) == 0);
}

BOOST_AUTO_TEST_CASE(cooperative_symbols_overlap_one_another_but_none_that_never_do) {
  const auto two = place(60, 64, "Hub", "#ff0000") + "," + place(64, 64, "Hub", "#0000ff");
  const auto together = SmallMap(two, names(R"("text-overlap":"cooperative")")).draw();
  BOOST_TEST(count_color(together, red) > 10);
  BOOST_TEST(count_color(together, blue) > 10);
  const auto above = names(R"("text-overlap":"cooperative")") +
                     R"(,{"id":"never","type":"symbol","source":"s","layout":{"icon-image":"square","icon-size":3}})";
  BOOST_TEST(count_color(SmallMap(two, above).draw(), red) == 0);
}

BOOST_AUTO_TEST_CASE(an_icon_is_stretched_around_its_text) {
  const auto map = [](const char* fit) {
    return SmallMap(place(64, 64, "Gwadar", "#0000ff"),
                    names(fmt::format(R"("icon-image":"square","icon-text-fit":"{}","icon-text-fit-padding":[4,4,4,4])",
                                      fit),
                          R"("icon-color":"#ff0000")"))
        .draw();
  };
  const auto both = map("both"), none = map("none");
  BOOST_TEST(count_color(both, red) > 4 * count_color(none, red));
  BOOST_TEST(count_color(both, blue) > 30);  // the text lies above it
  BOOST_TEST(ink(map("width"), 0, 0, 128, 56) < ink(both, 0, 0, 128, 56));
}

BOOST_AUTO_TEST_CASE(variable_anchors_have_their_own_offsets) {
  const auto two = place(64, 64, "Hub", "#ff0000") + "," + place(64, 64, "Hub", "#0000ff");
  const auto picture = SmallMap(two, names(R"("text-variable-anchor-offset":["left",[2,0],"bottom",[0,-2]])")).draw();
  const auto first = ink(picture, 64 + 30, 50, 128, 78);
  BOOST_TEST(first > 20);
  BOOST_TEST(ink(picture, 30, 0, 100, 40) > 20);
}

BOOST_AUTO_TEST_CASE(text_turns_about_its_place) {
  const auto down = SmallMap(place(64, 64, "Gwadar", "#ff0000"), names(R"("text-rotate":90)")).draw();
  BOOST_TEST(ink(down, 54, 0, 74, 128) > 0.95 * ink(down));
  const auto level = SmallMap(place(64, 64, "Gwadar", "#ff0000"), names("")).draw();
  BOOST_TEST(std::abs(ink(down) - ink(level)) < 0.05 * ink(level));
}

BOOST_AUTO_TEST_CASE(names_follow_lines_again_and_again) {
  test::Points wave;
  for (int i = 0; i <= 100; ++i) wave.push_back({-200 + 5.0 * i, 64 + 20 * std::sin(i / 12.0)});
  const auto river = test::line(wave, R"({"name":"Indus","c":"#ff0000"})");
  const auto layout = [](int spacing) {
    return names(fmt::format(R"("symbol-placement":"line","symbol-spacing":{},"text-size":12)", spacing));
  };
  auto wide = test::small_view(128);
  wide.left -= 200;
  wide.width = 528;
  const auto often = SmallMap(river, layout(80)).draw(wide), seldom = SmallMap(river, layout(300)).draw(wide);
  BOOST_TEST(ink(seldom) > 50);
  BOOST_TEST(ink(often) > 3 * ink(seldom));
  // One in the middle of the line, and none at points.
  const auto one = SmallMap(river, names(R"("symbol-placement":"line-center","text-size":12)")).draw(wide);
  BOOST_TEST(std::abs(ink(one) - ink(seldom)) < 0.3 * ink(seldom));
  BOOST_TEST(ink(SmallMap(place(64, 64, "Indus", "#ff0000"), layout(80)).draw(wide)) == 0);
}

BOOST_AUTO_TEST_CASE(the_same_name_keeps_its_distance_along_lines) {
  const auto bank = [](double y) { return test::line({{-100, y}, {228, y}}, R"({"name":"Indus","c":"#ff0000"})"); };
  const auto layout = names(R"("symbol-placement":"line-center","text-size":12)");
  const auto one = ink(SmallMap(bank(50), layout).draw());
  BOOST_TEST(std::abs(ink(SmallMap(bank(50) + "," + bank(80), layout).draw()) - one) < 1);
}

BOOST_AUTO_TEST_CASE(polygons_are_named_inside_the_maps_bounds) {
  const auto wide = test::polygon({{{-400, 20}, {120, 20}, {120, 108}, {-400, 108}, {-400, 20}}},
                                  R"({"name":"Sindh","c":"#ff0000"})");
  const auto west = test::place_at(0, 128), east = test::place_at(128, 0);
  const auto bounds = fmt::format(R"({{"riskmap:bounds":[{},{},{},{}]}})", west.lon, west.lat, east.lon, east.lat);
  BOOST_TEST(ink(SmallMap(wide, names(""), bounds).draw()) > 50);
  BOOST_TEST(is_near(middle(SmallMap(wide, names(""), bounds).draw()), 60, 64, 20));
}

BOOST_AUTO_TEST_CASE(digests_see_what_symbols_show) {
  const auto digest = [](const std::string& layer) {
    return SmallMap(place(64, 64, "Hub", "#ff0000"), layer).renderer().digest(test::small_view());
  };
  const auto base = digest(icons(""));
  BOOST_TEST(base == digest(icons("")));
  for (const auto& other :
       {icons(R"("icon-size":1.5)"), icons(R"("icon-rotate":5)"), icons(R"("icon-offset":[1,0])"),
        icons("", R"("icon-opacity":0.9)"), icons("", R"("icon-halo-color":"#fff","icon-halo-width":1)"),
        icons(R"("text-field":"Hub","icon-allow-overlap":true,"text-allow-overlap":true)")})
    BOOST_TEST(digest(other) != base, other);
  const auto text = digest(names(""));
  for (const auto& other : {names(R"("text-rotate":5)"), names(R"("text-letter-spacing":0.1)"),
                            names("", R"("text-halo-color":"#fff","text-halo-width":1)"),
                            names("", R"("text-halo-color":"#fff","text-halo-width":1,"text-halo-blur":1)")})
    BOOST_TEST(digest(other) != text, other);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
}  // namespace riskmap::render

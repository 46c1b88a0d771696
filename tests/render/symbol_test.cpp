// SPDX-License-Identifier: MIT
#include <tests/render/small_map.hpp>

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

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
}  // namespace riskmap::render

// SPDX-License-Identifier: MIT
#include <riskmap/poster/layout.hpp>

#include "fixture.hpp"

namespace riskmap {
BOOST_AUTO_TEST_SUITE(poster)
BOOST_AUTO_TEST_SUITE(layout)

namespace {

std::string mistakes_of(const std::string& json) {
  const test::TemporaryFolder folder;
  const auto scene = test::load(test::write_map(folder));
  const auto file = folder / "page.json";
  test::write_text(file, json);
  auto text = test::error_text<StyleError>([&] { poster::read_layout(scene, file.string()); });
  for (auto at = text.find(file.string()); at != std::string::npos; at = text.find(file.string()))
    text.replace(at, file.string().size(), "page.json");
  return text;
}

}  // namespace

BOOST_AUTO_TEST_CASE(every_mistake_is_told_with_its_place) {
  BOOST_TEST(mistakes_of(R"({
 "margin": 3,
 "gap": "x",
 "column": {"side": "rihgt"},
 "map": {"projection": "EPSG:32642"},
 "furniture": [
  {"piece": "titel"},
  {"piece": "title", "place": "top", "sise": 3, "lines": -1},
  {"piece": "graticule", "place": "top"},
  {"piece": "text", "texts": "one", "box": [1, 2, 3]}
 ]
})") == "page.json:2:2: margin: unknown key 'margin' (did you mean 'margins'?)\n"
        "page.json:3:2: gap: must be a number from 0 to 100\n"
        "page.json:5:10: map.projection: \"EPSG:32642\" comes in a later version (write \"auto\" or \"EPSG:3857\")\n"
        "page.json:4:13: column.side: must be one of auto, right, left, below (did you mean 'right'?)\n"
        "page.json:7:4: furniture[0].piece: there is no piece 'titel' (did you mean 'title'?)\n"
        "page.json:8:38: furniture[1].sise: unknown key 'sise' (did you mean 'size'?)\n"
        "page.json:8:49: furniture[1].lines: must be a number from 0 to 1000\n"
        "page.json:9:3: furniture[2]: stands on the map's frame: it has no other place\n"
        "page.json:10:21: furniture[3].texts: must be a list of texts\n"
        "page.json:10:37: furniture[3].box: must be [x, y, width, height] in millimetres from the page's top-left "
        "corner");
}

BOOST_AUTO_TEST_CASE(a_layout_in_the_document_is_read_by_the_same_parser) {
  const test::TemporaryFolder folder;
  const auto scene = test::load(test::write_map(folder, R"({"extends": "column", "margins": "wide"})"));
  const auto text = test::error_text<StyleError>([&] { poster::read_layout(scene, ""); });
  BOOST_TEST(text.ends_with(
      "metadata.riskmap:poster.margins: must be millimetres from 0 to 500, or four of them: top, right, bottom, left"));
}

BOOST_AUTO_TEST_CASE(a_name_that_is_none_lists_those_there_are) {
  const test::TemporaryFolder folder;
  const auto scene = test::load(test::write_map(folder));
  BOOST_TEST(test::error_text<UsageError>([&] { poster::read_layout(scene, "colum"); }) ==
             "--layout: there is no layout 'colum' (there are: column; a file's name ends in .json)");
}

BOOST_AUTO_TEST_CASE(texts_of_the_document_replace_those_of_the_layout_it_extends) {
  const test::TemporaryFolder folder;
  const auto scene =
      test::load(test::write_map(folder, R"({"extends": "column", "gap": 9, "texts": {"standfirst": "A line."}})"));
  const auto layout = poster::read_layout(scene, "");
  BOOST_TEST(layout.gap == 9);
  BOOST_TEST(layout.json["texts"]["standfirst"] == "A line.");
  BOOST_TEST(layout.json["texts"].contains("caution"));
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
}  // namespace riskmap

// SPDX-License-Identifier: MIT
#include <riskmap/web/browser_style.hpp>

#include <tests/support/test.hpp>
#include <tests/web/documents.hpp>

BOOST_AUTO_TEST_SUITE(web)
BOOST_AUTO_TEST_SUITE(browser_style)

using namespace riskmap;

namespace {

const geo::LonLatBox bounds{61, 24, 65, 27};

Json style_of(const style::Document& document, bool retina = false) {
  return riskmap::web::browser_style(document,
                                     {.zooms = {4, 7}, .bounds = bounds, .attribution = "A <b> & C", .retina = retina});
}

std::vector<std::string> ids(const Json& style) {
  std::vector<std::string> out;
  for (const auto& layer : style["layers"]) out.push_back(layer["id"]);
  return out;
}

}  // namespace

BOOST_AUTO_TEST_CASE(parts_lie_in_the_order_they_are_drawn) {
  const auto style = style_of(test::parse_document(test::small_map));
  const std::vector<std::string> expected = {
      "sea", "riskmap:base", "risk", "riskmap:mask/risk", "riskmap:overlay", "riskmap:labels"};
  BOOST_TEST(ids(style) == expected, boost::test_tools::per_element());
  BOOST_TEST(style["version"] == 8);
}

BOOST_AUTO_TEST_CASE(icons_are_asked_for_beside_the_tiles_if_there_are_some) {
  const auto document = test::parse_document(test::small_map);
  BOOST_TEST(!style_of(document).contains("sprite"));
  const auto style = riskmap::web::browser_style(
      document, {.root = "here/", .zooms = {4, 7}, .bounds = bounds, .attribution = "", .sprite = true});
  BOOST_TEST(style["sprite"] == "here/sprite");
}

BOOST_AUTO_TEST_CASE(the_ramp_and_the_encoding_are_the_documents_own) {
  const auto document = test::parse_document(test::small_map);
  const auto style = style_of(document);
  BOOST_TEST(style["layers"][2]["paint"] == document.json()["layers"][2]["paint"]);
  BOOST_TEST(style["layers"][2]["minzoom"] == 2);
  BOOST_TEST(style["layers"][3]["minzoom"] == 2);  // its mask comes and goes with it
  const auto& source = style["sources"]["risk"];
  for (const char* key : {"type", "encoding", "tileSize", "redFactor", "greenFactor", "blueFactor", "baseShift"}) {
    BOOST_TEST_CONTEXT(key) BOOST_TEST(source[key] == document.json()["sources"]["risk"][key]);
  }
  BOOST_TEST(source["tiles"][0] == "surface/risk/{z}/{x}/{y}.png");
  BOOST_TEST(source["minzoom"] == 4);
  BOOST_TEST(source["maxzoom"] == 7);
}

BOOST_AUTO_TEST_CASE(nothing_of_the_data_or_of_our_own_metadata_leaves_the_house) {
  const auto style = style_of(test::parse_document(test::small_map));
  const auto text = style.dump();
  for (const char* word : {"incidents", "geojson", "riskmap://", "secret", "2024-01-05"}) {
    BOOST_TEST_CONTEXT(word) BOOST_TEST(text.find(word) == std::string::npos);
  }
  BOOST_TEST(style["metadata"]["riskmap:worldview"] == "de-facto");
}

BOOST_AUTO_TEST_CASE(the_attribution_is_text_where_browsers_expect_html) {
  const auto style = style_of(test::parse_document(test::small_map));
  for (const auto& [name, source] : style["sources"].items())
    BOOST_TEST(source["attribution"] == "A &lt;b&gt; &amp; C");
}

BOOST_AUTO_TEST_CASE(sharp_screens_are_offered_sharp_pictures_and_the_same_numbers) {
  const auto style = style_of(test::parse_document(test::small_map), true);
  BOOST_TEST(style["sources"]["riskmap:base"]["tiles"][0] == "base{ratio}/{z}/{x}/{y}.png");
  BOOST_TEST(style["sources"]["riskmap:mask/risk"]["tiles"][0] == "mask{ratio}/risk/{z}/{x}/{y}.png");
  BOOST_TEST(style["sources"]["risk"]["tiles"][0] == "surface/risk/{z}/{x}/{y}.png");
}

BOOST_AUTO_TEST_CASE(parts_with_nothing_in_them_are_left_out) {
  auto document = Json::parse(test::small_map);
  document["layers"].erase(3);
  const auto layers = riskmap::web::browser_layers(test::parse_document(document.dump()));
  BOOST_TEST(!layers.overlay);
  document["layers"][2]["layout"] = {{"visibility", "none"}};
  const auto hidden = riskmap::web::browser_layers(test::parse_document(document.dump()));
  BOOST_TEST(hidden.risk.empty());
  BOOST_TEST(hidden.surfaces.empty());
}

BOOST_AUTO_TEST_CASE(a_surface_that_cannot_name_a_folder_is_refused) {
  auto text = test::small_map;
  for (auto at = text.find("\"risk\": {"); at != std::string::npos; at = text.find("\"risk\": {", at + 1))
    text.replace(at, 9, "\"..\": {");
  text = text.replace(text.find("riskmap://risk/"), 15, "riskmap://../");
  for (auto at = text.find("\"source\": \"risk\""); at != std::string::npos; at = text.find("\"source\": \"risk\""))
    text.replace(at, 16, "\"source\": \"..\"");
  const auto what = test::error_text<StyleError>([&] { riskmap::web::browser_layers(test::parse_document(text)); });
  BOOST_TEST_INFO(what);
  BOOST_TEST(what.find("map.json:") == 0U);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()

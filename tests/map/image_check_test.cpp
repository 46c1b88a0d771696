// SPDX-License-Identifier: MIT
#include <riskmap/map/image_check.hpp>

#include <tests/style/small_styles.hpp>
#include <tests/support/test.hpp>

BOOST_AUTO_TEST_SUITE(map)
BOOST_AUTO_TEST_SUITE(image_check)

using riskmap::map::idle_images;
using riskmap::map::missing_images;
using riskmap::map::Sprite;

namespace {

template <typename TCheck>
std::string told(const std::string& layers, TCheck&& check) {
  Sprite sprite;
  sprite.drawings["port"] = "<svg/>";
  sprite.sheets.push_back({"icons", "extra:", riskmap::Json{{"dam", riskmap::Json::object()}}, ""});
  const auto document = riskmap::test::parse_style(
      R"({"version":8,"sources":{"s":{"type":"geojson","data":"a.json"}},"metadata":{"riskmap:patterns":{"hatch":{}}},"layers":[)" +
      ("\n" + layers) + "]}");
  std::string lines;
  for (const auto& mistake : check(document, sprite)) lines += to_line(mistake) + "\n";
  return lines;
}
std::string missing(const std::string& layers) { return told(layers, missing_images); }
std::string idle(const std::string& layers) { return told(layers, idle_images); }

std::string fill(const std::string& pattern) {
  return R"({"id":"f","type":"fill","source":"s","paint":{"fill-pattern":)" + pattern + "}}";
}

std::string symbol(const std::string& image) {
  return R"({"id":"p","type":"symbol","source":"s","layout":{"icon-image":)" + image + "}}";
}

}  // namespace

BOOST_AUTO_TEST_CASE(patterns_drawings_and_sheets_are_known) {
  BOOST_TEST(missing(fill("\"hatch\"")) == "");
  BOOST_TEST(missing(fill("\"port\"") + "," + symbol("\"extra:dam\"")) == "");
  BOOST_TEST(missing(symbol(R"(["image","port"])")) == "");
}

BOOST_AUTO_TEST_CASE(a_name_that_is_nowhere_is_a_mistake) {
  BOOST_TEST(missing(fill("\"hacth\"")) ==
             "map.json:2:47: layers[0].paint.fill-pattern: there is no image \"hacth\" (did you mean 'hatch'?)\n");
  BOOST_TEST(
      missing(symbol("\"aerodrome\"")) ==
      "map.json:2:50: layers[0].layout.icon-image: there is no image \"aerodrome\" (the names of riskmap:patterns and "
      "of the sprite's icons are known)\n");
  BOOST_TEST(missing(symbol(R"(["image","prot"])")) ==
             "map.json:2:50: layers[0].layout.icon-image: there is no image \"prot\" (did you mean 'port'?)\n");
}

BOOST_AUTO_TEST_CASE(of_several_names_one_that_is_there_is_enough) {
  const auto one = symbol(R"(["coalesce",["image","prot"],["image","port"]])");
  BOOST_TEST(missing(one) == "");
  BOOST_TEST(
      idle(one) ==
      "map.json:2:50: layers[0].layout.icon-image: there is no image \"prot\": nothing is drawn where it is asked "
      "for (did you mean 'port'?)\n");
  BOOST_TEST(missing(symbol(R"(["coalesce",["image","prot"],["image","drot"]])")) ==
             "map.json:2:50: layers[0].layout.icon-image: there is no image \"prot\" (did you mean 'port'?)\n");
  BOOST_TEST(missing(symbol(R"(["coalesce",["image",["get","x"]],["image","prot"]])")) == "");
  BOOST_TEST(idle(symbol(R"(["coalesce",["image",["get","x"]],["image","prot"]])")).find("\"prot\"") !=
             std::string::npos);
  BOOST_TEST(idle(symbol(R"(["image","port"])")) == "");
}

BOOST_AUTO_TEST_CASE(a_name_only_a_feature_knows_is_not_judged) {
  BOOST_TEST(missing(symbol(R"(["concat","site-",["get","kind"]])")) == "");
  BOOST_TEST(missing(symbol("\"\"")) == "");
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()

// SPDX-License-Identifier: MIT
#include <tests/style/small_styles.hpp>
#include <tests/support/test.hpp>

BOOST_AUTO_TEST_SUITE(style)
BOOST_AUTO_TEST_SUITE(layer)

using namespace riskmap::style;
using riskmap::test::line_style;
using riskmap::test::parse_style;

namespace {

EvaluationContext with(const Object& properties) {
  EvaluationContext context;
  context.properties = &properties;
  return context;
}

}  // namespace

BOOST_AUTO_TEST_CASE(what_the_document_does_not_set_takes_its_default) {
  const auto document = parse_style(line_style(""));
  const auto& line = document.layers().front();
  BOOST_TEST(line.number("line-width", {}) == 1.0);
  BOOST_TEST((line.color("line-color", {}) == Color{0, 0, 0, 1}));
  BOOST_TEST(line.text("line-cap", {}) == "butt");
  BOOST_TEST(line.numbers("line-translate", {}) == (std::vector<double>{0, 0}));
  BOOST_TEST(line.numbers("line-dasharray", {}).empty());
  BOOST_TEST(line.value("line-sort-key", {}).is_null());
  BOOST_TEST(!line.has("line-width"));
  BOOST_TEST((line.depends("line-width") == Dependencies{}));
}

BOOST_AUTO_TEST_CASE(expressions_are_evaluated_and_their_failures_counted) {
  const auto document = parse_style(line_style(R"("layout":{"line-cap":["get","cap"]},
    "paint":{"line-width":["get","w"],"line-color":["get","c"],"line-opacity":["step",["zoom"],0.25,5,1]})"));
  const auto& line = document.layers().front();
  unsigned failures = 0;
  const Object good = {{"w", Value(2.5)}, {"c", Value(std::string("#f00"))}, {"cap", Value(std::string("round"))}};
  BOOST_TEST(line.number("line-width", with(good), &failures) == 2.5);
  BOOST_TEST((line.color("line-color", with(good), &failures) == Color{1, 0, 0, 1}));
  BOOST_TEST(line.text("line-cap", with(good), &failures) == "round");
  BOOST_TEST(failures == 0U);
  const Object bad = {
      {"w", Value(std::string("wide"))}, {"c", Value(std::string("reddish"))}, {"cap", Value(std::string("pointed"))}};
  BOOST_TEST(line.number("line-width", with(bad), &failures) == 1.0);
  BOOST_TEST((line.color("line-color", with(bad), &failures) == Color{0, 0, 0, 1}));
  BOOST_TEST(line.text("line-cap", with(bad), &failures) == "butt");
  BOOST_TEST(failures == 3U);
  BOOST_TEST(line.number("line-width", with(bad)) == 1.0);
  BOOST_TEST(line.number("line-opacity", {.zoom = 4}) == 0.25);
  BOOST_TEST(line.number("line-opacity", {.zoom = 5}) == 1.0);
  BOOST_TEST(line.depends("line-opacity").zoom);
  BOOST_TEST(line.depends("line-width").feature);
}

BOOST_AUTO_TEST_CASE(texts_fonts_and_images) {
  const auto document = parse_style(R"json({"version":8,"sources":{"s":{"type":"geojson","data":"s.geojson"}},"layers":[
    {"id":"a","type":"symbol","source":"s","layout":{"text-field":"{name} ({kind})","text-font":["A Bold","B"],"icon-image":"pin","text-optional":true}},
    {"id":"b","type":"symbol","source":"s","layout":{"text-field":["format",["get","name"],{"font-scale":0.8,"text-color":"#f00"},"\n",["get","urdu"],{"text-font":["literal",["C"]]}]}},
    {"id":"c","type":"symbol","source":"s","layout":{"text-field":["get","name"]}}]})json");
  const Object place = {{"name", Value(std::string("Gwadar"))},
                        {"kind", Value(std::string("port"))},
                        {"urdu", Value(std::string("گوادر"))}};
  const auto& a = document.layers()[0];
  BOOST_TEST(a.formatted("text-field", with(place)).text() == "Gwadar (port)");
  BOOST_TEST(a.formatted("text-field", {}).text() == " ()");
  BOOST_TEST(a.texts("text-font", {}) == (std::vector<std::string>{"A Bold", "B"}));
  BOOST_TEST(a.text("icon-image", {}) == "pin");
  BOOST_TEST(a.boolean("text-optional", {}));
  const auto formatted = document.layers()[1].formatted("text-field", with(place));
  BOOST_REQUIRE_EQUAL(formatted.sections.size(), 3U);
  BOOST_TEST(formatted.sections[0].scale == 0.8);
  BOOST_TEST((formatted.sections[0].color == Color{1, 0, 0, 1}));
  BOOST_TEST(formatted.sections[2].fonts == "C");
  BOOST_TEST(formatted.text() == "Gwadar\nگوادر");
  const auto& c = document.layers()[2];
  BOOST_TEST(c.formatted("text-field", with(place)).text() == "Gwadar");
  BOOST_TEST(c.formatted("text-field", {}).text() == "");
  BOOST_TEST(c.texts("text-font", {}) == std::vector<std::string>{"Noto Sans Regular"});
}

BOOST_AUTO_TEST_CASE(a_filter_that_fails_does_not_pass) {
  const auto document = parse_style(line_style(R"("filter":[">",["get","class"],2])"));
  const auto& line = document.layers().front();
  const Object high = {{"class", Value(3.0)}}, text = {{"class", Value(std::string("3"))}};
  BOOST_TEST(line.accepts(with(high)));
  BOOST_TEST(!line.accepts(with(text)));
  BOOST_TEST(!line.accepts({}));
  BOOST_TEST(parse_style(line_style("")).layers().front().accepts({}));
}

BOOST_AUTO_TEST_CASE(a_default_may_be_an_expression) {
  const auto document = parse_style(
      R"({"version":8,"sources":{"s":{"type":"geojson","data":"s.geojson"}},"layers":[{"id":"h","type":"heatmap","source":"s"}]})");
  BOOST_TEST((document.layers().front().color("heatmap-color", {.heatmap_density = 1}) == Color{1, 0, 0, 1}));
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()

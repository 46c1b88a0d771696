// SPDX-License-Identifier: MIT
#include <tests/style/expressions.hpp>
#include <tests/support/test.hpp>

#include <cmath>

BOOST_AUTO_TEST_SUITE(style)
BOOST_AUTO_TEST_SUITE(expression)

using namespace riskmap::style;
using riskmap::Json;
using riskmap::StyleError;
using riskmap::test::error_text;
using riskmap::test::outcome;

namespace {

Expression compile(const char* json, ValueType type = ValueType::any) {
  return compile_expression(Json::parse(json), type, "--filter");
}

std::string mistakes(const char* json, ValueType type = ValueType::any) {
  return error_text<StyleError>([&] { compile(json, type); });
}

}  // namespace

BOOST_AUTO_TEST_CASE(an_unknown_operator_brings_the_nearest_one) {
  BOOST_TEST(mistakes(R"(["intepolate", ["linear"], ["zoom"], 0, 1, 2, 3])") ==
             "--filter[0]: Unknown expression \"intepolate\". If you wanted a literal array, use [\"literal\", [...]]. "
             "(did you mean [\"interpolate\", "
             "[\"linear\"] or [\"exponential\", base] or [\"cubic-bezier\", x1, y1, x2, y2], number, label, value, "
             "...] -> number, color or array<number>?)");
  BOOST_TEST(
      mistakes(R"(["+", 1, ["*", 2, ["hsa", "x"]]])").starts_with("--filter[2][2][0]: Unknown expression \"hsa\""));
}

BOOST_AUTO_TEST_CASE(what_is_no_expression_is_refused) {
  BOOST_TEST(
      mistakes("[]") ==
      "--filter: Expected an array with at least one element. If you wanted a literal array, use [\"literal\", []].");
  BOOST_TEST(mistakes("[1, 2]") ==
             "--filter[0]: Expression name must be a string, but found number instead. If you wanted a literal array, "
             "use [\"literal\", [...]].");
  BOOST_TEST(mistakes("{}") == "--filter: Bare objects invalid. Use [\"literal\", {...}] instead.");
}

BOOST_AUTO_TEST_CASE(a_property_is_asserted_or_coerced_to_what_is_expected) {
  BOOST_TEST(outcome(R"(["get", "n"])", ValueType::number) == "3");
  BOOST_TEST(outcome(R"(["get", "s"])", ValueType::number) ==
             "fails: Expected value to be of type number, but found string instead.");
  BOOST_TEST(outcome(R"(["get", "c"])", ValueType::color, R"({"c":"#f00"})") == "[1,0,0,1]");
  BOOST_TEST(outcome(R"(["get", "c"])", ValueType::color, R"({"c":"reddish"})") ==
             "fails: Could not parse color from value 'reddish'");
  BOOST_TEST(outcome(R"(["get", "n"])", ValueType::formatted).starts_with(R"({"sections":[{"text":"3",)"));
  BOOST_TEST(outcome(R"(["get", "s"])", ValueType::image) == R"({"name":"abc","available":false})");
  BOOST_TEST(mistakes(R"(["concat", "a"])", ValueType::number) ==
             "--filter: Expected number but found string instead.");
  BOOST_TEST(mistakes(R"(["+", 1])", ValueType::color) == "--filter: Expected color but found number instead.");
}

BOOST_AUTO_TEST_CASE(coalesce_is_annotated_as_a_whole_so_that_null_reaches_the_next) {
  BOOST_TEST(outcome(R"(["coalesce", ["get", "null"], ["get", "n"]])", ValueType::number) == "3");
  BOOST_TEST(outcome(R"(["coalesce", ["get", "none"], "red"])", ValueType::color) == "[1,0,0,1]");
  BOOST_TEST(outcome(R"(["coalesce", ["get", "null"], ["get", "none"]])", ValueType::number) ==
             "fails: Expected value to be of type number, but found null instead.");
}

BOOST_AUTO_TEST_CASE(constants_are_folded_and_fail_at_once) {
  BOOST_TEST(compile(R"(["+", 1, ["*", 2, 3]])").is_constant());
  BOOST_TEST(mistakes(R"(["+", 1, ["to-number", "x"]])") == "--filter[2]: Could not convert \"x\" to number.");
  BOOST_TEST(!compile(R"(["+", 1, ["get", "n"]])").is_constant());
}

BOOST_AUTO_TEST_CASE(it_tells_what_it_depends_on) {
  BOOST_TEST((compile(R"(["get", "n"])").depends() == Dependencies{.feature = true}));
  BOOST_TEST((compile(R"(["get", "n", ["literal", {"n": 1}]])").depends() == Dependencies{}));
  BOOST_TEST(
      (compile(R"(["step", ["zoom"], 1, 5, ["get", "n"]])").depends() == Dependencies{.zoom = true, .feature = true}));
  BOOST_TEST((compile(R"(["let", "e", ["elevation"], ["var", "e"]])").depends() == Dependencies{.elevation = true}));
  BOOST_TEST(compile(R"(["let", "e", ["elevation"], ["+", 1, ["var", "e"]]])").type().text() == "number");
}

BOOST_AUTO_TEST_CASE(interpolate_mixes_colors_as_the_specification_does) {
  BOOST_TEST(outcome(R"json(["interpolate", ["linear"], ["zoom"], 0, "rgba(255,0,0,0)", 10, "rgba(0,0,255,1)"])json",
                     ValueType::color) == "[0.25,0,0.25,0.5]");
  BOOST_TEST(outcome(R"(["interpolate", ["linear"], ["zoom"], 6, "red", 10, "blue"])", ValueType::color) ==
             "[1,0,0,1]");
  BOOST_TEST(outcome(R"(["interpolate", ["linear"], ["zoom"], 0, "red", 4, "blue"])", ValueType::color) == "[0,0,1,1]");
}

BOOST_AUTO_TEST_CASE(a_short_text_cannot_ask_for_endless_work) {
  std::string text = R"(["get", "n"])";
  for (int i = 0; i < 60; ++i) text = R"(["let", "x", )" + text + R"(, ["+", ["var", "x"], ["var", "x"]]])";
  BOOST_TEST(mistakes(text.c_str()).find("takes more than 1000000 steps") != std::string::npos);
  std::string nested = "[\"all\", true, \"a\"]";
  for (int i = 0; i < 150; ++i) nested = "[\"all\", true, " + nested + "]";
  BOOST_TEST(mistakes(nested.c_str()).find("too long to be checked") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_blank_field_is_absent) {
  riskmap::model::FeatureLayer layer{"incidents", {"killed", "place"}, {}};
  layer.features.push_back({{}, {std::monostate(), std::string("Gwadar")}, std::nullopt, 2});
  EvaluationContext context;
  context.layer = &layer;
  context.feature = &layer.features.front();
  BOOST_TEST(to_text(compile(R"(["case", ["has", "killed"], ["get", "killed"], "unknown"])").evaluate(context)) ==
             "unknown");
  BOOST_TEST(to_text(compile(R"(["get", "place"])").evaluate(context)) == "Gwadar");
  BOOST_TEST(to_text(compile(R"(["to-string", ["properties"]])").evaluate(context)) == R"({"place":"Gwadar"})");
  BOOST_TEST(compile(R"(["id"])").evaluate(context).is_null());
}

BOOST_AUTO_TEST_CASE(without_a_tile_geometry_is_seen_to_the_millimetre) {
  riskmap::model::Feature feature;
  feature.geometry = riskmap::model::make_point({67.0001, 25});
  EvaluationContext context;
  context.feature = &feature;
  const auto square = R"({"type":"Polygon","coordinates":[[[67,24],[68,24],[68,26],[67,26],[67,24]]]})";
  const auto within = compile((std::string("[\"within\",") + square + "]").c_str());
  BOOST_TEST((within.evaluate(context) == Value(true)));
  BOOST_TEST(within.depends().feature);
  feature.geometry = riskmap::model::make_point({66.9999, 25});
  BOOST_TEST((within.evaluate(context) == Value(false)));
  const auto distance = compile((std::string("[\"distance\",") + square + "]").c_str());
  const auto metres = distance.evaluate(context);
  BOOST_TEST(*metres.get<double>() == 10.09, boost::test_tools::tolerance(0.001));  // 0.0001 degrees at 25 N
  context.feature = nullptr;
  BOOST_TEST(std::isnan(*distance.evaluate(context).get<double>()));
}

BOOST_AUTO_TEST_CASE(an_image_is_there_if_the_context_knows_it) {
  const std::set<std::string, std::less<>> images = {"b"};
  const auto chosen = compile(R"(["coalesce", ["image", "a"], ["image", "b"]])", ValueType::image);
  EvaluationContext context;
  BOOST_TEST(to_text(chosen.evaluate(context)) == "a");
  context.images = &images;
  BOOST_TEST(to_text(chosen.evaluate(context)) == "b");
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()

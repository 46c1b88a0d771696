// SPDX-License-Identifier: MIT
#include <riskmap/style/function.hpp>

#include <tests/support/test.hpp>

// What the functions of the old syntax yield stands in tests/style/cases/legacy_functions.json.
BOOST_AUTO_TEST_SUITE(style)
BOOST_AUTO_TEST_SUITE(function)

using namespace riskmap::style;
using riskmap::Json;
using riskmap::Mistake;

namespace {

PropertySpec number_spec() { return {.name = "line-width", .type = ValueType::number, .default_json = "1"}; }

std::string mistakes(const char* json, const PropertySpec& spec = number_spec()) {
  std::vector<Mistake> all;
  const auto node = compile_function(Json::parse(json), spec, "width", all);
  BOOST_TEST((node == nullptr) == !all.empty());
  std::string text;
  for (const auto& mistake : all) text += (text.empty() ? "" : "; ") + mistake.place + ": " + mistake.message;
  return text;
}

NodePtr compile(const char* json, const PropertySpec& spec = number_spec()) {
  std::vector<Mistake> all;
  auto node = compile_function(Json::parse(json), spec, "width", all);
  BOOST_TEST(all.empty());
  return node;
}

}  // namespace

BOOST_AUTO_TEST_CASE(it_depends_on_what_it_asks) {
  const auto of_zoom = compile(R"({"stops":[[1,1],[5,5]]})");
  BOOST_TEST((of_zoom->depends() == Dependencies{.zoom = true}));
  const auto of_feature = compile(R"({"property":"n","stops":[[1,1],[5,5]]})");
  BOOST_TEST((of_feature->depends() == Dependencies{.feature = true}));
  const auto of_both = compile(R"({"property":"n","stops":[[{"zoom":1,"value":1},1],[{"zoom":5,"value":1},5]]})");
  BOOST_TEST((of_both->depends() == Dependencies{.zoom = true, .feature = true}));
  BOOST_TEST(of_both->type().text() == "number");
}

BOOST_AUTO_TEST_CASE(tokens_stand_for_properties) {
  const auto text =
      compile(R"({"stops":[[0,"{name}"],[5,"{name} Road"]]})",
              {.name = "text-field", .layout = true, .type = ValueType::formatted, .default_json = "\"\""});
  const auto all = from_json(Json::parse(R"({"name":"Mall"})"));
  EvaluationContext context;
  context.zoom = 6;
  context.properties = all.get<std::shared_ptr<const Object>>()->get();
  BOOST_TEST(to_text(text->evaluate(context)) == "Mall Road");
}

BOOST_AUTO_TEST_CASE(what_is_wrong_is_said_in_the_words_of_the_specification) {
  BOOST_TEST(mistakes("{}") == "width: missing required property \"stops\"");
  BOOST_TEST(mistakes(R"({"stops":[]})") == "width.stops: array must have at least one stop");
  BOOST_TEST(mistakes(R"({"stops":5})") == "width.stops: array expected, number found");
  BOOST_TEST(mistakes(R"({"stops":[5]})") == "width.stops[0]: array expected, number found");
  BOOST_TEST(mistakes(R"({"stops":[[1]]})") == "width.stops[0]: array length 2 expected, length 1 found");
  BOOST_TEST(mistakes(R"({"stops":[[5,1],[1,2]]})") ==
             "width.stops[1][0]: stop domain values must appear in ascending order");
  BOOST_TEST(mistakes(R"({"stops":[[1,"x"]]})") == "width.stops[0][1]: number expected, string found");
  BOOST_TEST(mistakes(R"({"stops":[[1,["get","n"]]]})") ==
             "width.stops[0][1]: expressions are not allowed in function stops.");
  BOOST_TEST(mistakes(R"({"type":"categorical","property":"n","stops":[["a",1],["a",2]]})") ==
             "width.stops[1][0]: stop domain values must be unique");
  BOOST_TEST(mistakes(R"({"type":"categorical","property":"n","stops":[["a",1],[2,2]]})") ==
             "width.stops[1][0]: number stop domain type must match previous stop domain type string");
  BOOST_TEST(mistakes(R"({"type":"categorical","stops":[["a",1]]})") == "width: \"property\" property is required");
  BOOST_TEST(mistakes(R"({"property":"n","stops":[["a",1]]})").find("use a categorical function") != std::string::npos);
  BOOST_TEST(mistakes(R"({"type":"identity"})") == "width: missing required property \"property\"");
  BOOST_TEST(mistakes(R"({"type":"identity","property":"n","stops":[[1,1]]})") ==
             "width.stops: identity function may not have a \"stops\" property");
  BOOST_TEST(mistakes(R"({"type":"cubic","stops":[[1,1]]})") ==
             "width.type: expected one of [exponential, interval, categorical, identity], \"cubic\" found");
  BOOST_TEST(mistakes(R"({"stop":[[1,1]],"stops":[[1,1]]})") == "width.stop: unknown property \"stop\"");
  BOOST_TEST(mistakes(R"({"property":"n","stops":[[{"value":1},1]]})") ==
             "width.stops[0]: object stop key must have zoom");
  BOOST_TEST(mistakes(R"({"property":"n","stops":[[{"zoom":5,"value":1},1],[{"zoom":1,"value":1},1]]})") ==
             "width.stops[1]: stop zoom values must appear in ascending order");
}

BOOST_AUTO_TEST_CASE(a_property_may_forbid_it) {
  auto spec = number_spec();
  spec.per_feature = false;
  BOOST_TEST(mistakes(R"({"property":"n","stops":[[1,1]]})", spec) == "width: property functions not supported");
  spec.per_zoom = false;
  BOOST_TEST(mistakes(R"({"stops":[[1,1]]})", spec) == "width: zoom functions not supported");
  spec = {.name = "visibility", .type = ValueType::string, .default_json = {}};
  BOOST_TEST(mistakes(R"({"type":"exponential","stops":[[1,"a"]]})", spec) ==
             "width: exponential functions not supported");
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()

// SPDX-License-Identifier: MIT
#include <riskmap/style/detail/legacy_filter.hpp>
#include <riskmap/style/property.hpp>

#include <tests/support/test.hpp>

BOOST_AUTO_TEST_SUITE(style)
BOOST_AUTO_TEST_SUITE(filter)

using namespace riskmap::style;
using riskmap::Json;
using riskmap::Mistake;

namespace {

struct Compiled {
  Expression expression;
  std::vector<Mistake> mistakes, warnings;
};

Compiled compile(const char* json) {
  Compiled out;
  out.expression = compile_filter(Json::parse(json), "layers[0].filter", out.mistakes, out.warnings);
  return out;
}

// "yes", "no" or "fails" for a river of class 2 with the id 7.
std::string passes(const char* json) {
  const auto compiled = compile(json);
  if (!compiled.mistakes.empty()) return to_line(compiled.mistakes.front());
  const Object properties = {
      {"kind", Value(std::string("river"))}, {"class", Value(2.0)}, {"bridge", Value(false)}, {"name", Value()}};
  riskmap::model::Feature feature;
  feature.id = 7.0;
  feature.geometry.kind = riskmap::model::Geometry::Kind::line;
  EvaluationContext context;
  context.properties = &properties;
  context.feature = &feature;
  try {
    const auto value = compiled.expression.evaluate(context);
    return *value.get<bool>() ? "yes" : "no";
  } catch (const EvaluationError&) {
    return "fails";
  }
}

bool is_legacy(const char* json) { return is_legacy_filter(Json::parse(json)); }

}  // namespace

BOOST_AUTO_TEST_CASE(the_two_syntaxes_are_told_apart) {
  for (const auto* legacy :
       {R"(["==", "kind", "river"])", R"(["in", "kind", "a", "b"])", R"(["!in", "kind", "a"])", R"(["!has", "kind"])",
        R"(["none"])", R"(["has", "$id"])", R"(["all", ["==", "kind", "river"], ["has", "x"]])", R"([])"}) {
    BOOST_TEST(is_legacy(legacy), legacy);
  }
  for (const auto* expression :
       {R"(["==", ["get", "kind"], "river"])", R"(["in", ["get", "kind"], ["literal", ["a"]]])",
        R"(["in", "a", ["get", "kind"]])", R"(["has", "x"])", R"(["has", "x", ["properties"]])", R"(["all"])",
        R"(["!", ["has", "x"]])", R"(true)", R"(["any", ["==", "kind", "river"], ["==", ["get", "kind"], "river"]])"}) {
    BOOST_TEST(!is_legacy(expression), expression);
  }
}

BOOST_AUTO_TEST_CASE(legacy_filters_mean_what_they_meant) {
  BOOST_TEST(passes(R"(["==", "kind", "river"])") == "yes");
  BOOST_TEST(passes(R"(["!=", "kind", "river"])") == "no");
  BOOST_TEST(passes(R"([">=", "class", 2])") == "yes");
  BOOST_TEST(passes(R"(["<", "class", 2])") == "no");
  BOOST_TEST(passes(R"(["in", "kind", "canal", "river"])") == "yes");
  BOOST_TEST(passes(R"(["!in", "kind", "canal", "river"])") == "no");
  BOOST_TEST(passes(R"(["in", "class", 1, 2, 2])") == "yes");
  BOOST_TEST(passes(R"(["in", "class", 1.5, 2.5])") == "no");
  BOOST_TEST(passes(R"(["in", "class", "2", 2])") == "yes");
  BOOST_TEST(passes(R"(["in", "class"])") == "no");
  BOOST_TEST(passes(R"(["!in", "class"])") == "yes");
  BOOST_TEST(passes(R"(["has", "kind"])") == "yes");
  BOOST_TEST(passes(R"(["!has", "kind"])") == "no");
  BOOST_TEST(passes(R"(["==", "$type", "LineString"])") == "yes");
  BOOST_TEST(passes(R"(["in", "$type", "Point", "Polygon"])") == "no");
  BOOST_TEST(passes(R"(["==", "$id", 7])") == "yes");
  BOOST_TEST(passes(R"(["has", "$id"])") == "yes");
  BOOST_TEST(passes(R"(["all", ["==", "kind", "river"], [">", "class", 1]])") == "yes");
  BOOST_TEST(passes(R"(["none", ["==", "kind", "canal"], [">", "class", 5]])") == "yes");
}

BOOST_AUTO_TEST_CASE(a_comparison_of_other_types_does_not_hold) {
  BOOST_TEST(passes(R"(["any", [">", "kind", 5], ["==", "class", 2]])") == "yes");
  BOOST_TEST(passes(R"(["any", [">", "missing", 5], ["<", "kind", 5]])") == "no");
  BOOST_TEST(passes(R"([">", "kind", 5])") == "no");
  BOOST_TEST(passes(R"(["none", [">", "kind", 5]])") == "yes");
}

BOOST_AUTO_TEST_CASE(expressions_filter_too) {
  BOOST_TEST(passes(R"(["==", ["get", "class"], 2])") == "yes");
  BOOST_TEST(passes(R"(["get", "bridge"])") == "no");
  BOOST_TEST(passes(R"(["get", "kind"])") == "fails");
  BOOST_TEST(passes(R"(["concat", "a", "b"])") == "layers[0].filter: Expected boolean but found string instead.");
}

BOOST_AUTO_TEST_CASE(mistakes_in_legacy_filters_have_their_place) {
  BOOST_TEST(passes(R"([])") == "layers[0].filter: filter array must have at least 1 element");
  BOOST_TEST(passes("\"river\"") == "layers[0].filter: array expected, string found");
  BOOST_TEST(passes(R"(["==", "kind", null])") ==
             "layers[0].filter[2]: string, number, or boolean expected, null found");
  BOOST_TEST(passes(R"(["all", ["==", "kind", "a"], ["!in", 5, "a"]])") ==
             "layers[0].filter[2][1]: string expected, number found");
  BOOST_TEST(passes(R"(["<", "$type", "Point"])") == "layers[0].filter: \"$type\" cannot be use with operator \"<\"");
  BOOST_TEST(passes(R"(["==", "$type", "Pointy"])") ==
             "layers[0].filter[2]: expected one of [Point, LineString, Polygon], \"Pointy\" found");
  BOOST_TEST(passes(R"(["!has", "a", "b"])") ==
             "layers[0].filter: filter array for \"!has\" operator must have 2 elements");
}

BOOST_AUTO_TEST_CASE(mixing_the_syntaxes_is_warned_of) {
  const auto compiled = compile(R"(["all", ["==", ["get", "class"], 2], ["in", "kind", "river"]])");
  BOOST_REQUIRE_EQUAL(compiled.warnings.size(), 1U);
  BOOST_TEST(to_line(compiled.warnings[0]) ==
             "layers[0].filter[2]: Mixing deprecated filter syntax with expression syntax is not supported. Replace "
             "[\"in\",\"kind\",\"river\"] with "
             "[\"in\",[\"get\",\"kind\"],[\"literal\",[\"river\"]]].");
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()

// SPDX-License-Identifier: MIT
#include <riskmap/style/property.hpp>

#include <tests/style/small_styles.hpp>
#include <tests/support/test.hpp>

#include <algorithm>

BOOST_AUTO_TEST_SUITE(style)
BOOST_AUTO_TEST_SUITE(property)

using namespace riskmap::style;
using riskmap::Json;
using riskmap::Mistake;

namespace {

const PropertySpec& find(std::string_view name) {
  for (const auto& type : riskmap::test::layer_specs) {
    const auto found = std::find_if(type.properties.begin(), type.properties.end(),
                                    [&](const auto& spec) { return spec.name == name; });
    if (found != type.properties.end()) return *found;
  }
  throw riskmap::Error("no such property in the test's table");
}

// The mistake's line, or "" if the value is good.
std::string check(std::string_view name, const char* json) {
  std::vector<Mistake> mistakes;
  compile_property(Json::parse(json), find(name), "p", mistakes);
  std::string lines;
  for (const auto& mistake : mistakes) lines += (lines.empty() ? "" : "\n") + to_line(mistake);
  return lines;
}

}  // namespace

BOOST_AUTO_TEST_CASE(constants_are_checked_against_their_row) {
  BOOST_TEST(check("line-width", "2") == "");
  BOOST_TEST(check("line-width", "-1") == "p: -1 is less than the minimum value 0");
  BOOST_TEST(check("line-opacity", "1.5") == "p: 1.5 is greater than the maximum value 1");
  BOOST_TEST(check("line-width", "\"2\"") == "p: number expected, string found");
  BOOST_TEST(check("line-color", "\"reddish\"") ==
             "p: color expected, \"reddish\" found (#rgb, #rrggbb, rgb(), rgba(), hsl(), hsla() or a CSS name)");
  BOOST_TEST(check("line-color", "5") == "p: color expected, number found");
  BOOST_TEST(check("line-cap", "\"rund\"") ==
             "p: expected one of [butt, round, square], \"rund\" found (did you mean 'round'?)");
  BOOST_TEST(check("line-cap", "true") == "p: expected one of [butt, round, square], true found");
  BOOST_TEST(check("text-optional", "\"yes\"") == "p: boolean expected, string found");
  BOOST_TEST(check("line-translate", "[1]") == "p: array length 2 expected, length 1 found");
  BOOST_TEST(check("line-translate", "[1, \"2\"]") == "p[1]: number expected, string found");
  BOOST_TEST(check("line-dasharray", "[2, 1, 4]") == "");
  BOOST_TEST(check("line-dasharray", "[2, -1]") == "p[1]: -1 is less than the minimum value 0");
  BOOST_TEST(check("line-dasharray", "2") == "p: array expected, number found");
  BOOST_TEST(check("text-font", "[\"A\", 5]") == "p[1]: string expected, number found");
  BOOST_TEST(check("text-variable-anchor", "[\"left\", \"rihgt\"]") ==
             "p[1]: expected one of [center, left, right], \"rihgt\" found (did you mean 'right'?)");
  BOOST_TEST(check("text-field", "5") == "p: string expected, number found");
}

BOOST_AUTO_TEST_CASE(constants_of_the_rarer_types_are_checked) {
  const auto why = [](ValueType type, const char* json) {
    const PropertySpec spec{.name = "x", .type = type, .default_json = ""};
    std::vector<Mistake> mistakes;
    compile_property(Json::parse(json), spec, "p", mistakes);
    return mistakes.empty() ? std::string() : to_line(mistakes.front());
  };
  BOOST_TEST(why(ValueType::padding, "[1, 2, 3]") == "");
  BOOST_TEST(why(ValueType::padding, "[]") == "p: padding requires 1 to 4 values; 0 values found");
  BOOST_TEST(why(ValueType::padding, "[1, \"2\"]") == "p[1]: number expected, string found");
  BOOST_TEST(why(ValueType::number_or_array, "335") == "");
  BOOST_TEST(why(ValueType::number_or_array, "[]") == "p: array length at least 1 expected, length 0 found");
  BOOST_TEST(why(ValueType::color_or_array, "[\"red\", \"#12\"]").starts_with("p[1]: color expected, \"#12\" found"));
  BOOST_TEST(why(ValueType::anchor_offsets, "[\"top\", [0, 1], \"left\", [1, 0]]") == "");
  BOOST_TEST(why(ValueType::anchor_offsets, "[\"top\", [0]]") == "p[1]: array length 2 expected, length 1 found");
  BOOST_TEST(why(ValueType::anchor_offsets, "[\"topp\", [0, 1]]").ends_with("found (did you mean 'top'?)"));
  BOOST_TEST(why(ValueType::projection, "[\"mercator\", \"globe\", 0.5]") == "");
  BOOST_TEST(why(ValueType::projection, "5") == "p: projection expected, invalid type \"number\" found");
}

BOOST_AUTO_TEST_CASE(lists_evaluate_to_lists) {
  const auto value = [](ValueType type, const char* json) {
    const PropertySpec spec{.name = "x", .type = type, .default_json = ""};
    std::vector<Mistake> mistakes;
    return to_stringified(compile_property(Json::parse(json), spec, "p", mistakes).evaluate({}));
  };
  BOOST_TEST(value(ValueType::padding, "3") == "[3,3,3,3]");
  BOOST_TEST(value(ValueType::padding, "[1, 2]") == "[1,2,1,2]");
  BOOST_TEST(value(ValueType::number_or_array, "335") == "[335]");
}

BOOST_AUTO_TEST_CASE(tokens_stand_only_where_the_specification_has_them) {
  const PropertySpec pattern{.name = "fill-pattern", .type = ValueType::image, .default_json = ""};
  std::vector<Mistake> mistakes;
  compile_property(Json("{kind}"), pattern, "p", mistakes);
  BOOST_REQUIRE_EQUAL(mistakes.size(), 1U);
  BOOST_TEST(to_line(mistakes.front()) ==
             "p: \"fill-pattern\" does not support interpolation syntax (write [\"to-string\", [\"get\", \"kind\"]])");
  BOOST_TEST(check("text-field", "\"{name} {kind}\"") == "");
}

BOOST_AUTO_TEST_CASE(rows_say_which_expressions_they_take) {
  const auto why = [](const PropertySpec& spec, const char* json) {
    std::vector<Mistake> mistakes;
    compile_property(Json::parse(json), spec, "p", mistakes);
    return mistakes.empty() ? std::string() : to_line(mistakes.front());
  };
  const PropertySpec blend{
      .name = "b", .type = ValueType::enumeration, .default_json = "", .values = "a|b", .constant = true};
  BOOST_TEST(why(blend, R"(["get","x"])") == "p: expected one of [a, b], [\"get\",\"x\"] found");
  const PropertySpec key{.name = "k", .layout = true, .default_json = "", .interpolated = false};
  BOOST_TEST(why(key, R"(["step",["zoom"],1,5,2])") == "");
  BOOST_TEST(why(key, R"(["interpolate",["linear"],["zoom"],1,5,2,6])") ==
             "p: \"interpolate\" expressions cannot be used with this property");
  BOOST_TEST(why(key, R"(["number",["feature-state","x"]])") ==
             "p: \"feature-state\" data expressions are not supported with layout properties.");
  const PropertySpec steady{.name = "s", .default_json = "", .per_feature = false, .per_zoom = false};
  BOOST_TEST(why(steady, R"(["step",["zoom"],1,5,2])") == "p: zoom expressions not supported");
  BOOST_TEST(check("text-font", R"(["array","string",["get","fonts"]])").starts_with("p: Invalid data expression"));
  BOOST_TEST(check("text-font", R"(["case",["has","a"],["literal",["A"]],["literal",["B"]]])") == "");
  BOOST_TEST(takes_transition(find("line-width")));
  BOOST_TEST(!takes_transition(find("line-cap")));
  BOOST_TEST(!takes_transition(find("line-gradient")));
}

BOOST_AUTO_TEST_CASE(expressions_are_checked_against_their_row) {
  BOOST_TEST(check("line-width", R"(["get", "w"])") == "");
  BOOST_TEST(check("line-dasharray", R"(["get", "w"])") == "p: data expressions not supported");
  BOOST_TEST(check("line-cap", R"(["case", true, "rund", "butt"])") ==
             "p: expected one of [butt, round, square], \"rund\" found (did you mean 'round'?)");
  BOOST_TEST(check("line-cap", R"(["interpolate", ["linear"], ["zoom"], 0, "butt", 1, "round"])") ==
             "p: Type string is not interpolatable.");
  BOOST_TEST(check("line-width", R"(["gett", "w"])") ==
             "p[0]: Unknown expression \"gett\". If you wanted a literal array, use [\"literal\", [...]]. (did you "
             "mean [\"get\", string, object?] -> value?)");
  BOOST_TEST(check("line-translate", R"(["literal", [1, 2, 3]])") ==
             "p: Expected array<number, 2> but found array<number, 3> instead.");
  BOOST_TEST(check("text-font", R"(["literal", ["A", "B"]])") == "");
  BOOST_TEST(check("text-font", R"(["step", ["zoom"], ["literal", ["A"]], 5, ["literal", ["B"]]])") == "");
}

BOOST_AUTO_TEST_CASE(zoom_stands_only_as_the_input_of_a_top_level_curve) {
  const std::string misplaced =
      "p: \"zoom\" expression may only be used as input to a top-level \"step\" or \"interpolate\" expression.";
  BOOST_TEST(check("line-width", R"(["interpolate", ["linear"], ["zoom"], 0, ["get", "w"], 10, 5])") == "");
  BOOST_TEST(check("line-width", R"(["let", "k", 2, ["step", ["zoom"], 1, 5, ["var", "k"]]])") == "");
  BOOST_TEST(check("line-width", R"(["coalesce", ["to-number", ["get", "w"]], ["step", ["zoom"], 1, 5, 2]])") == "");
  BOOST_TEST(check("line-width", R"(["zoom"])") == misplaced);
  BOOST_TEST(check("line-width", R"(["+", 1, ["step", ["zoom"], 1, 5, 2]])") == misplaced);
  BOOST_TEST(check("line-width", R"(["interpolate", ["linear"], ["+", ["zoom"], 1], 0, 1, 10, 5])") == misplaced);
  BOOST_TEST(check("line-width", R"(["let", "z", ["zoom"], ["step", ["var", "z"], 1, 5, 2]])") == misplaced);
  BOOST_TEST(check("line-width", R"(["coalesce", ["step", ["zoom"], 1, 5, 2], ["step", ["zoom"], 1, 5, 2]])") ==
             "p: Only one zoom-based \"step\" or \"interpolate\" subexpression may be used in an expression.");
}

BOOST_AUTO_TEST_CASE(the_inputs_of_ramps_stand_only_in_their_ramps) {
  BOOST_TEST(check("line-width", R"(["elevation"])") == "p: [\"elevation\"] can only be used in color-relief-color");
  BOOST_TEST(check("line-width", R"(["line-progress"])") == "p: [\"line-progress\"] can only be used in line-gradient");
  BOOST_TEST(check("heatmap-color", R"(["interpolate", ["linear"], ["heatmap-density"], 0, "red", 1, "blue"])") == "");
  BOOST_TEST(check("line-gradient", R"(["interpolate", ["linear"], ["line-progress"], 0, "red", 1, "blue"])") == "");
  BOOST_TEST(check("color-relief-color", R"(["step", ["zoom"], "red", 5, "blue"])") ==
             "p: zoom expressions not supported");
  BOOST_TEST(check("color-relief-color", R"(["step", ["get", "x"], "red", 5, "blue"])") ==
             "p: data expressions not supported");
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()

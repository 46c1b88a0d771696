// SPDX-License-Identifier: MIT
#include <riskmap/style/evaluation_file.hpp>
#include <riskmap/style/function.hpp>
#include <riskmap/style/operators_catalogue.hpp>

#include <tests/style/close_values.hpp>
#include <tests/support/test.hpp>

#include <filesystem>
#include <map>
#include <string>

// The cases of tests/style/cases, whose expected values tests/style/make_cases.mjs derives from the specification's own
// package.
namespace riskmap::test {
namespace {

const std::filesystem::path folder = std::filesystem::path(RISKMAP_SOURCE_DIR) / "tests/style/cases";

const std::map<std::string, Json>& all_cases() {
  static const auto all = [] {
    std::map<std::string, Json> cases;
    for (const auto& entry : std::filesystem::directory_iterator(folder))
      cases[entry.path().stem().string()] = read_json(entry.path()).value;
    return cases;
  }();
  return all;
}

// Filters and functions of the old syntax are no expressions.
bool is_legacy(const std::string& name) { return name.starts_with("legacy_"); }

void check(const std::string& name, const Json& said, const Json& expected, const Json& found) {
  BOOST_TEST(is_close(expected, found),
             name << ": " << said.dump() << "\n  expected " << expected.dump() << "\n  found    " << found.dump());
}

// The context of a pair of globals and feature that a filter or a function of the old syntax sees.
struct Seen {
  explicit Seen(const Json& input) : properties(style::from_json(input[1].value("properties", Json::object()))) {
    context.zoom = input[0].value("zoom", 0.0);
    context.feature = &feature;
    context.properties = properties.get<std::shared_ptr<const style::Object>>()->get();
    if (input[1].contains("id") && input[1]["id"].is_number()) feature.id = input[1]["id"].get<double>();
    if (input[1].contains("id") && input[1]["id"].is_string()) feature.id = input[1]["id"].get<std::string>();
    if (input[1].contains("id") && input[1]["id"].is_boolean()) feature.id = input[1]["id"].get<bool>();
    if (input[1].contains("geometry")) geometry_type = style::from_json(input[1]["geometry"]["type"]);
    context.geometry_type = &geometry_type;
  }
  Seen(const Seen&) = delete;
  Seen& operator=(const Seen&) = delete;

  style::Value properties, geometry_type;
  model::Feature feature;
  style::EvaluationContext context;
};

style::PropertySpec spec_of(const Json& test) {
  static const std::map<std::string, style::ValueType> types = {
      {"number", style::ValueType::number},       {"color", style::ValueType::color},
      {"string", style::ValueType::string},       {"boolean", style::ValueType::boolean},
      {"enum", style::ValueType::enumeration},    {"array", style::ValueType::number_array},
      {"padding", style::ValueType::padding},     {"numberArray", style::ValueType::number_or_array},
      {"formatted", style::ValueType::formatted}, {"resolvedImage", style::ValueType::image}};
  style::PropertySpec spec{.name = "case", .type = types.at(test["as"]), .default_json = {}};
  spec.interpolated = test.value("interpolated", true);
  if (spec.type == style::ValueType::enumeration) spec.values = "butt|round";
  return spec;
}

Json value_of(const style::Expression& expression, const style::EvaluationContext& context) {
  try {
    return style::to_json(expression.evaluate(context), expression.type());
  } catch (const style::EvaluationError&) {
    return nullptr;
  }
}

std::string texts(const std::vector<Mistake>& mistakes) {
  std::string out;
  for (const auto& mistake : mistakes) out += mistake.place + ": " + mistake.message + "\n";
  return out;
}

void run_expressions() {
  for (const auto& [name, cases] : all_cases()) {
    if (is_legacy(name)) continue;
    for (const auto& test : cases) {
      Json asked = test;
      asked.erase("expected");
      check(name, test["expression"], test["expected"], style::evaluate_file(asked));
    }
  }
}

std::size_t count_cases_with(std::string_view name) {
  const auto begin = "[\"" + std::string(name) + "\"";
  std::size_t count = 0;
  for (const auto& [file, cases] : all_cases()) {
    for (const auto& test : cases) {
      if (!is_legacy(file)) count += test["expression"].dump().find(begin) != std::string::npos ? 1 : 0;
    }
  }
  return count;
}

void run_functions() {
  const auto& cases = all_cases().at("legacy_functions");
  BOOST_TEST(cases.size() >= 30U);
  for (const auto& test : cases) {
    std::vector<Mistake> mistakes;
    const auto spec = spec_of(test);
    const auto node = style::compile_function(test["function"], spec, "case", mistakes);
    BOOST_TEST(mistakes.empty(), test["function"].dump() << " " << texts(mistakes));
    if (!node) continue;
    Json outputs = Json::array();
    for (const auto& input : test["inputs"]) outputs.push_back(value_of(style::Expression(node), Seen(input).context));
    check("legacy_functions", test["function"], test["expected"], Json{{"outputs", outputs}});
  }
}

void run_filters() {
  const auto& cases = all_cases().at("legacy_filters");
  BOOST_TEST(cases.size() >= 20U);
  for (const auto& test : cases) {
    std::vector<Mistake> mistakes, warnings;
    const auto filter = style::compile_filter(test["filter"], "case", mistakes, warnings);
    BOOST_TEST(mistakes.empty(), test["filter"].dump() << " " << texts(mistakes));
    Json outputs = Json::array();
    for (const auto& input : test["inputs"]) outputs.push_back(value_of(filter, Seen(input).context) == true);
    check("legacy_filters", test["filter"], test["expected"], Json{{"outputs", outputs}});
  }
}

}  // namespace
}  // namespace riskmap::test

BOOST_AUTO_TEST_SUITE(style)
BOOST_AUTO_TEST_SUITE(expression_cases)

BOOST_AUTO_TEST_CASE(expressions_yield_what_the_package_yields) { riskmap::test::run_expressions(); }

BOOST_AUTO_TEST_CASE(every_operator_has_four_cases) {
  for (const auto* known : riskmap::style::operators::all)
    BOOST_TEST(riskmap::test::count_cases_with(known->name) >= 4U, known->name);
}

BOOST_AUTO_TEST_CASE(functions_of_the_old_syntax_yield_what_the_package_yields) { riskmap::test::run_functions(); }
BOOST_AUTO_TEST_CASE(filters_of_the_old_syntax_pass_what_the_package_passes) { riskmap::test::run_filters(); }

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()

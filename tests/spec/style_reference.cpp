// SPDX-License-Identifier: MIT
#include <riskmap/base/error.hpp>
#include <riskmap/model/feature.hpp>
#include <riskmap/render/layer_type.hpp>
#include <riskmap/style/detail/undrawn_layers.hpp>
#include <riskmap/style/document.hpp>
#include <riskmap/style/operators_catalogue.hpp>

#include <cmath>
#include <cstdio>
#include <exception>
#include <iostream>
#include <string>

// style_reference tables              the layer types' tables and the operators, as JSON
// style_reference validate            a document a line in, {"mistakes", "warnings"} a line out
// style_reference evaluate            {"expression", "zoom"?, "properties"? …} a line in, {"value"} or {"error"} a line
// out
namespace {

using riskmap::Json;
using riskmap::Mistake;
using riskmap::style::LayerSpec;
using riskmap::style::PropertySpec;
using riskmap::style::ValueType;

std::string type_word(const PropertySpec& spec) {
  constexpr const char* words[] = {"*",
                                   "boolean",
                                   "number",
                                   "string",
                                   "color",
                                   "enum",
                                   "formatted",
                                   "resolvedImage",
                                   "array",
                                   "array",
                                   "color",
                                   "numberArray",
                                   "colorArray",
                                   "padding",
                                   "variableAnchorOffsetCollection",
                                   "projectionDefinition"};
  return words[static_cast<std::size_t>(spec.type)];
}

Json to_json(const PropertySpec& spec) {
  Json values = Json::array();
  for (const auto word : riskmap::style::words_of(spec.values)) values.push_back(word);
  return {{"name", spec.name},
          {"layout", spec.layout},
          {"type", type_word(spec)},
          {"item", spec.type == ValueType::number_array   ? "number"
                   : spec.type != ValueType::string_array ? ""
                   : spec.values.empty()                  ? "string"
                                                          : "enum"},
          {"ramp", spec.type == ValueType::color_ramp},
          {"default", spec.default_json.empty() ? Json() : Json::parse(spec.default_json)},
          {"unit", spec.unit},
          {"help", spec.help},
          {"values", values},
          {"per_feature", spec.per_feature},
          {"per_zoom", spec.per_zoom},
          {"constant", spec.constant},
          {"interpolated", spec.interpolated},
          {"transition", takes_transition(spec)},
          {"minimum", std::isinf(spec.minimum) ? Json() : Json(spec.minimum)},
          {"maximum", std::isinf(spec.maximum) ? Json() : Json(spec.maximum)},
          {"length", spec.length},
          {"no_effect", spec.no_effect},
          {"in_browser", spec.in_browser}};
}

Json to_json(const LayerSpec& layer, bool drawn) {
  Json properties = Json::array();
  for (const auto& spec : layer.properties) properties.push_back(to_json(spec));
  return {{"type", layer.type}, {"drawn", drawn}, {"sources", layer.sources}, {"properties", properties}};
}

Json tables() {
  Json layers = Json::array(), operators = Json::array();
  for (const auto& layer : riskmap::render::layer_specs()) layers.push_back(to_json(layer, true));
  for (const auto& layer : riskmap::style::undrawn_layers) layers.push_back(to_json(layer, false));
  for (const auto* known : riskmap::style::operators::all)
    operators.push_back({{"name", known->name}, {"signature", known->signature}, {"summary", known->summary}});
  return {{"layers", layers}, {"operators", operators}};
}

Json to_json(const std::vector<Mistake>& mistakes) {
  Json list = Json::array();
  for (const auto& [place, message, hint] : mistakes) {
    // "d:LINE:COLUMN: path"
    const auto blank = place.find(' ');
    list.push_back(
        {{"path", blank == std::string::npos ? "" : place.substr(blank + 1)}, {"message", message}, {"hint", hint}});
  }
  return list;
}

Json validate(const std::string& text) {
  try {
    const auto document =
        riskmap::style::Document::parse(riskmap::parse_json(text, "d"), riskmap::render::layer_specs());
    return {{"mistakes", Json::array()}, {"warnings", to_json(document.warnings())}};
  } catch (const riskmap::StyleError& error) {
    return {{"mistakes", to_json(error.mistakes())}, {"warnings", Json::array()}};
  }
}

Json evaluate(const Json& example) {
  using namespace riskmap::style;
  const auto properties = from_json(example.value("properties", Json::object()));
  const auto state = from_json(example.value("state", Json::object()));
  riskmap::model::FeatureLayer layer;
  riskmap::model::Feature feature;
  if (example.contains("point"))
    feature.geometry = riskmap::model::make_point({example["point"][0], example["point"][1]});
  if (example.contains("id")) feature.id = example["id"].get<double>();
  EvaluationContext context;
  context.zoom = example.value("zoom", 0.0);
  context.line_progress = example.value("line-progress", 0.0);
  context.heatmap_density = example.value("heatmap-density", 0.0);
  if (example.contains("elevation")) context.elevation = example["elevation"].get<double>();
  if (const auto* held = properties.get<std::shared_ptr<const Object>>()) context.properties = held->get();
  if (const auto* held = state.get<std::shared_ptr<const Object>>()) context.global_state = held->get();
  if (example.contains("point") || example.contains("id")) context.layer = &layer, context.feature = &feature;
  try {
    return {{"value", to_json(compile_expression(example["expression"], ValueType::any, "").evaluate(context))}};
  } catch (const std::exception& error) {
    return {{"error", error.what()}};
  }
}

std::string dumped(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }

int run(const std::vector<std::string>& words) {
  if (words.size() == 2 && words[1] == "tables") {
    std::cout << dumped(tables()) << '\n';
  } else if (words.size() == 2 && words[1] == "validate") {
    for (std::string line; std::getline(std::cin, line);) std::cout << dumped(validate(line)) << '\n';
  } else if (words.size() == 2 && words[1] == "evaluate") {
    for (std::string line; std::getline(std::cin, line);) std::cout << dumped(evaluate(Json::parse(line))) << '\n';
  } else {
    std::cerr << "style_reference tables|validate|evaluate\n";
    return 2;
  }
  return 0;
}

}  // namespace

int main(int count, char** words) {
  std::ios::sync_with_stdio(false);
  try {
    return run({words, words + count});
  } catch (const std::exception& error) {
    std::cerr << error.what() << '\n';
    return 1;
  }
}

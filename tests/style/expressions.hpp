// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/style/document.hpp>

#include <string>

namespace riskmap::test {

/// What an expression yields, as JSON text: for a feature with `properties` at zoom 5, elevation 0.25. A mistake in the
/// expression is "error: [place: ]message", one at run time "fails: message".
inline std::string outcome(
    const std::string& expression, style::ValueType expected = style::ValueType::any,
    const std::string& properties = R"({"n":3,"s":"abc","t":true,"null":null,"list":[1,2,3],"object":{"k":"v"}})") {
  model::Feature feature;
  feature.id = std::string("f7");
  feature.geometry = model::make_point({67, 25});
  const auto all = style::from_json(Json::parse(properties));
  style::EvaluationContext context;
  context.zoom = 5;
  context.elevation = 0.25;
  context.line_progress = 0.5;
  context.heatmap_density = 0.75;
  context.feature = &feature;
  context.properties = all.get<std::shared_ptr<const style::Object>>()->get();
  try {
    const auto compiled = style::compile_expression(Json::parse(expression), expected, "");
    return style::to_json(compiled.evaluate(context), compiled.type()).dump();
  } catch (const StyleError& error) {
    return "error: " + std::string(error.what());
  } catch (const style::EvaluationError& error) {
    return "fails: " + std::string(error.what());
  }
}

}  // namespace riskmap::test

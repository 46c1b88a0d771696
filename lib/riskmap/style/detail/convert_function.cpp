// SPDX-License-Identifier: MIT
#include <riskmap/style/detail/convert_function.hpp>

#include <riskmap/style/detail/json_words.hpp>
#include <riskmap/style/expression.hpp>

#include <fmt/format.h>

#include <string>
#include <utility>
#include <vector>

namespace riskmap::style {
namespace {

const Json undefined = Json::binary({});

bool is_undefined(const Json& json) { return json.is_binary(); }

Json member(const Json& object, const char* key) {
  return object.is_object() && object.contains(key) ? object[key] : undefined;
}

Json literal(Json value) {
  return value.is_structured() || value.is_null() ? Json::array({"literal", std::move(value)}) : value;
}

struct Stop {
  Json input, output;
};

struct AtZoom {
  Json zoom;
  std::vector<Stop> stops;
};

std::vector<Stop> read_stops(const Json& stops) {
  if (!stops.is_array() || stops.empty()) throw EvaluationError("a function needs at least one stop");
  std::vector<Stop> out;
  for (const auto& stop : stops) {
    if (!stop.is_array() || stop.size() < 2) throw EvaluationError("a stop is a pair of an input and an output");
    out.push_back({stop[0], stop[1]});
  }
  return out;
}

// "{name} Road" is ["concat", ["get", "name"], " Road"].
Json convert_tokens(const std::string& text) {
  Json concat = Json::array({"concat"});
  std::size_t passed = 0;
  for (auto close = text.find('}'); close != std::string::npos; close = text.find('}', close + 1)) {
    const auto open = text.rfind('{', close);
    if (open == std::string::npos || open < passed || close - open < 2) continue;
    if (open > passed) concat.push_back(text.substr(passed, open - passed));
    concat.push_back(Json::array({"get", text.substr(open + 1, close - open - 1)}));
    passed = close + 1;
  }
  if (concat.size() == 1) return text;
  if (passed < text.size())
    concat.push_back(text.substr(passed));
  else if (concat.size() == 2)
    return Json::array({"to-string", concat[1]});
  return concat;
}

class Converter {
 public:
  Converter(const Json& function, const Json& spec) : m_function(function), m_spec(spec) {}

  Json convert() const {
    const auto said = member(m_function, "stops");
    if (is_undefined(said) || !is_truthy(said)) return convert_identity();
    auto stops = read_stops(said);
    const bool composite = stops[0].input.is_structured() || stops[0].input.is_null();
    const bool by_feature = composite || !is_undefined(member(m_function, "property"));
    const auto tokens = member(m_spec, "tokens");
    const bool has_tokens = !is_undefined(tokens) && is_truthy(tokens);
    for (auto& stop : stops) {
      if (!by_feature && has_tokens && stop.output.is_string())
        stop.output = convert_tokens(stop.output);
      else
        stop.output = literal(std::move(stop.output));
    }
    if (composite) return convert_composite(stops);
    return by_feature ? convert_property(type_of_function(), color_operator(), base(), stops) : convert_zoom(stops);
  }

 private:
  std::string type() const { return m_spec.value("type", std::string()); }
  Json getter() const { return Json::array({"get", member(m_function, "property")}); }
  Json default_value() const { return member(m_function, "default"); }
  Json base() const {
    const auto said = member(m_function, "base");
    return is_undefined(said) ? Json(1) : said;
  }

  bool is_interpolated() const {
    const auto expression = member(m_spec, "expression");
    const auto said = member(expression, "interpolated");
    return !is_undefined(said) && is_truthy(said);
  }

  std::string usual_type() const { return is_interpolated() ? "exponential" : "interval"; }

  std::string type_of_function() const {
    const auto said = member(m_function, "type");
    if (is_undefined(said) || !is_truthy(said)) return usual_type();
    return said.is_string() ? said.get<std::string>() : dumped(said);
  }

  std::string color_operator() const {
    const auto space = member(m_function, "colorSpace");
    if (space == "hcl") return "interpolate-hcl";
    return space == "lab" ? "interpolate-lab" : "interpolate";
  }

  Json convert_identity() const {
    const auto otherwise = default_value();
    if (is_undefined(otherwise)) return type() == "string" ? Json::array({"string", getter()}) : getter();
    if (type() == "enum") {
      Json words = Json::array();
      const auto values = member(m_spec, "values");
      if (values.is_object()) {
        for (const auto& [word, meaning] : values.items()) words.push_back(word);
      }
      return Json::array({"match", getter(), std::move(words), getter(), otherwise});
    }
    Json expression = Json::array({type() == "color" ? "to-color" : type()});
    if (type() == "array") {
      const auto length = member(m_spec, "length");
      expression.push_back(member(m_spec, "value"));
      expression.push_back(is_undefined(length) || !is_truthy(length) ? Json(nullptr) : length);
    }
    expression.push_back(getter());
    expression.push_back(literal(otherwise));
    return expression;
  }

  Json convert_composite(const std::vector<Stop>& stops) const {
    std::vector<AtZoom> by_zoom;
    for (const auto& stop : stops) {
      const auto zoom = member(stop.input, "zoom");
      auto found = by_zoom.begin();
      while (found != by_zoom.end() && found->zoom != zoom) ++found;
      if (found == by_zoom.end()) found = by_zoom.insert(found, AtZoom{zoom, {}});
      found->stops.push_back({member(stop.input, "value"), stop.output});
    }
    const bool curve = is_interpolated();
    Json expression = curve ? Json::array({color_operator(), Json::array({"linear"}), Json::array({"zoom"})})
                            : Json::array({"step", Json::array({"zoom"})});
    for (const auto& [zoom, at_zoom] : by_zoom)
      append(expression, zoom, convert_property(type_of_function(), "interpolate", 1, at_zoom), !curve);
    if (!curve) repair(expression);
    return expression;
  }

  Json fallback() const {
    auto value = default_value();
    if (is_undefined(value)) value = member(m_spec, "default");
    if (is_undefined(value)) return type() == "resolvedImage" ? Json("") : undefined;
    return literal(std::move(value));
  }

  Json convert_property(const std::string& kind, const std::string& curve, const Json& exponent,
                        const std::vector<Stop>& stops) const {
    if (kind == "categorical") return convert_categories(stops);
    const auto input = Json::array({"number", getter()});
    Json expression;
    if (kind == "interval")
      expression = Json::array({"step", input});
    else if (kind == "exponential")
      expression = Json::array({curve, interpolation(exponent), input});
    else
      throw EvaluationError(fmt::format("Unknown property function type {}", kind));
    for (const auto& stop : stops) append(expression, stop.input, stop.output, kind == "interval");
    if (kind == "interval") repair(expression);
    if (is_undefined(default_value())) return expression;
    return Json::array({"case", Json::array({"==", Json::array({"typeof", getter()}), "number"}), std::move(expression),
                        literal(default_value())});
  }

  Json convert_categories(const std::vector<Stop>& stops) const {
    if (stops[0].input.is_boolean()) {
      Json expression = Json::array({"case"});
      for (const auto& stop : stops) {
        expression.push_back(Json::array({"==", getter(), stop.input}));
        expression.push_back(stop.output);
      }
      expression.push_back(fallback());
      return expression;
    }
    Json expression = Json::array({"match", getter()});
    for (const auto& stop : stops) append(expression, stop.input, stop.output, false);
    expression.push_back(fallback());
    return expression;
  }

  Json convert_zoom(const std::vector<Stop>& stops) const {
    const auto kind = type_of_function();
    Json expression;
    if (kind == "interval")
      expression = Json::array({"step", Json::array({"zoom"})});
    else if (kind == "exponential")
      expression = Json::array({color_operator(), interpolation(base()), Json::array({"zoom"})});
    else
      throw EvaluationError(fmt::format("Unknown zoom function type \"{}\"", kind));
    for (const auto& stop : stops) append(expression, stop.input, stop.output, kind == "interval");
    repair(expression);
    return expression;
  }

  static Json interpolation(const Json& exponent) {
    return exponent == 1 ? Json::array({"linear"}) : Json::array({"exponential", exponent});
  }

  static void append(Json& curve, const Json& input, const Json& output, bool is_step) {
    if (curve.size() > 3 && input.is_primitive() && !is_undefined(input) && input == curve[curve.size() - 2]) return;
    if (!is_step || curve.size() != 2) curve.push_back(input);
    curve.push_back(output);
  }

  // A "step" with a single output lacks a label.
  static void repair(Json& expression) {
    if (expression[0] != "step" || expression.size() != 3) return;
    const Json only = expression[2];
    expression.push_back(0);
    expression.push_back(only);
  }

  const Json& m_function;
  const Json& m_spec;
};

}  // namespace

Json convert_function(const Json& function, const Json& spec) { return Converter(function, spec).convert(); }

}  // namespace riskmap::style

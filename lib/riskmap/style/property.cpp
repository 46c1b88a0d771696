// SPDX-License-Identifier: MIT
#include <riskmap/style/property.hpp>

#include <riskmap/style/detail/constant.hpp>
#include <riskmap/style/detail/expression_shape.hpp>
#include <riskmap/style/detail/literal.hpp>
#include <riskmap/style/detail/property_type.hpp>
#include <riskmap/style/detail/zoom_rule.hpp>
#include <riskmap/style/function.hpp>
#include <riskmap/style/parser.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace riskmap::style {
namespace {

bool takes_arrays(ValueType type) {
  switch (type) {
    case ValueType::any:
    case ValueType::number_array:
    case ValueType::string_array:
    case ValueType::number_or_array:
    case ValueType::color_or_array:
    case ValueType::padding:
    case ValueType::anchor_offsets:
    case ValueType::projection:
      return true;
    default:
      return false;
  }
}

bool is_color(ValueType type) { return type == ValueType::color || type == ValueType::color_ramp; }

class PropertyCompiler {
 public:
  PropertyCompiler(const PropertySpec& spec, const std::string& place, std::vector<Mistake>& mistakes)
      : m_spec(spec), m_place(place), m_mistakes(mistakes) {}

  NodePtr compile(const Json& json) {
    if (m_spec.constant) return compile_constant(json, m_spec, m_place, m_mistakes);
    if (json.is_object() && m_spec.type != ValueType::any) return compile_old_function(json);
    if (is_meant_as_expression(json)) return compile_expression(json);
    if (json.is_string() && has_tokens(json.get_ref<const std::string&>())) return compile_tokens(json);
    return compile_constant(json, m_spec, m_place, m_mistakes);
  }

 private:
  NodePtr refuse(std::string why, std::string hint = {}) {
    m_mistakes.push_back({m_place, std::move(why), std::move(hint)});
    return nullptr;
  }

  bool is_meant_as_expression(const Json& json) const {
    if (is_expression(json)) return true;
    return json.is_array() && !json.empty() && json[0].is_string() && !takes_arrays(m_spec.type);  // misspelt
  }

  NodePtr compile_old_function(const Json& json) {
    if (m_spec.name == "text-font" && json.contains("type") && json["type"] == "identity")
      return refuse("\"text-font\" does not support identity functions");
    return compile_function(json, m_spec, m_place, m_mistakes);
  }

  NodePtr compile_expression(const Json& json) {
    Parser parser(m_place, m_mistakes, expected_type(m_spec));
    auto node =
        parser.parse(json, m_spec.type == ValueType::string ? Parser::Annotate::coerce : Parser::Annotate::as_expected);
    if (!node) return nullptr;
    auto why = why_not_allowed(*node, json);
    if (!why.empty()) return refuse(std::move(why));
    if (node->role() == Node::Role::literal && m_spec.type == ValueType::enumeration)
      return check_word(to_text(node->evaluate({})), m_spec, m_place, m_mistakes) ? node : nullptr;
    return node;
  }

  // In the order of the specification's validator.
  std::string why_not_allowed(const Node& node, const Json& json) const {
    const auto& depends = node.depends();
    if (depends.feature && !m_spec.per_feature) return "data expressions not supported";
    if (depends.zoom && (!m_spec.per_zoom || m_spec.type == ValueType::color_ramp))
      return "zoom expressions not supported";
    auto why = why_zoom_misplaced(node);
    if (!why.empty()) return why;
    if (!m_spec.interpolated && interpolates_zoom(json))
      return "\"interpolate\" expressions cannot be used with this property";
    if (m_spec.name == "text-font" && node.role() != Node::Role::literal && !has_defined_output(json))
      return "Invalid data expression for \"text-font\". Output values must be contained as literals within the "
             "expression.";
    if (m_spec.layout && mentions(json, "feature-state"))
      return "\"feature-state\" data expressions are not supported with layout properties.";
    return why_ramp_input(depends);
  }

  std::string why_ramp_input(const Dependencies& depends) const {
    const auto only_in = [&](bool used, std::string_view what, std::string_view property) {
      return used && m_spec.name != property ? fmt::format("[\"{}\"] can only be used in {}", what, property)
                                             : std::string();
    };
    if (m_spec.name == "fill-extrusion-color") return "";
    auto why = only_in(depends.elevation, "elevation", "color-relief-color");
    if (why.empty()) why = only_in(depends.line_progress, "line-progress", "line-gradient");
    if (why.empty()) why = only_in(depends.heatmap_density, "heatmap-density", "heatmap-color");
    return why;
  }

  NodePtr compile_tokens(const Json& json) {
    const auto& text = json.get_ref<const std::string&>();
    const bool image = m_spec.type == ValueType::image;
    const bool takes_tokens = m_spec.layout && (image || m_spec.type == ValueType::formatted);
    if (takes_tokens) {
      auto concat = without_tokens(text);
      return compile_expression(image ? Json::array({"image", std::move(concat)}) : concat);
    }
    const bool one_token = text.front() == '{' && text.find('}') == text.size() - 1 && text.size() > 2;
    if (!one_token || !m_spec.per_feature) return compile_constant(json, m_spec, m_place, m_mistakes);
    const auto key = text.substr(1, text.size() - 2);
    return refuse(
        fmt::format("\"{}\" does not support interpolation syntax", m_spec.name),
        fmt::format("write [\"{}\", [\"get\", \"{}\"]]", is_color(m_spec.type) ? "to-color" : "to-string", key));
  }

  const PropertySpec& m_spec;
  const std::string& m_place;
  std::vector<Mistake>& m_mistakes;
};

}  // namespace

bool takes_transition(const PropertySpec& spec) {
  if (spec.layout || spec.constant || !spec.transition) return false;
  switch (spec.type) {
    case ValueType::any:
    case ValueType::boolean:
    case ValueType::string:
    case ValueType::enumeration:
    case ValueType::formatted:
    case ValueType::string_array:
    case ValueType::color_ramp:
      return false;
    default:
      return true;
  }
}

std::vector<std::string_view> words_of(std::string_view values) {
  std::vector<std::string_view> words;
  while (!values.empty()) {
    const auto bar = std::min(values.find('|'), values.size());
    words.push_back(values.substr(0, bar));
    values.remove_prefix(std::min(bar + 1, values.size()));
  }
  return words;
}

Expression compile_property(const Json& json, const PropertySpec& spec, const std::string& place,
                            std::vector<Mistake>& mistakes) {
  return Expression(PropertyCompiler(spec, place, mistakes).compile(json));
}

}  // namespace riskmap::style

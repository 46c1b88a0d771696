// SPDX-License-Identifier: MIT
#include <riskmap/style/property.hpp>

#include <riskmap/style/detail/javascript.hpp>
#include <riskmap/style/detail/json_words.hpp>
#include <riskmap/style/detail/literal.hpp>
#include <riskmap/style/detail/zoom_rule.hpp>
#include <riskmap/style/nearest.hpp>
#include <riskmap/style/parser.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace riskmap::style {
namespace {

std::optional<Type> expected_type(const PropertySpec& spec) {
  const auto length = spec.length > 0 ? std::optional(spec.length) : std::nullopt;
  switch (spec.type) {
    case ValueType::any:
      return std::nullopt;
    case ValueType::boolean:
      return Kind::boolean;
    case ValueType::number:
      return Kind::number;
    case ValueType::string:
    case ValueType::enumeration:
      return Kind::string;
    case ValueType::color:
    case ValueType::color_ramp:
      return Kind::color;
    case ValueType::formatted:
      return Kind::formatted;
    case ValueType::image:
      return Kind::image;
    case ValueType::number_array:
      return length || spec.default_json.empty() ? array_of(Kind::number, length) : Type(Kind::number_array);
    case ValueType::string_array:
      return array_of(Kind::string, length);
  }
  return std::nullopt;
}

class PropertyCompiler {
 public:
  PropertyCompiler(const PropertySpec& spec, const std::string& place, std::vector<Mistake>& mistakes)
      : m_spec(spec), m_place(place), m_mistakes(mistakes) {}

  NodePtr compile(const Json& json) {
    if (is_meant_as_expression(json)) return compile_expression(json);
    if (json.is_object() && m_spec.type != ValueType::any) {
      return refuse("functions are not available in this version",
                    "write an expression, like [\"interpolate\", [\"linear\"], [\"zoom\"], 4, 1, 10, 3]");
    }
    return compile_constant(json);
  }

 private:
  NodePtr refuse(std::string why, std::string hint = {}, const std::string& at = {}) {
    m_mistakes.push_back({m_place + at, std::move(why), std::move(hint)});
    return nullptr;
  }

  bool is_meant_as_expression(const Json& json) const {
    if (is_expression(json)) return true;
    const bool takes_arrays = m_spec.type == ValueType::string_array || m_spec.type == ValueType::number_array ||
                              m_spec.type == ValueType::any;
    return json.is_array() && !json.empty() && json[0].is_string() && !takes_arrays;  // a misspelt operator
  }

  NodePtr compile_expression(const Json& json) {
    Parser parser(m_place, m_mistakes, expected_type(m_spec));
    auto node =
        parser.parse(json, m_spec.type == ValueType::string ? Parser::Annotate::coerce : Parser::Annotate::as_expected);
    if (!node) return nullptr;
    const auto why = why_not_allowed(*node);
    if (!why.empty()) return refuse(why);
    if (node->role() == Node::Role::literal && m_spec.type == ValueType::enumeration) {
      return check_word(to_text(node->evaluate({}))) ? node : nullptr;
    }
    return node;
  }

  std::string why_not_allowed(const Node& node) const {
    const auto& depends = node.depends();
    const auto only_in = [&](bool used, std::string_view what, std::string_view property) {
      return used && m_spec.name != property ? fmt::format("[\"{}\"] can only be used in {}", what, property)
                                             : std::string();
    };
    if (depends.feature && !m_spec.per_feature) return "data expressions not supported";
    if (depends.zoom && (m_spec.type == ValueType::color_ramp || m_spec.name == "line-gradient"))
      return "zoom expressions not supported";
    auto why = why_zoom_misplaced(node);
    if (why.empty()) why = only_in(depends.elevation, "elevation", "color-relief-color");
    if (why.empty()) why = only_in(depends.line_progress, "line-progress", "line-gradient");
    if (why.empty()) why = only_in(depends.heatmap_density, "heatmap-density", "heatmap-color");
    return why;
  }

  NodePtr compile_constant(const Json& json) {
    switch (m_spec.type) {
      case ValueType::any:
        return literal(from_json(json));
      case ValueType::boolean:
        return json.is_boolean() ? literal(from_json(json)) : wrong("boolean", json);
      case ValueType::number:
        return check_number(json, "") ? literal(from_json(json)) : nullptr;
      case ValueType::string:
        return json.is_string() ? literal(from_json(json)) : wrong("string", json);
      case ValueType::enumeration:
        return compile_word(json);
      case ValueType::color:
      case ValueType::color_ramp:
        return compile_color(json);
      case ValueType::formatted:
      case ValueType::image:
        return compile_text(json);
      case ValueType::number_array:
        return compile_array(json, true);
      case ValueType::string_array:
        return compile_array(json, false);
    }
    return nullptr;
  }

  static NodePtr literal(Value value) { return std::make_shared<const Literal>(std::move(value)); }

  NodePtr wrong(std::string_view expected, const Json& json, const std::string& at = {}) {
    return refuse(fmt::format("{} expected, {} found", expected, word_for(json)), "", at);
  }

  bool check_number(const Json& json, const std::string& at) {
    if (!json.is_number()) return wrong("number", json, at) != nullptr;
    const auto number = json.get<double>();
    const bool low = number<m_spec.minimum, high = number> m_spec.maximum;
    if (!low && !high) return true;
    return refuse(fmt::format("{} is {} than the {} value {}", number_text(number), low ? "less" : "greater",
                              low ? "minimum" : "maximum", number_text(low ? m_spec.minimum : m_spec.maximum)),
                  "", at) != nullptr;
  }

  bool check_word(const std::string& word, const std::string& at = {}) {
    const auto words = words_of(m_spec.values);
    if (words.empty() || std::find(words.begin(), words.end(), word) != words.end()) return true;
    return refuse(fmt::format("expected one of [{}], {} found", fmt::join(words, ", "), dumped(word)),
                  did_you_mean(word, words), at) != nullptr;
  }

  NodePtr compile_word(const Json& json) {
    if (!json.is_string()) return wrong("string", json);
    return check_word(json.get<std::string>()) ? literal(from_json(json)) : nullptr;
  }

  NodePtr compile_color(const Json& json) {
    if (!json.is_string()) return wrong("color", json);
    const auto& text = json.get_ref<const std::string&>();
    if (const auto color = parse_color(text)) return literal(*color);
    return refuse(fmt::format("color expected, \"{}\" found", text),
                  "#rgb, #rrggbb, rgb(), rgba(), hsl(), hsla() or a CSS name");
  }

  NodePtr compile_array(const Json& json, bool numbers) {
    const bool one_will_do = numbers && m_spec.length == 0 && !m_spec.default_json.empty();
    if (one_will_do && json.is_number())
      return check_number(json, "") ? literal(make_array({from_json(json)})) : nullptr;
    if (!json.is_array()) return wrong("array", json);
    if (m_spec.length > 0 && json.size() != m_spec.length) {
      return refuse(fmt::format("array length {} expected, length {} found", m_spec.length, json.size()));
    }
    bool good = true;
    for (std::size_t i = 0; i < json.size(); ++i) {
      const auto at = fmt::format("[{}]", i);
      if (numbers)
        good = check_number(json[i], at) && good;
      else
        good = (json[i].is_string() ? check_word(json[i].get<std::string>(), at)
                                    : wrong("string", json[i], at) != nullptr) &&
               good;
    }
    return good ? literal(from_json(json)) : nullptr;
  }

  // "{name}" in text-field and icon-image stands for the property `name` of the feature.
  NodePtr compile_text(const Json& json) {
    if (!json.is_string()) return wrong("string", json);
    Json concat = Json::array({"concat"});
    std::string_view rest = json.get_ref<const std::string&>();
    for (;;) {
      const auto open = rest.find('{');
      const auto close = open == std::string_view::npos ? open : rest.find('}', open);
      if (close == std::string_view::npos) break;
      concat.push_back(std::string(rest.substr(0, open)));
      concat.push_back(
          Json::array({"to-string", Json::array({"get", std::string(rest.substr(open + 1, close - open - 1))})}));
      rest = rest.substr(close + 1);
    }
    if (concat.size() > 1) {
      concat.push_back(std::string(rest));
      return compile_expression(m_spec.type == ValueType::image ? Json::array({"image", std::move(concat)}) : concat);
    }
    auto text = json.get<std::string>();
    if (m_spec.type == ValueType::image) return literal(text.empty() ? Value() : Value(Image{std::move(text)}));
    return literal(Formatted{{{.text = std::move(text)}}});
  }

  const PropertySpec& m_spec;
  const std::string& m_place;
  std::vector<Mistake>& m_mistakes;
};

}  // namespace

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

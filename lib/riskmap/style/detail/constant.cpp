// SPDX-License-Identifier: MIT
#include <riskmap/style/detail/constant.hpp>

#include <riskmap/style/anchors.hpp>
#include <riskmap/style/detail/annotation.hpp>
#include <riskmap/style/detail/javascript.hpp>
#include <riskmap/style/detail/json_words.hpp>
#include <riskmap/style/detail/literal.hpp>
#include <riskmap/style/nearest.hpp>
#include <riskmap/style/parser.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace riskmap::style {
namespace {

class ConstantCompiler {
 public:
  ConstantCompiler(const PropertySpec& spec, const std::string& place, std::vector<Mistake>& mistakes)
      : m_spec(spec), m_place(place), m_mistakes(mistakes) {}

  NodePtr compile(const Json& json) {
    switch (m_spec.type) {
      case ValueType::any:
        return literal(from_json(json));
      case ValueType::boolean:
        return json.is_boolean() ? literal(from_json(json)) : wrong("boolean", json);
      case ValueType::number:
        return check_number(json) ? literal(from_json(json)) : nullptr;
      case ValueType::string:
        return json.is_string() ? literal(from_json(json)) : wrong("string", json);
      case ValueType::enumeration:
        return compile_word(json);
      case ValueType::color:
      case ValueType::color_ramp:
        return check_color(json) ? literal(color_in(json)) : nullptr;
      case ValueType::formatted:
      case ValueType::image:
        return compile_text(json);
      case ValueType::number_array:
      case ValueType::string_array:
        return compile_array(json);
      case ValueType::number_or_array:
      case ValueType::padding:
        return compile_numbers(json);
      case ValueType::color_or_array:
        return compile_colors(json);
      case ValueType::anchor_offsets:
        return compile_anchor_offsets(json);
      case ValueType::projection:
        return compile_projection(json);
    }
    return nullptr;
  }

 private:
  static NodePtr literal(Value value) { return std::make_shared<const Literal>(std::move(value)); }
  static Color color_in(const Json& json) { return *parse_color(json.get_ref<const std::string&>()); }

  NodePtr refuse(std::string why, std::string hint = {}, const std::string& at = {}) {
    m_mistakes.push_back({m_place + at, std::move(why), std::move(hint)});
    return nullptr;
  }

  NodePtr wrong(std::string_view expected, const Json& json, const std::string& at = {}) {
    return refuse(fmt::format("{} expected, {} found", expected, word_for(json)), hint_for(json), at);
  }

  // An expression whose operator is misspelt is taken for an array.
  static std::string hint_for(const Json& json) {
    if (!json.is_array() || json.empty() || !json[0].is_string()) return "";
    return fmt::format("an expression begins with the name of an operator, and there is no \"{}\"",
                       json[0].get_ref<const std::string&>());
  }

  bool check_number(const Json& json, const std::string& at = {}) {
    if (!json.is_number()) return wrong("number", json, at) != nullptr;
    // The specification's validator holds the bounds of lists against nothing, and MapLibre takes angles beyond a turn.
    if (m_spec.type != ValueType::number && m_spec.type != ValueType::number_array) return true;
    const auto number = json.get<double>();
    const bool low = number<m_spec.minimum, high = number> m_spec.maximum;
    if (!low && !high) return true;
    return refuse(fmt::format("{} is {} than the {} value {}", number_text(number), low ? "less" : "greater",
                              low ? "minimum" : "maximum", number_text(low ? m_spec.minimum : m_spec.maximum)),
                  "", at) != nullptr;
  }

  bool check_color(const Json& json, const std::string& at = {}) {
    if (!json.is_string()) return wrong("color", json, at) != nullptr;
    const auto& text = json.get_ref<const std::string&>();
    if (parse_color(text)) return true;
    return refuse(fmt::format("color expected, \"{}\" found", text),
                  "#rgb, #rrggbb, rgb(), rgba(), hsl(), hsla() or a CSS name", at) != nullptr;
  }

  NodePtr compile_word(const Json& json) {
    if (!json.is_string())
      return refuse(
          fmt::format("expected one of [{}], {} found", fmt::join(words_of(m_spec.values), ", "), dumped(json)));
    return check_word(json.get<std::string>(), m_spec, m_place, m_mistakes) ? literal(from_json(json)) : nullptr;
  }

  NodePtr compile_text(const Json& json) {
    if (!json.is_string()) return wrong("string", json);
    auto text = json.get<std::string>();
    if (m_spec.type == ValueType::image) return literal(text.empty() ? Value() : Value(Image{std::move(text)}));
    return literal(Formatted{{{.text = std::move(text)}}});
  }

  bool check_item(const Json& json, const std::string& at) {
    if (m_spec.type == ValueType::number_array) return check_number(json, at);
    if (!json.is_string()) return wrong("string", json, at) != nullptr;
    return check_word(json.get<std::string>(), m_spec, m_place + at, m_mistakes);
  }

  NodePtr compile_array(const Json& json) {
    if (!json.is_array()) return wrong("array", json);
    if (m_spec.length > 0 && json.size() != m_spec.length)
      return refuse(fmt::format("array length {} expected, length {} found", m_spec.length, json.size()));
    bool good = true;
    for (std::size_t i = 0; i < json.size(); ++i) good = check_item(json[i], fmt::format("[{}]", i)) && good;
    return good ? literal(from_json(json)) : nullptr;
  }

  NodePtr compile_numbers(const Json& json) {
    const bool padding = m_spec.type == ValueType::padding;
    if (json.is_array()) {
      if (padding && (json.empty() || json.size() > 4))
        return refuse(fmt::format("padding requires 1 to 4 values; {} values found", json.size()));
      if (json.empty()) return refuse("array length at least 1 expected, length 0 found");
      bool good = true;
      for (std::size_t i = 0; i < json.size(); ++i) good = check_number(json[i], fmt::format("[{}]", i)) && good;
      if (!good) return nullptr;
    } else if (!check_number(json)) {
      return nullptr;
    }
    const Type type(padding ? Kind::padding : Kind::number_array);
    return literal(Coercion(type, {literal(from_json(json))}).evaluate({}));
  }

  NodePtr compile_colors(const Json& json) {
    if (!json.is_array()) return check_color(json) ? literal(make_array({color_in(json)})) : nullptr;
    if (json.empty()) return refuse("array length at least 1 expected, length 0 found");
    Array colors;
    for (std::size_t i = 0; i < json.size(); ++i)
      if (check_color(json[i], fmt::format("[{}]", i))) colors.push_back(color_in(json[i]));
    return colors.size() == json.size() ? literal(make_array(std::move(colors))) : nullptr;
  }

  NodePtr compile_anchor_offsets(const Json& json) {
    if (!json.is_array() || json.empty() || json.size() % 2 != 0)
      return refuse("variableAnchorOffsetCollection requires a non-empty array of even length",
                    R"(anchors and offsets by turns: ["top", [0, 1], "left", [1, 0]])");
    const auto before = m_mistakes.size();
    for (std::size_t i = 0; i < json.size(); i += 2) {
      check_anchor(json[i], fmt::format("[{}]", i));
      check_offset(json[i + 1], fmt::format("[{}]", i + 1));
    }
    return m_mistakes.size() == before ? literal(from_json(json)) : nullptr;
  }

  void check_anchor(const Json& json, const std::string& at) {
    const auto word = json.is_string() ? json.get<std::string>() : std::string();
    const auto words = words_of(anchors);
    if (std::find(words.begin(), words.end(), word) != words.end()) return;
    refuse(fmt::format("expected one of [{}], {} found", fmt::join(words, ", "), dumped(json)),
           did_you_mean(word, words), at);
  }

  void check_offset(const Json& json, const std::string& at) {
    if (!json.is_array()) {
      wrong("array", json, at);
    } else if (json.size() != 2) {
      refuse(fmt::format("array length 2 expected, length {} found", json.size()), "", at);
    } else {
      for (std::size_t i = 0; i < 2; ++i) check_number(json[i], at + fmt::format("[{}]", i));
    }
  }

  NodePtr compile_projection(const Json& json) {
    const bool pair =
        json.is_array() && json.size() == 3 && json[0].is_string() && json[1].is_string() && json[2].is_number();
    if (json.is_string() || pair) return literal(from_json(json));
    if (json.is_array()) return refuse(fmt::format("projection expected, invalid array {} found", dumped(json)));
    return refuse(fmt::format("projection expected, invalid type \"{}\" found", word_for(json)));
  }

  const PropertySpec& m_spec;
  const std::string& m_place;
  std::vector<Mistake>& m_mistakes;
};

}  // namespace

NodePtr compile_constant(const Json& json, const PropertySpec& spec, const std::string& place,
                         std::vector<Mistake>& mistakes) {
  return ConstantCompiler(spec, place, mistakes).compile(json);
}

bool check_word(const std::string& word, const PropertySpec& spec, const std::string& place,
                std::vector<Mistake>& mistakes) {
  const auto words = words_of(spec.values);
  if (words.empty() || std::find(words.begin(), words.end(), word) != words.end()) return true;
  mistakes.push_back({place, fmt::format("expected one of [{}], {} found", fmt::join(words, ", "), dumped(word)),
                      did_you_mean(word, words)});
  return false;
}

bool has_tokens(std::string_view text) {
  const auto open = text.find('{');
  return open != std::string_view::npos && text.find('}', open) != std::string_view::npos;
}

Json without_tokens(std::string_view text) {
  Json concat = Json::array({"concat"});
  while (has_tokens(text)) {
    const auto open = text.find('{'), close = text.find('}', open);
    concat.push_back(std::string(text.substr(0, open)));
    concat.push_back(
        Json::array({"to-string", Json::array({"get", std::string(text.substr(open + 1, close - open - 1))})}));
    text = text.substr(close + 1);
  }
  concat.push_back(std::string(text));
  return concat;
}

}  // namespace riskmap::style

// SPDX-License-Identifier: MIT
#include <riskmap/style/detail/document_reader.hpp>
#include <riskmap/style/detail/javascript.hpp>
#include <riskmap/style/detail/json_words.hpp>
#include <riskmap/style/nearest.hpp>
#include <riskmap/style/parser.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace riskmap::style {
namespace {

// The root keys of the specification and their types; "" is checked by its own reader, or free.
constexpr std::array<std::pair<std::string_view, std::string_view>, 20> root_keys = {
    {{"version", "number"},        {"name", "string"},    {"metadata", ""},         {"center", "array"},
     {"centerAltitude", "number"}, {"zoom", "number"},    {"bearing", "number"},    {"pitch", "number"},
     {"roll", "number"},           {"state", "object"},   {"light", "object"},      {"sky", "object"},
     {"projection", "object"},     {"terrain", "object"}, {"sources", "object"},    {"sprite", ""},
     {"glyphs", "string"},         {"font-faces", ""},    {"transition", "object"}, {"layers", "array"}}};

}  // namespace

DocumentReader::DocumentReader(JsonText text, std::span<const LayerSpec> layer_types) : m_types(layer_types) {
  m_document.m_text = std::move(text);
}

Document DocumentReader::read() {
  read_root();
  if (!m_mistakes.empty()) throw StyleError(placed(std::move(m_mistakes)));
  m_document.m_warnings = placed(std::move(m_warnings));
  return std::move(m_document);
}

void DocumentReader::read_root() {
  const Json& root = m_document.json();
  if (!expect(root, "", "object")) return;
  std::vector<std::string_view> names;
  for (const auto& [name, word] : root_keys) names.push_back(name);
  check_keys(root, "", names);
  for (const auto& [name, word] : root_keys) {
    if (!word.empty()) member(root, "", name, word);
  }
  for (const auto* required : {"version", "sources", "layers"}) {
    if (!root.contains(required)) error("", fmt::format("missing required property \"{}\"", required));
  }
  if (root.contains("version") && root["version"].is_number() && root["version"] != 8) {
    error("version", fmt::format("expected one of [8], {} found", dumped(root["version"])));
  }
  if (root.contains("center") && root["center"].is_array() && root["center"].size() != 2) {
    error("center", fmt::format("array length 2 expected, length {} found", root["center"].size()));
  }
  if (root.contains("sources") && root["sources"].is_object()) read_sources(root["sources"]);
  if (root.contains("metadata")) read_metadata(root["metadata"]);
  if (root.contains("layers") && root["layers"].is_array()) read_layers(root["layers"]);
}

void DocumentReader::error(const std::string& path, std::string message, std::string hint) {
  m_mistakes.push_back({path, std::move(message), std::move(hint)});
}

void DocumentReader::warn(const std::string& path, std::string message, std::string hint) {
  m_warnings.push_back({path, std::move(message), std::move(hint)});
}

bool DocumentReader::expect(const Json& json, const std::string& path, std::string_view word) {
  if (word_for(json) == word) return true;
  error(path, fmt::format("{} expected, {} found", word, word_for(json)));
  return false;
}

void DocumentReader::check_keys(const Json& object, const std::string& path, Names known, bool strict) {
  for (const auto& [key, value] : object.items()) {
    if (std::find(known.begin(), known.end(), key) != known.end()) continue;
    auto message = fmt::format("unknown property \"{}\"", key);
    if (strict)
      error(child_path(path, key), std::move(message), did_you_mean(key, known));
    else
      warn(child_path(path, key), std::move(message), did_you_mean(key, known));
  }
}

const Json* DocumentReader::member(const Json& object, const std::string& path, std::string_view key,
                                   std::string_view word) {
  const auto found = object.find(std::string(key));
  if (found == object.end() || !expect(*found, child_path(path, key), word)) return nullptr;
  return &*found;
}

std::string DocumentReader::string_member(const Json& object, const std::string& path, std::string_view key) {
  const auto* found = member(object, path, key, "string");
  return found ? found->get<std::string>() : "";
}

std::optional<double> DocumentReader::number_member(const Json& object, const std::string& path, std::string_view key,
                                                    double minimum, double maximum) {
  const auto* found = member(object, path, key, "number");
  if (!found) return std::nullopt;
  const auto number = found->get<double>();
  if (number >= minimum && number <= maximum) return number;
  const bool low = number < minimum;
  error(child_path(path, key),
        fmt::format("{} is {} than the {} value {}", number_text(number), low ? "less" : "greater",
                    low ? "minimum" : "maximum", number_text(low ? minimum : maximum)));
  return std::nullopt;
}

std::optional<Expression> DocumentReader::expression_member(const Json& object, const std::string& path,
                                                            std::string_view key, ValueType type) {
  const auto found = object.find(std::string(key));
  if (found == object.end()) return std::nullopt;
  try {
    return compile_expression(*found, type, child_path(path, key));
  } catch (const StyleError& mistakes) {
    m_mistakes.insert(m_mistakes.end(), mistakes.mistakes().begin(), mistakes.mistakes().end());
    return std::nullopt;
  }
}

std::optional<Expression> DocumentReader::filter_member(const Json& object, const std::string& path) {
  const auto found = object.find("filter");
  if (found == object.end()) return std::nullopt;
  return compile_filter(*found, child_path(path, "filter"), m_mistakes, m_warnings);
}

std::vector<Mistake> DocumentReader::placed(std::vector<Mistake> mistakes) const {
  for (auto& mistake : mistakes) mistake.place = m_document.m_text.place(mistake.place);
  return mistakes;
}

}  // namespace riskmap::style

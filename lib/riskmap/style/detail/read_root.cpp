// SPDX-License-Identifier: MIT
#include <riskmap/style/detail/document_reader.hpp>
#include <riskmap/style/detail/expression_shape.hpp>
#include <riskmap/style/detail/javascript.hpp>
#include <riskmap/style/detail/json_words.hpp>
#include <riskmap/style/nearest.hpp>
#include <riskmap/style/parser.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <limits>
#include <utility>

namespace riskmap::style {
namespace {

constexpr std::array<std::string_view, 20> root_keys = {
    "version", "name",       "metadata",   "center", "centerAltitude", "zoom",    "bearing", "pitch",
    "roll",    "state",      "light",      "sky",    "projection",     "terrain", "sources", "sprite",
    "glyphs",  "font-faces", "transition", "layers"};
constexpr std::array<std::string_view, 3> required_keys = {"version", "sources", "layers"};
constexpr PropertySpec transition_rows[] = {
    {.name = "duration", .default_json = "300", .unit = "milliseconds", .constant = true, .minimum = 0},
    {.name = "delay", .default_json = "0", .unit = "milliseconds", .constant = true, .minimum = 0}};
constexpr std::string_view transition_suffix = "-transition";
constexpr std::size_t most_hints = 1000, most_candidates = 1000;

const PropertySpec* row_of(std::span<const PropertySpec> rows, std::string_view name) {
  const auto found = std::find_if(rows.begin(), rows.end(), [&](const PropertySpec& row) { return row.name == name; });
  return found == rows.end() ? nullptr : &*found;
}

// A long text has places for the first of its values only: mistakes in the others come last.
TextPosition position_of(const JsonText& text, std::string_view path) {
  constexpr TextPosition last{std::numeric_limits<int>::max(), 1};
  for (int steps = 0; steps < 3; ++steps) {
    if (const auto found = text.positions.find(path); found != text.positions.end()) return found->second;
    if (path.empty()) return {};
    const auto cut = path.find_last_of(".[");
    path = cut == std::string_view::npos ? std::string_view{} : path.substr(0, cut);
  }
  return last;
}

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
  check_keys(root, "", root_keys, Unknown::warn);
  require(root, "", required_keys);
  if (root.contains("version") && root["version"] != 8)
    error("version", fmt::format("expected one of [8], {} found", dumped(root["version"])));
  read_globals(root);
  if (const auto* sources = member(root, "", "sources", "object")) read_sources(*sources);
  if (root.contains("metadata")) read_metadata(root["metadata"]);
  if (const auto* layers = member(root, "", "layers", "array")) read_layers(*layers);
}

void DocumentReader::error(const std::string& path, std::string message, std::string hint) {
  m_mistakes.push_back({path, std::move(message), std::move(hint)});
}

void DocumentReader::warn(const std::string& path, std::string message, std::string hint) {
  m_warnings.push_back({path, std::move(message), std::move(hint)});
}

void DocumentReader::warn_once(const std::string& path, std::string message, std::string hint) {
  if (m_said.insert(message).second) warn(path, std::move(message), std::move(hint));
}

bool DocumentReader::expect(const Json& json, const std::string& path, std::string_view word) {
  if (word_for(json) == word) return true;
  error(path, fmt::format("{} expected, {} found", word, word_for(json)));
  return false;
}

void DocumentReader::check_keys(const Json& object, const std::string& path, Names known, Unknown unknown) {
  for (const auto& [key, value] : object.items()) {
    if (std::find(known.begin(), known.end(), key) == known.end()) report_unknown(path, key, known, unknown);
  }
}

std::string DocumentReader::hint_for(std::string_view word, Names known) {
  if (++m_hints > most_hints) return "";
  return did_you_mean(word, known.first(std::min(known.size(), most_candidates)));
}

void DocumentReader::report_unknown(const std::string& path, const std::string& key, Names known, Unknown unknown) {
  auto hint = hint_for(key, known);
  auto message = fmt::format("unknown property \"{}\"", key);
  if (unknown == Unknown::refuse)
    error(child_path(path, key), std::move(message), std::move(hint));
  else
    warn(child_path(path, key), std::move(message), std::move(hint));
}

void DocumentReader::require(const Json& object, const std::string& path, Names required) {
  for (const auto key : required) {
    if (!object.contains(std::string(key))) error(path, fmt::format("missing required property \"{}\"", key));
  }
}

void DocumentReader::check_members(const Json& object, const std::string& path, Rows rows, Unknown unknown) {
  std::vector<std::string_view> names;
  for (const auto& row : rows) names.push_back(row.name);
  for (const auto& [key, value] : object.items()) {
    const auto at = child_path(path, key);
    if (const auto* row = row_of(rows, key)) {
      (void)compile_property(value, *row, at, m_mistakes);
      continue;
    }
    const bool moves = key.ends_with(transition_suffix);
    const auto* moved =
        moves ? row_of(rows, std::string_view(key).substr(0, key.size() - transition_suffix.size())) : nullptr;
    if (moved && takes_transition(*moved))
      read_transition(value, at);
    else
      report_unknown(path, key, names, unknown);
  }
}

void DocumentReader::read_transition(const Json& json, const std::string& path) {
  if (!expect(json, path, "object")) return;
  check_members(json, path, transition_rows);
  warn_once(path, "transitions have no effect: a still map does not move");
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
  const auto at = child_path(path, "filter");
  const auto before = m_mistakes.size();
  auto filter = compile_filter(*found, at, m_mistakes, m_warnings);
  if (m_mistakes.size() == before && mentions(*found, "feature-state"))
    error(at, "\"feature-state\" data expressions are not supported with filters.");
  return filter;
}

std::vector<Mistake> DocumentReader::placed(std::vector<Mistake> mistakes) const {
  const auto& text = m_document.m_text;
  std::vector<std::pair<TextPosition, Mistake>> all;
  all.reserve(mistakes.size());
  for (auto& mistake : mistakes) {
    const auto position = position_of(text, mistake.place);
    mistake.place = text.place(mistake.place);
    all.emplace_back(position, std::move(mistake));
  }
  std::stable_sort(all.begin(), all.end(), [](const auto& a, const auto& b) {
    return std::pair(a.first.line, a.first.column) < std::pair(b.first.line, b.first.column);
  });
  mistakes.clear();
  for (auto& [position, mistake] : all) mistakes.push_back(std::move(mistake));
  return mistakes;
}

}  // namespace riskmap::style

// SPDX-License-Identifier: MIT
#include <riskmap/style/detail/document_reader.hpp>
#include <riskmap/style/detail/javascript.hpp>
#include <riskmap/style/detail/json_words.hpp>
#include <riskmap/style/nearest.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace riskmap::style {
namespace {

constexpr std::string_view prefix = "riskmap:";
constexpr std::array<std::string_view, 14> known_keys = {
    "riskmap:surfaces",    "riskmap:sites",   "riskmap:bounds",      "riskmap:patterns", "riskmap:poster",
    "riskmap:worldview",   "riskmap:publish", "riskmap:title",       "riskmap:subtitle", "riskmap:legend",
    "riskmap:description", "riskmap:states",  "riskmap:attribution", "riskmap:version"};
constexpr std::array<std::string_view, 6> pattern_keys = {"name", "kind", "angle", "spacing", "width", "color"};

}  // namespace

void DocumentReader::read_metadata(const Json& metadata) {
  if (!metadata.is_object()) return;  // free content to the specification
  for (const auto& [key, value] : metadata.items()) {
    const auto path = child_path("metadata", key);
    if (key == "riskmap:surfaces")
      read_surfaces(value, path);
    else if (key == "riskmap:sites")
      read_sites(value, path);
    else if (key == "riskmap:bounds")
      read_bounds(value, path);
    else if (key == "riskmap:patterns")
      read_patterns(value, path);
    else if (key == "riskmap:worldview")
      expect(value, path, "string");
    else if (key == "riskmap:publish")
      expect(value, path, "array");
    else if (key.starts_with(prefix) && std::find(known_keys.begin(), known_keys.end(), key) == known_keys.end()) {
      warn(path, fmt::format("unknown key \"{}\"", key), did_you_mean(key, known_keys));
    }
  }
  for (const auto& source : m_document.m_sources) {
    if (source.surface.empty() || m_document.surface(source.surface)) continue;
    const auto* all = m_document.metadata("riskmap:surfaces");
    if (all && all->is_object() && all->contains(source.surface)) continue;  // it has its own mistake
    std::vector<std::string_view> names;
    for (const auto& surface : m_document.m_surfaces) names.push_back(surface.name);
    error(child_path(child_path("sources", source.name), "tiles"),
          fmt::format("surface \"{}\" is not among riskmap:surfaces", source.surface),
          did_you_mean(source.surface, names));
  }
}

void DocumentReader::read_bounds(const Json& json, const std::string& path) {
  if (!expect(json, path, "array")) return;
  if (json.size() != 4)
    return error(path, fmt::format("array length 4 expected, length {} found", json.size()),
                 "[west, south, east, north] in degrees");
  std::array<double, 4> n{};
  for (std::size_t i = 0; i < 4; ++i) {
    if (!expect(json[i], child_path(path, i), "number")) return;
    n[i] = json[i].get<double>();
  }
  if (!geo::is_valid({n[0], n[1]}) || !geo::is_valid({n[2], n[3]}))
    return error(path, "the box leaves the world", "[west, south, east, north] in degrees");
  if (n[0] >= n[2])
    return error(path, fmt::format("west {} is not less than east {}", number_text(n[0]), number_text(n[2])),
                 "a box cannot cross the antimeridian");
  if (n[1] >= n[3])
    return error(path, fmt::format("south {} is not less than north {}", number_text(n[1]), number_text(n[3])),
                 "the order is west, south, east, north");
  m_document.m_bounds = geo::LonLatBox{n[0], n[1], n[2], n[3]};
}

void DocumentReader::check_named_source(const std::string& name, const std::string& path, std::string_view types) {
  if (name.empty()) return;
  if (!m_source_names.contains(name)) {
    const std::vector<std::string_view> names(m_source_names.begin(), m_source_names.end());
    return error(path, fmt::format("source \"{}\" not found", name), hint_for(name, names));
  }
  const auto* source = m_document.source(name);
  const auto wanted = words_of(types);
  if (source && std::find(wanted.begin(), wanted.end(), source->type) == wanted.end()) {
    error(path, fmt::format("source \"{}\" is of type {}", name, source->type),
          fmt::format("needed is {}", fmt::join(wanted, " or ")));
  }
}

void DocumentReader::read_sites(const Json& json, const std::string& path) {
  constexpr std::array<std::string_view, 2> keys = {"source", "source-layer"};
  if (!expect(json, path, "object")) return;
  check_keys(json, path, keys);
  if (!json.contains("source")) error(path, "missing required property \"source\"");
  m_document.m_sites_source = string_member(json, path, "source");
  check_named_source(m_document.m_sites_source, child_path(path, "source"), "geojson|vector");
}

void DocumentReader::read_patterns(const Json& json, const std::string& path) {
  if (json.is_array()) {
    for (std::size_t i = 0; i < json.size(); ++i) {
      const auto at = child_path(path, i);
      if (!expect(json[i], at, "object")) continue;
      if (!json[i].contains("name")) error(at, "missing required property \"name\"");
      read_pattern(string_member(json[i], at, "name"), json[i], at);
    }
  } else if (expect(json, path, "object")) {
    for (const auto& [name, pattern] : json.items()) {
      const auto at = child_path(path, name);
      if (expect(pattern, at, "object")) read_pattern(name, pattern, at);
    }
  }
}

void DocumentReader::read_pattern(std::string name, const Json& json, const std::string& path) {
  check_keys(json, path, pattern_keys);
  PatternSpec pattern;
  pattern.name = std::move(name);
  if (json.contains("kind")) pattern.kind = string_member(json, path, "kind");
  if (pattern.kind != "lines" && pattern.kind != "dots" && !pattern.kind.empty()) {
    error(child_path(path, "kind"), fmt::format("expected one of [lines, dots], \"{}\" found", pattern.kind));
  }
  pattern.angle = number_member(json, path, "angle", 0, 180).value_or(pattern.angle);
  if (std::fmod(pattern.angle, 45.0) != 0 || pattern.angle == 180) {
    error(child_path(path, "angle"),
          fmt::format("expected one of [0, 45, 90, 135], {} found", number_text(pattern.angle)),
          "so that it repeats on whole pixels");
  }
  pattern.spacing = number_member(json, path, "spacing", 1, 256).value_or(pattern.spacing);
  pattern.width = number_member(json, path, "width", 0.1, 256).value_or(pattern.width);
  const auto color = string_member(json, path, "color");
  if (const auto parsed = parse_color(color))
    pattern.color = *parsed;
  else if (json.contains("color") && json["color"].is_string())
    error(child_path(path, "color"), fmt::format("color expected, \"{}\" found", color));
  m_document.m_patterns.push_back(std::move(pattern));
}

}  // namespace riskmap::style

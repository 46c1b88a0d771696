// SPDX-License-Identifier: MIT
#include <riskmap/base/units.hpp>
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

constexpr std::array<std::string_view, 16> surface_keys = {
    "incidents", "kernel", "bandwidth", "adaptive", "edge-correction", "uncertainty", "weight",         "date",
    "end",       "id",     "from",      "as-of",    "half-life",       "study-area",  "minimum-events", "of"};
constexpr std::array<std::string_view, 3> part_keys = {"source", "source-layer", "filter"};
constexpr std::array<std::string_view, 3> edge_corrections = {"none", "uniform", "diggle"};

// A surface's name becomes part of addresses and file names.
bool is_name(std::string_view name) {
  return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
  });
}

}  // namespace

void DocumentReader::read_surfaces(const Json& json, const std::string& path) {
  if (!expect(json, path, "object")) return;
  for (const auto& [name, surface] : json.items()) {
    const auto at = child_path(path, name);
    if (!is_name(name)) error(at, fmt::format("\"{}\" cannot name a surface", name), "letters, digits, - and _");
    if (expect(surface, at, "object")) read_surface(name, surface, at);
  }
}

void DocumentReader::read_surface(const std::string& name, const Json& json, const std::string& path) {
  check_keys(json, path, surface_keys);
  SurfaceSpec surface;
  surface.name = name;
  surface.path = path;
  if (json.contains("incidents"))
    read_incidents(json["incidents"], child_path(path, "incidents"), surface);
  else
    error(path, "missing required property \"incidents\"", "{\"source\": NAME}");
  if (json.contains("study-area")) read_study_area(json["study-area"], child_path(path, "study-area"), surface);
  if (json.contains("bandwidth")) read_bandwidth(json["bandwidth"], child_path(path, "bandwidth"), surface);
  read_choices(json, path, surface);
  read_window(json, path, surface);
  surface.uncertainty = expression_member(json, path, "uncertainty", ValueType::number);
  surface.weight = expression_member(json, path, "weight", ValueType::number);
  surface.date = expression_member(json, path, "date", ValueType::any);
  surface.end = expression_member(json, path, "end", ValueType::any);
  surface.id = expression_member(json, path, "id", ValueType::any);
  m_document.m_surfaces.push_back(std::move(surface));
}

void DocumentReader::read_incidents(const Json& json, const std::string& path, SurfaceSpec& surface) {
  if (!expect(json, path, "object")) return;
  check_keys(json, path, part_keys);
  if (!json.contains("source")) error(path, "missing required property \"source\"");
  surface.incident_source = string_member(json, path, "source");
  surface.incident_layer = string_member(json, path, "source-layer");
  surface.filter = filter_member(json, path);
  check_named_source(surface.incident_source, child_path(path, "source"), "geojson|vector");
}

void DocumentReader::read_study_area(const Json& json, const std::string& path, SurfaceSpec& surface) {
  if (!expect(json, path, "object")) return;
  check_keys(json, path, part_keys);
  if (!json.contains("source")) error(path, "missing required property \"source\"");
  surface.area_source = string_member(json, path, "source");
  surface.area_layer = string_member(json, path, "source-layer");
  surface.area_filter = filter_member(json, path);
  check_named_source(surface.area_source, child_path(path, "source"), "geojson|vector");
}

void DocumentReader::read_bandwidth(const Json& json, const std::string& path, SurfaceSpec& surface) {
  if (json.is_number()) {
    const auto number = number_text(json.get<double>());
    return error(path, fmt::format("{} has no unit", number), fmt::format("write \"{}km\" or \"{}m\"", number, number));
  }
  if (json.is_object())
    return error(path, "choosing the bandwidth by a method is not available in this version",
                 "write a length, like \"60km\"");
  if (!expect(json, path, "string")) return;
  try {
    surface.bandwidth = parse_length(json.get<std::string>());
    if (surface.bandwidth.value() <= 0) error(path, "the bandwidth must be greater than 0");
  } catch (const UsageError& mistake) {
    error(path, mistake.mistakes().front().message);
  }
}

void DocumentReader::read_choices(const Json& json, const std::string& path, SurfaceSpec& surface) {
  if (json.contains("kernel")) surface.kernel = string_member(json, path, "kernel");
  if (const auto* adaptive = member(json, path, "adaptive", "boolean")) surface.adaptive = adaptive->get<bool>();
  surface.edge_correction = string_member(json, path, "edge-correction");
  const bool known =
      std::find(edge_corrections.begin(), edge_corrections.end(), surface.edge_correction) != edge_corrections.end();
  if (!surface.edge_correction.empty() && !known) {
    error(child_path(path, "edge-correction"),
          fmt::format("expected one of [{}], \"{}\" found", fmt::join(edge_corrections, ", "), surface.edge_correction),
          did_you_mean(surface.edge_correction, edge_corrections));
  }
  const auto of = string_member(json, path, "of");
  if (of == "uncertainty" || of == "change")
    error(child_path(path, "of"), fmt::format("\"{}\" is not available in this version", of), "only \"rate\" is");
  else if (!of.empty() && of != "rate")
    error(child_path(path, "of"), fmt::format("expected one of [rate, uncertainty, change], \"{}\" found", of));
  const auto events = number_member(json, path, "minimum-events", 0, 1e6).value_or(1);
  if (events != std::floor(events))
    error(child_path(path, "minimum-events"), fmt::format("{} is not a whole number", number_text(events)));
  surface.minimum_events = static_cast<unsigned>(events);
}

void DocumentReader::read_window(const Json& json, const std::string& path, SurfaceSpec& surface) {
  const auto date = [&](const char* key) -> std::optional<Days> {
    const auto* text = member(json, path, key, "string");
    if (!text) return std::nullopt;
    const auto day = parse_date(text->get<std::string>());
    if (!day)
      error(child_path(path, key), fmt::format("\"{}\" is not a date", text->get<std::string>()),
            "write it like 2024-01-31");
    return day;
  };
  surface.from = date("from");
  surface.as_of = date("as-of");
  if (surface.from && surface.as_of && *surface.from > *surface.as_of)
    error(child_path(path, "from"), "\"from\" lies after \"as-of\"");
  if (json.contains("half-life") && json["half-life"].is_number()) {
    const auto number = number_text(json["half-life"].get<double>());
    return error(child_path(path, "half-life"), fmt::format("{} has no unit", number),
                 fmt::format("write \"{}y\" or \"{}d\"", number, number));
  }
  const auto* half_life = member(json, path, "half-life", "string");
  if (!half_life) return;
  try {
    surface.half_life = parse_span(half_life->get<std::string>());
    if (surface.half_life->value() <= 0) error(child_path(path, "half-life"), "the half-life must be greater than 0");
  } catch (const UsageError& mistake) {
    error(child_path(path, "half-life"), mistake.mistakes().front().message);
  }
}

}  // namespace riskmap::style

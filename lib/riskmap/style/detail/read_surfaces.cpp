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

constexpr std::array<std::string_view, 19> surface_keys = {
    "incidents", "kernel", "bandwidth", "adaptive", "edge-correction", "uncertainty", "weight",
    "date",      "end",    "id",        "from",     "as-of",           "half-life",   "study-area",
    "known-to",  "exact",  "of",        "before",   "minimum-events"};
constexpr std::array<std::string_view, 3> part_keys = {"source", "source-layer", "filter"};
constexpr std::array<std::string_view, 4> known_to_keys = {"source", "source-layer", "key", "value"};
constexpr std::array<std::string_view, 3> selector_keys = {"method", "min", "max"};
constexpr std::array<std::string_view, 5> selectors = {"scott", "silverman", "oversmoothing", "lscv", "lcv"};
constexpr std::array<std::string_view, 3> quantities = {"rate", "uncertainty", "change"};
constexpr std::array<std::string_view, 2> window_keys = {"from", "as-of"};
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
  if (json.contains("known-to")) read_known_to(json["known-to"], child_path(path, "known-to"), surface);
  if (json.contains("bandwidth")) read_bandwidth(json["bandwidth"], child_path(path, "bandwidth"), surface);
  read_choices(json, path, surface);
  read_window(json, path, surface);
  read_of(json, path, surface);
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
  if (json.is_object()) return read_selector(json, path, surface);
  if (const auto length = length_member(json, path)) surface.bandwidth = *length;
}

void DocumentReader::read_selector(const Json& json, const std::string& path, SurfaceSpec& surface) {
  check_keys(json, path, selector_keys);
  SurfaceSpec::Selector selector;
  selector.method = string_member(json, path, "method");
  if (!json.contains("method"))
    error(path, "missing required property \"method\"", fmt::format("one of {}", fmt::join(selectors, ", ")));
  else if (std::find(selectors.begin(), selectors.end(), selector.method) == selectors.end())
    error(child_path(path, "method"),
          fmt::format("expected one of [{}], \"{}\" found", fmt::join(selectors, ", "), selector.method),
          did_you_mean(selector.method, selectors));
  if (json.contains("min"))
    selector.least = length_member(json["min"], child_path(path, "min")).value_or(selector.least);
  if (json.contains("max")) selector.most = length_member(json["max"], child_path(path, "max")).value_or(selector.most);
  if (selector.least >= selector.most) error(path, "\"min\" is not less than \"max\"");
  surface.selector = std::move(selector);
}

/// A length above 0 with its unit; a mistake otherwise.
std::optional<Metres> DocumentReader::length_member(const Json& json, const std::string& path) {
  if (json.is_number()) {
    const auto number = number_text(json.get<double>());
    error(path, fmt::format("{} has no unit", number), fmt::format("write \"{}km\" or \"{}m\"", number, number));
    return std::nullopt;
  }
  if (!expect(json, path, "string")) return std::nullopt;
  try {
    const Metres length = parse_length(json.get<std::string>());
    if (length.value() > 0) return length;
    error(path, fmt::format("the {} must be greater than 0", path.substr(path.rfind('.') + 1)));
  } catch (const UsageError& mistake) {
    error(path, mistake.mistakes().front().message);
  }
  return std::nullopt;
}

void DocumentReader::read_known_to(const Json& json, const std::string& path, SurfaceSpec& surface) {
  if (!expect(json, path, "object")) return;
  check_keys(json, path, known_to_keys);
  for (const auto* key : {"source", "key", "value"})
    if (!json.contains(key)) error(path, fmt::format("missing required property \"{}\"", key));
  SurfaceSpec::KnownTo known;
  known.source = string_member(json, path, "source");
  known.layer = string_member(json, path, "source-layer");
  known.key = expression_member(json, path, "key", ValueType::any);
  known.value = expression_member(json, path, "value", ValueType::any);
  check_named_source(known.source, child_path(path, "source"), "geojson|vector");
  surface.known_to = std::move(known);
}

void DocumentReader::read_of(const Json& json, const std::string& path, SurfaceSpec& surface) {
  const auto of = string_member(json, path, "of");
  const auto found = std::find(quantities.begin(), quantities.end(), of);
  if (!of.empty() && found == quantities.end())
    return error(child_path(path, "of"),
                 fmt::format("expected one of [{}], \"{}\" found", fmt::join(quantities, ", "), of),
                 did_you_mean(of, quantities));
  if (!of.empty()) surface.of = static_cast<SurfaceSpec::Of>(found - quantities.begin());
  const bool change = surface.of == SurfaceSpec::Of::change;
  if (change != json.contains("before"))
    return error(path, change ? "a change needs \"before\"" : "\"before\" is for \"of\": \"change\" alone",
                 R"("before": {"from": DATE, "as-of": DATE}: the window that from … as-of is compared with)");
  if (!change) return;
  for (const auto* key : {"half-life", "adaptive"})
    if (json.contains(key) && json[key] != false)
      error(child_path(path, key), "a change compares two windows with one fixed bandwidth and no decay");
  if (!surface.from || !surface.as_of) error(path, "a change needs \"from\" and \"as-of\"");
  const auto& before = json["before"];
  const auto at = child_path(path, "before");
  if (!expect(before, at, "object")) return;
  check_keys(before, at, window_keys);
  const auto from = date_member(before, at, "from"), as_of = date_member(before, at, "as-of");
  if (!from || !as_of) return error(at, "it needs \"from\" and \"as-of\"");
  if (*from > *as_of) return error(child_path(at, "from"), "\"from\" lies after \"as-of\"");
  if (surface.from && *as_of >= *surface.from) error(at, "it must end before \"from\": the windows overlap");
  surface.before = SurfaceSpec::Window{*from, *as_of};
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
  if (const auto* exact = member(json, path, "exact", "boolean")) surface.exact = exact->get<bool>();
  const auto events = number_member(json, path, "minimum-events", 0, 1e6).value_or(1);
  if (events != std::floor(events))
    error(child_path(path, "minimum-events"), fmt::format("{} is not a whole number", number_text(events)));
  surface.minimum_events = static_cast<unsigned>(events);
}

std::optional<Days> DocumentReader::date_member(const Json& json, const std::string& path, std::string_view key) {
  const auto* text = member(json, path, key, "string");
  if (!text) return std::nullopt;
  const auto day = parse_date(text->get<std::string>());
  if (!day)
    error(child_path(path, key), fmt::format("\"{}\" is not a date", text->get<std::string>()),
          "write it like 2024-01-31");
  return day;
}

void DocumentReader::read_window(const Json& json, const std::string& path, SurfaceSpec& surface) {
  surface.from = date_member(json, path, "from");
  surface.as_of = date_member(json, path, "as-of");
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

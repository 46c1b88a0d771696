// SPDX-License-Identifier: MIT
#include <riskmap/output/detail/published.hpp>

#include <riskmap/output/vector_tile.hpp>

#include <algorithm>
#include <array>
#include <set>

namespace riskmap::output::detail {
namespace {

using Names = std::set<std::string, std::less<>>;

// What every reader of a map of events asks first, under the names of our own schema too.
Names default_names() { return {"id", "date", "date_start", "type", "event_type", "place"}; }

Names listed(const style::Document& document) {
  const auto* json = document.metadata("riskmap:publish");
  if (json == nullptr) return default_names();
  Names out;
  if (!json->is_array()) return out;
  for (const auto& item : *json)
    if (item.is_string()) out.insert(item.get<std::string>());
  return out;
}

/// Attributes an expression or legacy filter names, and tokens like {name}.
void add_read_names(const Json& json, Names& names) {
  static constexpr std::array<std::string_view, 11> readers = {"get", "has", "!has", "==", "!=", "<",
                                                               "<=",  ">",   ">=",   "in", "!in"};
  if (json.is_string()) {
    const auto text = json.get<std::string>();
    for (auto open = text.find('{'); open != text.npos; open = text.find('{', open + 1))
      if (const auto close = text.find('}', open); close != text.npos)
        names.insert(text.substr(open + 1, close - open - 1));
  }
  if (json.is_array() && json.size() > 1 && json[0].is_string() && json[1].is_string() &&
      std::ranges::find(readers, json[0].get<std::string>()) != readers.end())
    names.insert(json[1].get<std::string>());
  if (!json.is_structured()) return;
  for (const auto& child : json) add_read_names(child, names);
}

Names read_names(const style::Document& document, const std::vector<const style::Layer*>& users) {
  Names out;
  for (const auto* layer : users)
    for (const char* part : {"filter", "layout", "paint"})
      if (const auto* json = find_path(document.json(), child_path(layer->path, part))) add_read_names(*json, out);
  return out;
}

/// Also under another name: a layer that draws the surface's very file shows its incidents.
bool is_of_incidents(const map::Scene& scene, const std::string& source) {
  const auto digest_of = [&](const std::string& name) {
    const auto* opened = scene.source(name);
    return opened != nullptr ? opened->sha256 : std::string();
  };
  const auto digest = digest_of(source);
  return std::ranges::any_of(scene.document().surfaces(), [&](const style::SurfaceSpec& surface) {
    return surface.incident_source == source || (!digest.empty() && digest == digest_of(surface.incident_source));
  });
}

std::string_view type_of(const model::FeatureLayer& table, std::size_t field) {
  bool numbers = true, booleans = true;
  for (const auto& feature : table.features) {
    const auto& value = feature.values[field];
    if (model::is_null(value)) continue;
    numbers = numbers && std::holds_alternative<double>(value);
    booleans = booleans && std::holds_alternative<bool>(value);
  }
  return numbers ? "Number" : booleans ? "Boolean" : "String";
}

void choose_fields(const map::Scene& scene, const std::string& source, PublishedLayer& layer) {
  auto names = listed(scene.document());
  const bool has_id = names.contains("id");
  const bool of_incidents = is_of_incidents(scene, source);
  if (!of_incidents) names.merge(read_names(scene.document(), layer.users));
  layer.with_ids = has_id || !of_incidents;
  for (std::size_t i = 0; i < layer.table->fields.size(); ++i)
    if (names.contains(layer.table->fields[i])) layer.fields.push_back({i, type_of(*layer.table, i)});
}

}  // namespace

std::vector<PublishedLayer> published_layers(const map::Scene& scene) {
  std::vector<PublishedLayer> out;
  std::vector<std::string> sources;
  for (const auto& layer : scene.document().layers()) {
    const auto* table = layer.visible ? scene.features(layer) : nullptr;
    if (table == nullptr) continue;
    auto found = std::ranges::find(out, table, &PublishedLayer::table);
    if (found == out.end()) {
      out.push_back({.name = vector_layer_name(scene.document(), layer.source, layer.source_layer), .table = table});
      sources.push_back(layer.source);
      found = out.end() - 1;
    }
    found->users.push_back(&layer);
  }
  for (std::size_t i = 0; i < out.size(); ++i) choose_fields(scene, sources[i], out[i]);
  return out;
}

}  // namespace riskmap::output::detail

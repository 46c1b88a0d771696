// SPDX-License-Identifier: MIT
#include <riskmap/style/detail/document_reader.hpp>
#include <riskmap/style/detail/expression_shape.hpp>
#include <riskmap/style/detail/json_words.hpp>
#include <riskmap/style/detail/undrawn_layers.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace riskmap::style {
namespace {

constexpr std::array<std::string_view, 10> layer_keys = {"id",      "type",    "metadata", "source", "source-layer",
                                                         "minzoom", "maxzoom", "filter",   "layout", "paint"};
// The specification's types, so that one which is not drawn is told from a misspelt one.
constexpr std::array<std::string_view, 10> all_types = {"fill",         "line",           "symbol", "circle",
                                                        "heatmap",      "fill-extrusion", "raster", "hillshade",
                                                        "color-relief", "background"};
// What a layer takes over from the one its "ref" names.
constexpr std::array<std::string_view, 7> inherited = {"type",    "source", "source-layer", "minzoom",
                                                       "maxzoom", "filter", "layout"};
constexpr std::array<std::string_view, 5> not_its_own = {"type", "source", "source-layer", "filter", "layout"};
constexpr PropertySpec visibility = {.name = "visibility",
                                     .layout = true,
                                     .type = ValueType::enumeration,
                                     .default_json = "\"visible\"",
                                     .values = "visible|none",
                                     .per_feature = false,
                                     .per_zoom = false};
constexpr std::string_view transition = "-transition";

const PropertySpec* find_property(const LayerSpec& type, std::string_view name, bool layout) {
  const auto found = std::find_if(type.properties.begin(), type.properties.end(),
                                  [&](const PropertySpec& spec) { return spec.name == name && spec.layout == layout; });
  return found == type.properties.end() ? nullptr : &*found;
}

const LayerSpec* find_type(std::span<const LayerSpec> types, std::string_view name) {
  const auto found = std::find_if(types.begin(), types.end(), [&](const LayerSpec& spec) { return spec.type == name; });
  return found == types.end() ? nullptr : &*found;
}

const std::string* find_id(const Json& layer) {
  const auto id = layer.find("id");
  return id == layer.end() ? nullptr : id->get_ptr<const std::string*>();
}

bool is_drawn(const LayerSpec* spec, std::span<const LayerSpec> types) {
  return spec >= types.data() && spec < types.data() + types.size();
}

}  // namespace

void DocumentReader::read_layers(const Json& layers) {
  for (std::size_t i = 0; i < layers.size(); ++i) {
    if (const auto* id = layers[i].is_object() ? find_id(layers[i]) : nullptr) m_ids.emplace(*id, i);
  }
  for (std::size_t i = 0; i < layers.size(); ++i) {
    const auto path = child_path("layers", i);
    if (!expect(layers[i], path, "object")) continue;
    read_id(layers[i], path, i);
    if (layers[i].contains("ref"))
      read_reference(layers, layers[i], path);
    else
      read_layer(layers[i], path);
  }
}

void DocumentReader::read_id(const Json& json, const std::string& path, std::size_t index) {
  if (!json.contains("id")) return error(path, "missing required property \"id\"");
  const auto id = string_member(json, path, "id");
  const auto first = m_ids.find(id);
  if (first != m_ids.end() && first->second != index && !id.empty())
    error(child_path(path, "id"),
          fmt::format("duplicate layer id \"{}\", previously used by layers[{}]", id, first->second));
}

// A layer that draws another one's features in its own paint: of the specification's version 7, and read to this day.
void DocumentReader::read_reference(const Json& layers, const Json& json, const std::string& path) {
  const auto at = child_path(path, "ref");
  for (const auto key : not_its_own) {
    if (json.contains(std::string(key)))
      error(child_path(path, key), fmt::format("\"{}\" is prohibited for ref layers", key));
  }
  const auto named = json["ref"].is_string() ? m_ids.find(json["ref"].get_ref<const std::string&>()) : m_ids.end();
  if (named == m_ids.end()) return error(at, fmt::format("ref layer {} not found", dumped(json["ref"])));
  const auto* parent = &layers[named->second];
  if (parent->contains("ref")) return error(at, "ref cannot reference another ref layer");
  Json whole = json;
  whole.erase("ref");
  for (const auto key : inherited) {
    const std::string name(key);
    if (parent->contains(name)) whole[name] = (*parent)[name];
  }
  const auto before = m_mistakes.size();
  read_layer(whole, path);
  // its parent has said what is wrong with what it takes over
  const auto is_inherited = [&](const Mistake& mistake) {
    return !mistake.place.starts_with(child_path(path, "paint"));
  };
  m_mistakes.erase(
      std::remove_if(m_mistakes.begin() + static_cast<std::ptrdiff_t>(before), m_mistakes.end(), is_inherited),
      m_mistakes.end());
}

void DocumentReader::read_layer(const Json& json, const std::string& path) {
  check_keys(json, path, layer_keys, Unknown::warn);
  Layer layer;
  layer.path = path;
  layer.state = m_state;
  if (json.contains("id") && json["id"].is_string()) layer.id = json["id"].get<std::string>();
  if (json.contains("metadata")) layer.metadata = json["metadata"];
  read_zooms(json, layer);
  layer.filter = filter_member(json, path);
  layer.spec = find_layer_type(json, path);
  if (!layer.spec) return;
  layer.type = std::string(layer.spec->type);
  const bool drawn = read_layer_source(json, layer) && is_drawn(layer.spec, m_types);
  if (drawn) layer.defaults = defaults_of(*layer.spec);
  if (layer.type == "heatmap")
    warn(path, "the radius of a heatmap is in pixels and means nothing on the ground",
         "a risk surface is in ground units");
  read_properties(json, layer, true);
  read_properties(json, layer, false);
  check_paint(json, layer);
  if (layer.filter && json.contains("filter")) check_filter(json["filter"], layer);
  if (drawn) m_document.m_layers.push_back(std::move(layer));
}

const LayerSpec* DocumentReader::find_layer_type(const Json& json, const std::string& path) {
  if (!json.contains("type")) {
    error(path, "missing required property \"type\"");
    return nullptr;
  }
  const auto type = string_member(json, path, "type");
  if (!json["type"].is_string()) return nullptr;
  if (const auto* drawn = find_type(m_types, type)) return drawn;
  const auto at = child_path(path, "type");
  if (std::find(all_types.begin(), all_types.end(), type) == all_types.end()) {
    error(at, fmt::format("unknown layer type \"{}\"", type), hint_for(type, all_types));
    return nullptr;
  }
  std::vector<std::string_view> names;
  for (const auto& spec : m_types) names.push_back(spec.type);
  warn(at, fmt::format("layers of type \"{}\" are not drawn in this version", type),
       fmt::format("drawn are {}", fmt::join(names, ", ")));
  return find_type(undrawn_layers, type);
}

void DocumentReader::read_zooms(const Json& json, Layer& layer) {
  const auto least = number_member(json, layer.path, "minzoom", 0, 24);
  const auto most = number_member(json, layer.path, "maxzoom", 0, 24);
  layer.min_zoom = least.value_or(0);
  layer.max_zoom = most.value_or(24);
  if (least && most && *least >= *most)
    error(child_path(layer.path, "minzoom"), "minzoom is not less than maxzoom: the layer would never be drawn",
          "it is drawn from minzoom up to but not including maxzoom");
}

void DocumentReader::read_properties(const Json& json, Layer& layer, bool layout) {
  const auto* group = member(json, layer.path, layout ? "layout" : "paint", "object");
  if (!group) return;
  for (const auto& [name, value] : group->items()) {
    const auto path = child_path(child_path(layer.path, layout ? "layout" : "paint"), name);
    read_property(name, value, layer, layout, path);
  }
}

bool DocumentReader::read_special_property(const std::string& name, const Json& json, Layer& layer, bool layout,
                                           const std::string& path) {
  if (layout && name == visibility.name) {
    const auto compiled = compile_property(json, visibility, path, m_mistakes);
    EvaluationContext context;
    context.global_state = m_state.get();
    try {
      layer.visible = to_text(compiled.evaluate(context)) != "none";
    } catch (const EvaluationError&) {  // visible, as its default
    }
    return true;
  }
  if (layout || !name.ends_with(transition)) return false;
  const auto* moved =
      find_property(*layer.spec, std::string_view(name).substr(0, name.size() - transition.size()), false);
  if (!moved || !takes_transition(*moved)) return false;
  read_transition(json, path);
  return true;
}

void DocumentReader::report_unknown_property(const std::string& name, const LayerSpec& type, bool layout,
                                             const std::string& path) {
  std::string hint;
  if (find_property(type, name, !layout)) {
    hint = fmt::format("it belongs under \"{}\"", layout ? "paint" : "layout");
  } else if (const auto owner = std::find_if(m_types.begin(), m_types.end(),
                                             [&](const LayerSpec& other) {
                                               return find_property(other, name, true) ||
                                                      find_property(other, name, false);
                                             });
             owner != m_types.end()) {
    hint = fmt::format("it is a property of {} layers", owner->type);
  } else {
    std::vector<std::string_view> names;
    if (layout) names.push_back(visibility.name);
    for (const auto& known : type.properties) {
      if (known.layout == layout) names.push_back(known.name);
    }
    hint = hint_for(name, names);
  }
  error(path, fmt::format("unknown property \"{}\"", name), std::move(hint));
}

void DocumentReader::read_property(const std::string& name, const Json& json, Layer& layer, bool layout,
                                   const std::string& path) {
  if (read_special_property(name, json, layer, layout, path)) return;
  const auto* spec = find_property(*layer.spec, name, layout);
  if (!spec) return report_unknown_property(name, *layer.spec, layout, path);
  const auto before = m_mistakes.size();
  Property property{spec, compile_property(json, *spec, path, m_mistakes), path};
  if (m_mistakes.size() != before) return;
  if (!spec->no_effect.empty()) warn_once(path, fmt::format("\"{}\" has no effect: {}", name, spec->no_effect));
  if (!spec->in_browser.empty() && json != Json::parse(spec->default_json))
    warn_once(path, fmt::format("\"{}\" is drawn here, not in a browser: {}", name, spec->in_browser));
  if (mentions(json, "feature-state"))
    warn_once(path, "[\"feature-state\"] has no effect: nothing sets the state of a feature on a still map");
  if (spec->type == ValueType::color_ramp && name == "color-relief-color") check_ramp(json, layer, property);
  layer.properties.emplace(name, std::move(property));
}

std::shared_ptr<const Layer::Defaults> DocumentReader::defaults_of(const LayerSpec& type) {
  auto& known = m_defaults[&type];
  if (known) return known;
  auto defaults = std::make_shared<Layer::Defaults>();
  for (const auto& spec : type.properties) {
    if (spec.default_json.empty()) continue;
    std::vector<Mistake> mistakes;
    auto usual = compile_property(Json::parse(spec.default_json), spec, std::string(spec.name), mistakes);
    if (!mistakes.empty()) throw Error("default of " + to_line(mistakes.front()));
    defaults->emplace(spec.name, std::move(usual));
  }
  return known = std::move(defaults);
}

}  // namespace riskmap::style

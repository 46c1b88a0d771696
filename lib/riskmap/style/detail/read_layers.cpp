// SPDX-License-Identifier: MIT
#include <riskmap/style/detail/document_reader.hpp>
#include <riskmap/style/detail/json_words.hpp>
#include <riskmap/style/detail/ramp_shape.hpp>
#include <riskmap/style/nearest.hpp>
#include <riskmap/style/parser.hpp>

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
constexpr double invisible = 0.5 / 255;

std::string id_of(const Json& layer) {
  return layer.is_object() && layer.contains("id") && layer["id"].is_string() ? layer["id"].get<std::string>() : "";
}

const PropertySpec* find_property(const LayerSpec& type, std::string_view name, bool layout) {
  const auto found = std::find_if(type.properties.begin(), type.properties.end(),
                                  [&](const PropertySpec& spec) { return spec.name == name && spec.layout == layout; });
  return found == type.properties.end() ? nullptr : &*found;
}

}  // namespace

void DocumentReader::read_layers(const Json& layers) {
  std::map<std::string, std::size_t, std::less<>> ids;
  for (std::size_t i = 0; i < layers.size(); ++i) {
    const auto path = child_path("layers", i);
    if (!expect(layers[i], path, "object")) continue;
    const auto id = id_of(layers[i]);
    const auto [first, is_new] = ids.emplace(id, i);
    if (!is_new && !id.empty())
      error(child_path(path, "id"),
            fmt::format("duplicate layer id \"{}\", previously used by layers[{}]", id, first->second));
    read_layer(layers[i], path);
  }
}

void DocumentReader::read_layer(const Json& json, const std::string& path) {
  check_keys(json, path, layer_keys);
  Layer layer;
  layer.path = path;
  layer.id = string_member(json, path, "id");
  if (!json.contains("id")) error(path, "missing required property \"id\"");
  if (json.contains("metadata")) layer.metadata = json["metadata"];
  read_zooms(json, layer);
  layer.filter = filter_member(json, path);
  layer.spec = find_layer_type(json, path);
  if (!layer.spec) return;
  layer.type = std::string(layer.spec->type);
  layer.defaults = defaults_of(*layer.spec);
  if (layer.type == "heatmap")
    warn(path, "the radius of a heatmap is in pixels and means nothing on the ground",
         "a risk surface is in ground units");
  read_layer_source(json, layer);
  read_properties(json, layer, true);
  read_properties(json, layer, false);
  m_document.m_layers.push_back(std::move(layer));
}

const LayerSpec* DocumentReader::find_layer_type(const Json& json, const std::string& path) {
  if (!json.contains("type")) {
    error(path, "missing required property \"type\"");
    return nullptr;
  }
  const auto type = string_member(json, path, "type");
  if (!json["type"].is_string()) return nullptr;
  const auto found =
      std::find_if(m_types.begin(), m_types.end(), [&](const LayerSpec& spec) { return spec.type == type; });
  if (found != m_types.end()) return &*found;
  std::vector<std::string_view> names;
  for (const auto& spec : m_types) names.push_back(spec.type);
  const auto at = child_path(path, "type");
  if (std::find(all_types.begin(), all_types.end(), type) != all_types.end()) {
    error(at, fmt::format("layers of type \"{}\" are not drawn in this version", type),
          fmt::format("drawn are {}", fmt::join(names, ", ")));
  } else {
    error(at, fmt::format("unknown layer type \"{}\"", type), did_you_mean(type, names));
  }
  return nullptr;
}

void DocumentReader::read_zooms(const Json& json, Layer& layer) {
  layer.min_zoom = number_member(json, layer.path, "minzoom", 0, 24).value_or(0);
  layer.max_zoom = number_member(json, layer.path, "maxzoom", 0, 24).value_or(24);
  if (layer.min_zoom > layer.max_zoom)
    error(child_path(layer.path, "minzoom"), "minzoom is greater than maxzoom: the layer would never be drawn");
}

void DocumentReader::read_layer_source(const Json& json, Layer& layer) {
  layer.source = string_member(json, layer.path, "source");
  layer.source_layer = string_member(json, layer.path, "source-layer");
  const auto drawable = words_of(layer.spec->sources);
  if (drawable.empty()) return;
  if (!json.contains("source")) return error(layer.path, "missing required property \"source\"");
  const auto at = child_path(layer.path, "source");
  const auto& all = m_document.json()["sources"];
  if (!all.is_object() || layer.source.empty()) return;
  if (!all.contains(layer.source)) {
    std::vector<std::string_view> names;
    for (const auto& [name, source] : all.items()) names.push_back(name);
    return error(at, fmt::format("source \"{}\" not found", layer.source), did_you_mean(layer.source, names));
  }
  const auto* source = m_document.source(layer.source);
  if (!source) return;  // it has its own mistake
  if (std::find(drawable.begin(), drawable.end(), source->type) == drawable.end()) {
    return error(at,
                 fmt::format("a {} layer cannot draw source \"{}\" of type {}", layer.type, layer.source, source->type),
                 fmt::format("it draws {}", fmt::join(drawable, ", ")));
  }
  if (source->type == "vector" && layer.source_layer.empty()) {
    error(layer.path, fmt::format("layer \"{}\" must specify a \"source-layer\"", layer.id));
  }
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
  constexpr std::string_view transition = "-transition";
  if (layout && name == "visibility") {
    layer.visible = json != "none";
    if (json != "none" && json != "visible")
      error(path, fmt::format("expected one of [visible, none], {} found", dumped(json)));
    return true;
  }
  if (layout || !name.ends_with(transition)) return false;
  // a still picture has no transitions, but the browser has
  return find_property(*layer.spec, std::string_view(name).substr(0, name.size() - transition.size()), false) &&
         expect(json, path, "object");
}

void DocumentReader::read_property(const std::string& name, const Json& json, Layer& layer, bool layout,
                                   const std::string& path) {
  if (read_special_property(name, json, layer, layout, path)) return;
  const auto* spec = find_property(*layer.spec, name, layout);
  if (!spec) {
    std::vector<std::string_view> names;
    for (const auto& known : layer.spec->properties) {
      if (known.layout == layout) names.push_back(known.name);
    }
    const bool misplaced = find_property(*layer.spec, name, !layout) != nullptr;
    return error(
        path, fmt::format("unknown property \"{}\"", name),
        misplaced ? fmt::format("it belongs under \"{}\"", layout ? "paint" : "layout") : did_you_mean(name, names));
  }
  const auto before = m_mistakes.size();
  Property property{spec, compile_property(json, *spec, path, m_mistakes), path};
  if (m_mistakes.size() != before) return;
  if (!spec->no_effect.empty()) warn(path, fmt::format("\"{}\" has no effect: {}", name, spec->no_effect));
  if (spec->type == ValueType::color_ramp && name == "color-relief-color") check_ramp(json, layer, property);
  if (name == "fill-pattern") check_pattern(json, name, path);
  layer.properties.emplace(name, std::move(property));
}

void DocumentReader::check_ramp(const Json& json, const Layer& layer, const Property& property) {
  const auto shape = ramp_shape(json);
  if (shape.kind == RampShape::Kind::none) return error(property.path, ramp_rule);
  if (shape.kind != RampShape::Kind::linear)
    warn(property.path, "drawn here, blank in a browser",
         "MapLibre draws only [\"interpolate\", [\"linear\"], [\"elevation\"], ...]");
  const auto* source = m_document.source(layer.source);
  if (!source || source->surface.empty()) return;
  try {
    const auto ramp = build_ramp(property.expression, shape);
    if (ramp.at(0).a > invisible)
      error(property.path, "the ramp must be transparent at 0, which means no risk", "begin with 0, \"rgba(0,0,0,0)\"");
    else if (ramp.at(source->blue_factor).a > invisible)
      error(property.path, "the ramp must be transparent at one step of the encoding (blueFactor), as at 0");
  } catch (const EvaluationError& mistake) {
    error(property.path, mistake.what());
  }
}

void DocumentReader::check_pattern(const Json& json, const std::string& name, const std::string& path) {
  if (!json.is_string() || json.get_ref<const std::string&>().find('{') != std::string::npos) return;
  std::vector<std::string_view> names;
  for (const auto& pattern : m_document.m_patterns) names.push_back(pattern.name);
  const auto& wanted = json.get_ref<const std::string&>();
  if (std::find(names.begin(), names.end(), wanted) != names.end()) return;
  error(path, fmt::format("{} \"{}\" is not among riskmap:patterns", name, wanted), did_you_mean(wanted, names));
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

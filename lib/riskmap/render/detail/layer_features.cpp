// SPDX-License-Identifier: MIT
#include <riskmap/render/detail/layer_features.hpp>

#include <riskmap/style/localised.hpp>

#include <cairo.h>
#include <fmt/format.h>

namespace riskmap::render::detail {
namespace {

class Nothing final : public PreparedLayer {
 public:
  void draw(const View&, Canvas&) const override {}
  bool touches(const View&) const override { return false; }
  void digest(const View&, Digest&) const override {}
};

}  // namespace

std::unique_ptr<PreparedLayer> draw_nothing() { return std::make_unique<Nothing>(); }

void note_failures(const style::Layer& layer, const PrepareContext& prepare, unsigned failures) {
  if (failures > 0)
    prepare.note(
        fmt::format("layer '{}': {} values could not be evaluated; the defaults were drawn", layer.id, failures));
}

namespace {

LegendEntry make_entry(const Json& json, const std::string& language) {
  LegendEntry entry;
  entry.label = style::localised(json.is_object() && json.contains("label") ? json["label"] : json, language);
  entry.table.features.emplace_back();
  if (!json.is_object()) return entry;
  if (json.contains("zoom") && json["zoom"].is_number()) entry.zoom = json["zoom"].get<double>();
  if (!json.contains("properties") || !json["properties"].is_object()) return entry;
  for (const auto& [key, value] : json["properties"].items()) {
    entry.table.fields.push_back(key);
    auto& values = entry.table.features.front().values;
    if (value.is_number())
      values.emplace_back(value.get<double>());
    else if (value.is_boolean())
      values.emplace_back(value.get<bool>());
    else if (value.is_string())
      values.emplace_back(value.get<std::string>());
    else
      values.emplace_back();
  }
  return entry;
}

}  // namespace

std::vector<LegendEntry> legend_entries(const style::Layer& layer, const map::Scene& scene) {
  std::vector<LegendEntry> out;
  if (!layer.metadata.is_object() || !layer.metadata.contains("riskmap:legend")) return out;
  const auto& asked = layer.metadata["riskmap:legend"];
  if (asked.is_array()) {
    for (const auto& item : asked) out.push_back(make_entry(item, scene.language()));
  } else {
    out.push_back(make_entry(asked, scene.language()));
  }
  return out;
}

style::EvaluationContext legend_context(const LegendEntry& entry) {
  style::EvaluationContext context;
  context.zoom = entry.zoom;
  context.layer = &entry.table;
  context.feature = &entry.table.features.front();
  return context;
}

void set_source(cairo_t* context, const style::Color& color) {
  cairo_set_source_rgba(context, color.r, color.g, color.b, color.a);
}

}  // namespace riskmap::render::detail

// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/render/detail/icons.hpp>
#include <riskmap/render/layer_type.hpp>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

struct _cairo;

namespace riskmap::render::detail {

inline style::EvaluationContext evaluation(const PrepareContext& prepare) {
  style::EvaluationContext context;
  context.zoom = prepare.zoom;
  context.language = prepare.scene.language();
  context.images = &prepare.icons.names();
  return context;
}

/// Calls visit(feature, context) for each feature that passes the layer's filter, in the order of its sort key.
template <typename TVisit>
void for_features(const style::Layer& layer, const PrepareContext& prepare, std::string_view sort_key, TVisit&& visit) {
  const auto* table = prepare.scene.features(layer);
  if (table == nullptr) return;
  auto context = evaluation(prepare);
  context.layer = table;
  std::vector<std::pair<double, const model::Feature*>> order;
  for (const auto& feature : table->features) {
    context.feature = &feature;
    if (!layer.accepts(context)) continue;
    const double key = !sort_key.empty() && layer.has(sort_key) ? layer.number(sort_key, context) : 0.0;
    order.emplace_back(key, &feature);
  }
  std::stable_sort(order.begin(), order.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  for (const auto& [key, feature] : order) {
    context.feature = feature;
    visit(*feature, context);
  }
}

/// A layer that leaves no pixel.
std::unique_ptr<PreparedLayer> draw_nothing();

/// Says once how many values of a layer could not be evaluated.
void note_failures(const style::Layer& layer, const PrepareContext& prepare, unsigned failures);

/// `metadata["riskmap:legend"]` of a layer as (label, feature values…): a string, or a list of {"label", "properties"}.
struct LegendEntry {
  std::string label;
  model::FeatureLayer table;  ///< one feature with the entry's properties
  double zoom = 6;
};
std::vector<LegendEntry> legend_entries(const style::Layer& layer, const map::Scene& scene);
style::EvaluationContext legend_context(const LegendEntry& entry);

inline style::Color faded(style::Color color, double opacity) {
  color.a *= opacity;
  return color;
}
void set_source(_cairo* context, const style::Color& color);

}  // namespace riskmap::render::detail

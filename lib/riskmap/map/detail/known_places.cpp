// SPDX-License-Identifier: MIT
#include <riskmap/map/detail/known_places.hpp>

#include <riskmap/model/geometry_ops.hpp>

#include <algorithm>
#include <map>
#include <memory>

namespace riskmap::map::detail {
namespace {

using Areas = std::map<std::string, std::shared_ptr<const model::Area>, std::less<>>;

/// What an expression says of a feature as text; empty for null, or where it cannot be evaluated.
std::string word(const style::Expression& expression, style::EvaluationContext& context,
                 const model::Feature& feature) {
  context.feature = &feature;
  try {
    const auto value = expression.evaluate(context);
    return value.is_null() ? std::string() : style::to_text(value);
  } catch (const style::EvaluationError&) {
    return {};
  }
}

Areas areas_of(const style::Expression& key, const model::FeatureLayer& layer, std::string_view language) {
  style::EvaluationContext context;
  context.layer = &layer;
  context.language = language;
  std::map<std::string, std::vector<const model::Geometry*>> parts;
  for (const auto& feature : layer.features) {
    if (feature.geometry.kind != model::Geometry::Kind::polygon) continue;
    if (const auto name = word(key, context, feature); !name.empty()) parts[name].push_back(&feature.geometry);
  }
  if (parts.empty()) throw DataError(layer.name, "no polygon there has the key that known-to asks for");
  Areas areas;
  for (const auto& [name, geometries] : parts) areas[name] = std::make_shared<const model::Area>(geometries);
  return areas;
}

/// Features by their row, since rejected and filtered rows leave gaps.
std::map<std::uint64_t, const model::Feature*> by_row(const model::FeatureLayer& layer) {
  std::map<std::uint64_t, const model::Feature*> features;
  for (const auto& feature : layer.features) features[feature.row] = &feature;
  return features;
}

}  // namespace

KnownPlaces attach_polygons(const style::SurfaceSpec::KnownTo& spec, const model::FeatureLayer& rows,
                            const model::FeatureLayer& polygons, std::string_view language,
                            std::vector<model::Incident>& incidents) {
  const Areas areas = areas_of(*spec.key, polygons, language);
  const auto features = by_row(rows);
  style::EvaluationContext context;
  context.layer = &rows;
  context.language = language;
  KnownPlaces result;
  for (auto& incident : incidents) {
    const auto name = word(*spec.value, context, *features.at(incident.row));
    if (name.empty()) continue;
    if (const auto found = areas.find(name); found != areas.end()) {
      incident.known_to = found->second;
      ++result.matched;
    } else if (std::find(result.unknown.begin(), result.unknown.end(), name) == result.unknown.end()) {
      result.unknown.push_back(name);
    }
  }
  return result;
}

}  // namespace riskmap::map::detail

// SPDX-License-Identifier: MIT
#include <riskmap/style/detail/feature_properties.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace riskmap::style {
std::optional<Value> find_member(const Object& object, std::string_view name) {
  const auto found =
      std::find_if(object.begin(), object.end(), [&](const auto& member) { return member.first == name; });
  return found == object.end() ? std::nullopt : std::optional(found->second);
}

std::optional<Value> find_property(const EvaluationContext& context, std::string_view name) {
  if (context.properties) return find_member(*context.properties, name);
  if (!context.layer || !context.feature) return std::nullopt;
  const auto* value = context.layer->get(*context.feature, name);
  if (!value || model::is_null(*value)) return std::nullopt;
  return from_model(*value);
}

Value geometry_name(const EvaluationContext& context) {
  if (context.geometry_type) return *context.geometry_type;
  if (!context.feature) return {};
  switch (context.feature->geometry.kind) {
    case model::Geometry::Kind::point:
      return std::string("Point");
    case model::Geometry::Kind::line:
      return std::string("LineString");
    case model::Geometry::Kind::polygon:
      return std::string("Polygon");
    case model::Geometry::Kind::none:
      break;
  }
  return std::string("Unknown");
}

Value feature_id(const EvaluationContext& context) {
  const auto* feature = context.feature;
  return feature && feature->id ? from_model(*feature->id) : Value();
}

Object properties_of(const EvaluationContext& context) {
  if (context.properties) return *context.properties;
  Object all;
  if (!context.layer || !context.feature) return all;
  const auto& names = context.layer->fields;
  const auto& values = context.feature->values;
  for (std::size_t i = 0; i < std::min(names.size(), values.size()); ++i) {
    if (!model::is_null(values[i])) all.emplace_back(names[i], from_model(values[i]));
  }
  return all;
}

std::optional<Value> find_member(const Value& object, std::string_view name) {
  if (const auto* members = object.get<std::shared_ptr<const Object>>()) return find_member(**members, name);
  throw EvaluationError(
      fmt::format("Expected value to be of type object, but found {} instead.", type_of(object).text()));
}

}  // namespace riskmap::style

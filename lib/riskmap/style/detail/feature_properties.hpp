// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/style/expression.hpp>

namespace riskmap::style {

/// A property of the feature at hand. A field that is blank or NULL is absent: as vector tiles, which know no null,
/// hand it on.
std::optional<Value> find_property(const EvaluationContext& context, std::string_view name);
/// "Point", "LineString", "Polygon" (of several of them too) or "Unknown"; null where there is no feature.
Value geometry_name(const EvaluationContext& context);
/// The feature's own id, or null.
Value feature_id(const EvaluationContext& context);
/// All properties of the feature at hand.
Object properties_of(const EvaluationContext& context);
std::optional<Value> find_member(const Object& object, std::string_view name);
/// A member of an object. \throws EvaluationError if the value is none
std::optional<Value> find_member(const Value& object, std::string_view name);

}  // namespace riskmap::style

// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/base/json.hpp>

namespace riskmap::style {

/// Compiles and evaluates an expression as the specification's own tests do. `file` is
/// {"expression", "propertySpec"?, "inputs"?: [[globals, feature], …]}: propertySpec describes the property as the
/// specification's reference does; globals are zoom, heatmapDensity, lineProgress, elevation, accumulated, globalState,
/// canonicalID ({z, x, y}) and availableImages; a feature has properties, id, geometry (GeoJSON, in longitude and
/// latitude) and featureState. An expression that is an object is a function of the old syntax.
/// The answer is {"compiled": {"result": "success", "isFeatureConstant", "isZoomConstant", "type"} or {"result":
/// "error", "errors": [{"key", "error"}]}, "outputs": [value or {"error": text}]}; outputs stand only with inputs that
/// could be evaluated. A list of such objects is answered by a list.
/// \throws StyleError if the file is not of that shape
Json evaluate_file(const Json& file);

}  // namespace riskmap::style

// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/base/error.hpp>
#include <riskmap/style/property.hpp>

#include <string>
#include <vector>

namespace riskmap::style {

/// Compiles a function of the old syntax, {"stops": [[4, 1], [10, 3]], "base": 1.5} or {"type": "identity", "property":
/// "width"} (its `type`, `property`, `default` and `colorSpace` as the specification's `createFunction` reads them,
/// style-spec 26.6). Mistakes are appended, their places beginning with `place`; then the answer is null. Evaluating it
/// gives null where the function has neither a value nor a default: the property then takes its own.
NodePtr compile_function(const Json& json, const PropertySpec& spec, const std::string& place,
                         std::vector<Mistake>& mistakes);

}  // namespace riskmap::style

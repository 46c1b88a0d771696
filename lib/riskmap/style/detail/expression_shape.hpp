// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/base/json.hpp>

#include <string_view>

namespace riskmap::style {

/// What can be told of an expression from its JSON alone, as the specification's validator tells it. Each answers for
/// an expression that compiles.

/// True if all it can yield stands in it as literals ("text-font" asks for that).
bool has_defined_output(const Json& expression);
/// True if its zoom curve, perhaps within let or coalesce, interpolates.
bool interpolates_zoom(const Json& expression);
/// True if the operator of that name stands anywhere in it; literals are not looked into.
bool mentions(const Json& expression, std::string_view name);

}  // namespace riskmap::style

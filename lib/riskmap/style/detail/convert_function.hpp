// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/base/json.hpp>

namespace riskmap::style {

/// The expression that stands for a function of the old syntax, {"stops": …}, by the specification's `convertFunction`
/// (style-spec 26.6). `spec` is the property as the reference describes it: its `type`, `value`, `length`, `values`,
/// `default`, `tokens` and `expression` count. Where JavaScript's `undefined` would stand, stands a binary value, which
/// the parser refuses. \throws EvaluationError if the function is of no known kind
Json convert_function(const Json& function, const Json& spec);

}  // namespace riskmap::style

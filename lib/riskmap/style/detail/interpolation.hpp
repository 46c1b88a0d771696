// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/style/detail/color_spaces.hpp>
#include <riskmap/style/parser.hpp>

namespace riskmap::style {

/// The value between two of that static type. \throws EvaluationError if they do not fit each other
Value mix_values(const Type& type, ColorSpace space, const Value& from, const Value& to, double t);

/// "interpolate", "interpolate-hcl" and "interpolate-lab".
NodePtr parse_interpolation(const Parser& parser, const Json& expression, ColorSpace space);

}  // namespace riskmap::style

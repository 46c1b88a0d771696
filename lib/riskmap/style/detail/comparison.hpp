// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/style/parser.hpp>

#include <compare>

namespace riskmap::style {

/// ECMAScript's ===: null, booleans, numbers, strings by value, arrays and objects by identity.
bool strictly_equal(const Value& a, const Value& b);

/// "==" and "!=": values of different types are never equal.
NodePtr parse_equality(const Parser& parser, const Json& expression, bool negated);

/// "<" … ">=": both sides numbers or both strings (by their UTF-8 bytes), else an EvaluationError.
using Ordering = bool (*)(std::partial_ordering);
NodePtr parse_ordering(const Parser& parser, const Json& expression, Ordering holds);

}  // namespace riskmap::style

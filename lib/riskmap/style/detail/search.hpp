// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/style/parser.hpp>

#include <cstddef>
#include <optional>

namespace riskmap::style {

/// Where a value stands in an array or a string ("in", "index-of"), from the place `from` on, as ECMAScript's indexOf
/// takes it; in strings `from` counts UTF-16 code units and the answer code points. \throws EvaluationError if the
/// types do not allow it
std::optional<std::size_t> find_in(const Value& needle, const Value& haystack, double from = 0);
/// \throws EvaluationError if the value is none that can be looked for
void check_needle(const Value& needle);

/// Reports it if no value of that static type can be looked for.
bool check_needle(const Parser& parser, const Type& type);

}  // namespace riskmap::style

// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/base/error.hpp>
#include <riskmap/base/json.hpp>
#include <riskmap/style/expression.hpp>

#include <string>
#include <vector>

namespace riskmap::style {

/// True if a filter is of the old syntax, ["==", "key", value]: told as the specification tells it (feature_filter,
/// style-spec 26.6).
bool is_legacy_filter(const Json& filter);
/// Reports what is wrong with an old filter.
void check_legacy_filter(const Json& filter, const std::string& place, std::vector<Mistake>& mistakes);
/// What tells whether a feature passes; it never fails: values of different types are neither equal nor in order.
/// \pre check_legacy_filter found nothing
NodePtr compile_legacy_filter(const Json& filter);
/// An old filter inside an expression is read as an expression: nearly never what its author meant.
void warn_of_mixed_filter(const Json& filter, const std::string& place, std::vector<Mistake>& warnings);

}  // namespace riskmap::style

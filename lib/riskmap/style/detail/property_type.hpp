// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/style/property.hpp>
#include <riskmap/style/type.hpp>

#include <optional>

namespace riskmap::style {

/// What an expression that a property is set to must yield; nothing if it may yield anything.
std::optional<Type> expected_type(const PropertySpec& spec);

}  // namespace riskmap::style

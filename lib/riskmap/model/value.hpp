// SPDX-License-Identifier: MIT
#pragma once
#include <string>
#include <variant>

namespace riskmap::model {

/// An attribute of a feature. Blank cells and SQL NULL are std::monostate ("not known"), never 0 or "".
using Value = std::variant<std::monostate, bool, double, std::string>;

inline bool is_null(const Value& value) { return std::holds_alternative<std::monostate>(value); }

}  // namespace riskmap::model

// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/base/json.hpp>

#include <fmt/format.h>

#include <cmath>
#include <cstdlib>
#include <string>

namespace riskmap::assess::detail {

/// Six significant digits, empty for NaN. Nothing here is that small: below 1e-12 it is what rounding left of 0.
inline std::string number_text(double value) {
  if (std::isnan(value)) return {};
  return std::abs(value) < 1e-12 ? "0" : fmt::format("{:.6g}", value);
}
/// The same as a JSON number, null for NaN.
inline Json digits(double value) {
  if (std::isnan(value)) return {};
  return std::strtod(number_text(value).c_str(), nullptr);
}

}  // namespace riskmap::assess::detail

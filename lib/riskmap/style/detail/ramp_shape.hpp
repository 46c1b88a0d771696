// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/style/document.hpp>

#include <vector>

namespace riskmap::style {

/// What a color-relief ramp is, told from its JSON.
struct RampShape {
  enum class Kind : unsigned char { none, linear, step, curve };
  Kind kind = Kind::none;
  std::vector<double> labels;
};
RampShape ramp_shape(const Json& json);
/// \throws EvaluationError if a stop yields no colour
Ramp build_ramp(const Expression& expression, const RampShape& shape);

inline constexpr const char* ramp_rule =
    "a ramp must be a top-level [\"interpolate\", [\"linear\"], [\"elevation\"], value, color, ...] with numbers as "
    "values";

}  // namespace riskmap::style

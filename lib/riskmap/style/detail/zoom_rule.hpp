// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/style/expression.hpp>

#include <string>

namespace riskmap::style {

/// The specification lets ["zoom"] stand only as the input of one "step" or "interpolate" that is the whole expression,
/// or its core within "let" and "coalesce". Empty if that holds, else why not.
std::string why_zoom_misplaced(const Node& expression);
/// That curve, or null if there is none or the rule is broken.
const Node* find_zoom_curve(const Node& expression);

}  // namespace riskmap::style

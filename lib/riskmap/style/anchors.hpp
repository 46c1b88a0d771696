// SPDX-License-Identifier: MIT
#pragma once
#include <string_view>

namespace riskmap::style {

/// The parts of a symbol's box that may stand nearest its place, as a PropertySpec writes words: see words_of().
inline constexpr std::string_view anchors = "center|left|right|top|bottom|top-left|top-right|bottom-left|bottom-right";

}  // namespace riskmap::style

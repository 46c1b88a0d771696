// SPDX-License-Identifier: MIT
#pragma once
#include <string_view>

namespace riskmap::render::detail {

/// True for characters that stand upright in text that runs down (Unicode's Vertical_Orientation U and Tu, as far as
/// MapLibre takes them for such): Han, kana, Hangul and what belongs to them.
bool is_upright(char32_t character);
/// True if a text may run down: it has such a character.
bool may_run_down(std::string_view utf8);
/// Brackets and dashes, which lie along text that runs down.
bool lies_down(char32_t character);

}  // namespace riskmap::render::detail

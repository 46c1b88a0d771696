// SPDX-License-Identifier: MIT
#pragma once
#include <span>
#include <string>
#include <string_view>

namespace riskmap::style {

/// The candidate with the fewest inserted, left out, changed or swapped letters (Damerau–Levenshtein), the first of
/// several; empty if all differ by more than a third of the letters.
std::string_view nearest(std::string_view name, std::span<const std::string_view> candidates);
/// "did you mean 'line-width'?", or empty
std::string did_you_mean(std::string_view name, std::span<const std::string_view> candidates);

}  // namespace riskmap::style

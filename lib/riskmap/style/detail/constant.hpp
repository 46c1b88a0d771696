// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/base/error.hpp>
#include <riskmap/style/property.hpp>

#include <string>
#include <vector>

namespace riskmap::style {

/// A constant of the property's type, checked against its row; null after a mistake. Text, images with {tokens} are
/// none: see has_tokens.
NodePtr compile_constant(const Json& json, const PropertySpec& spec, const std::string& place,
                         std::vector<Mistake>& mistakes);
/// Whether a word is one of the enumeration's; reports the mistake if it is not.
bool check_word(const std::string& word, const PropertySpec& spec, const std::string& place,
                std::vector<Mistake>& mistakes);
/// "{name}" in text-field and icon-image stands for the property `name` of the feature: true for text with one.
bool has_tokens(std::string_view text);
/// Such text as an expression: ["concat", "before", ["to-string", ["get", "name"]], "after"].
Json without_tokens(std::string_view text);

}  // namespace riskmap::style

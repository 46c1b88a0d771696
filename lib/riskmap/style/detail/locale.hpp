// SPDX-License-Identifier: MIT
#pragma once
#include <set>
#include <string>
#include <string_view>

namespace riskmap::style {

/// Where a tag is unknown or not said: the same on every machine, whatever its own settings.
constexpr const char* default_locale = "en-US";

/// A BCP 47 tag in its canonical form, without extensions. \throws EvaluationError if it is none
std::string canonical_tag(const std::string& tag);
/// The longest beginning of the tag that is one of `known` (ECMA-402's LookupMatcher), else the default.
std::string resolve_locale(std::string tag, const std::set<std::string, std::less<>>& known);
/// ICU's name of a locale.
std::string locale_id(const std::string& tag);
/// Adds the tag of ICU's locale `id`, and the one that leaves its script to be guessed.
void add_tags_of(const char* id, std::set<std::string, std::less<>>& tags);

}  // namespace riskmap::style

// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/base/json.hpp>

#include <string>
#include <string_view>

namespace riskmap::style {

/// What a document says in one language or in several ({"en": …, "ur": …}): in that language, else in English, else in
/// the first it has; empty if it is no text.
std::string localised(const Json& text, std::string_view language);

}  // namespace riskmap::style

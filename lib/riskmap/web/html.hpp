// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/base/json.hpp>

#include <map>
#include <string>
#include <string_view>

namespace riskmap::web {

/// Text for an HTML page, inside elements and quoted attributes alike; names come from documents, and documents from
/// anyone.
std::string escape_html(std::string_view text);
/// JSON that may stand inside a <script> element: no "<" can end it, no line separator break it.
std::string script_json(const Json& value);
/// Puts values, which are HTML already, at the template's {{name}} marks. \pre each mark has a value
std::string fill_template(std::string_view text, const std::map<std::string, std::string, std::less<>>& values);

}  // namespace riskmap::web

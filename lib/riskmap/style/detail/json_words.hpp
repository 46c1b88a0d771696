// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/base/json.hpp>

#include <string>
#include <string_view>

namespace riskmap::style {

/// "null", "boolean", "number", "string", "array", "object"
inline std::string_view word_for(const Json& json) {
  if (json.is_null()) return "null";
  if (json.is_boolean()) return "boolean";
  if (json.is_number()) return "number";
  if (json.is_string()) return "string";
  return json.is_array() ? "array" : "object";
}

/// ECMAScript's ToBoolean: false, null, 0 and "" are false.
inline bool is_truthy(const Json& json) {
  if (json.is_boolean()) return json.get<bool>();
  if (json.is_number()) return json.get<double>() != 0;
  return !json.is_null() && json != "";
}

/// The JSON text, never throwing on foreign bytes.
inline std::string dumped(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }

}  // namespace riskmap::style

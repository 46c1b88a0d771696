// SPDX-License-Identifier: MIT
#include <riskmap/style/localised.hpp>

namespace riskmap::style {

std::string localised(const Json& text, std::string_view language) {
  if (text.is_string()) return text.get<std::string>();
  if (!text.is_object()) return {};
  for (const auto key : {language, std::string_view("en")})
    if (const auto found = text.find(std::string(key)); found != text.end() && found->is_string())
      return found->get<std::string>();
  return !text.empty() && text.front().is_string() ? text.front().get<std::string>() : std::string();
}

}  // namespace riskmap::style

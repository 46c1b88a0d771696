// SPDX-License-Identifier: MIT
#include <riskmap/style/detail/expression_shape.hpp>

#include <algorithm>

namespace riskmap::style {
namespace {

std::string_view name_of(const Json& json) {
  return json.is_array() && !json.empty() && json[0].is_string()
             ? std::string_view(json[0].get_ref<const std::string&>())
             : std::string_view();
}

// Every `step`-th element from `first` on, up to and without `end`.
bool all_defined(const Json& json, std::size_t first, std::size_t step, std::size_t end) {
  for (std::size_t i = first; i < end; i += step)
    if (!has_defined_output(json[i])) return false;
  return true;
}

}  // namespace

bool has_defined_output(const Json& json) {
  const auto name = name_of(json);
  if (!json.is_array() || name == "literal") return true;
  const auto size = json.size();
  if (name == "let") return has_defined_output(json.back());
  if (name == "step") return size > 2 && all_defined(json, 2, 2, size);
  if (name.starts_with("interpolate")) return all_defined(json, 4, 2, size);
  if (name == "match") return all_defined(json, 3, 2, size) && has_defined_output(json.back());
  if (name == "case") return all_defined(json, 2, 2, size) && has_defined_output(json.back());
  if (name == "coalesce" || name.starts_with("to-")) return all_defined(json, 1, 1, size);
  if (name == "array") return has_defined_output(json.back());
  return (name == "string" || name == "number" || name == "boolean" || name == "object") &&
         all_defined(json, 1, 1, size);
}

bool interpolates_zoom(const Json& json) {
  const auto name = name_of(json);
  if (name == "let") return interpolates_zoom(json.back());
  if (name == "coalesce")
    return std::any_of(json.begin() + 1, json.end(), [](const Json& item) { return interpolates_zoom(item); });
  return name.starts_with("interpolate") && json.size() > 2 && name_of(json[2]) == "zoom";
}

bool mentions(const Json& json, std::string_view wanted) {
  const auto name = name_of(json);
  if (!json.is_array() || name == "literal") return false;
  if (name == wanted) return true;
  const auto is_label = [&](std::size_t i) { return name == "match" && i % 2 == 0 && i + 1 < json.size(); };
  for (std::size_t i = 1; i < json.size(); ++i)
    if (!is_label(i) && mentions(json[i], wanted)) return true;
  return false;
}

}  // namespace riskmap::style

// SPDX-License-Identifier: MIT
#include <riskmap/model/feature.hpp>

#include <algorithm>

namespace riskmap::model {

std::optional<std::size_t> FeatureLayer::field(std::string_view field_name) const {
  const auto found = std::find(fields.begin(), fields.end(), field_name);
  if (found == fields.end()) return std::nullopt;
  return static_cast<std::size_t>(found - fields.begin());
}

const Value* FeatureLayer::get(const Feature& feature, std::string_view field_name) const {
  const auto index = field(field_name);
  if (!index || *index >= feature.values.size()) return nullptr;
  return &feature.values[*index];
}

}  // namespace riskmap::model

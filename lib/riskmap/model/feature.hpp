// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/model/geometry.hpp>
#include <riskmap/model/value.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace riskmap::model {

struct Feature {
  Geometry geometry;
  std::vector<Value> values;  ///< one per field of its layer
  std::optional<Value> id;    ///< the source's own feature id, if it has one
  std::uint64_t row =
      0;  ///< where it stood in its file: the line of a CSV row (header = 1), else its place counted from 1
};

/// Features that share fields, in the order of their file.
struct FeatureLayer {
  std::string name;
  std::vector<std::string> fields;
  std::vector<Feature> features;

  std::optional<std::size_t> field(std::string_view name) const;
  /// The value of a field, or nullptr if the layer has no such field.
  const Value* get(const Feature& feature, std::string_view field_name) const;
};

}  // namespace riskmap::model

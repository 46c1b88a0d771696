// SPDX-License-Identifier: MIT
#include <riskmap/style/detail/property_type.hpp>

namespace riskmap::style {

std::optional<Type> expected_type(const PropertySpec& spec) {
  const auto length = spec.length > 0 ? std::optional(spec.length) : std::nullopt;
  switch (spec.type) {
    case ValueType::any:
      return std::nullopt;
    case ValueType::boolean:
      return Kind::boolean;
    case ValueType::number:
      return Kind::number;
    case ValueType::string:
    case ValueType::enumeration:
      return Kind::string;
    case ValueType::color:
    case ValueType::color_ramp:
      return Kind::color;
    case ValueType::formatted:
      return Kind::formatted;
    case ValueType::image:
      return Kind::image;
    case ValueType::number_array:
      return array_of(Kind::number, length);
    case ValueType::string_array:
      return array_of(Kind::string, length);
    case ValueType::number_or_array:
      return Kind::number_array;
    case ValueType::color_or_array:
      return Kind::color_array;
    case ValueType::padding:
      return Kind::padding;
    case ValueType::anchor_offsets:
      return Kind::anchor_offsets;
    case ValueType::projection:
      return Kind::projection;
  }
  return std::nullopt;
}

}  // namespace riskmap::style

// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/base/error.hpp>
#include <riskmap/style/detail/color_spaces.hpp>
#include <riskmap/style/property.hpp>

#include <optional>
#include <string>
#include <vector>

namespace riskmap::style {

enum class FunctionKind : unsigned char { exponential, interval, categorical, identity };

struct FunctionStop {
  std::optional<double> zoom;  ///< of functions of both the zoom and the feature
  Json input;
  NodePtr output;
};

/// A function of the old syntax as a document says it, found right.
struct ReadFunction {
  FunctionKind kind = FunctionKind::exponential;
  Type type;             ///< of what it yields
  bool can_mix = false;  ///< whether values of that type can be mixed
  std::string property;  ///< empty: a function of the zoom
  double base = 1;
  ColorSpace space = ColorSpace::rgb;
  NodePtr otherwise;                ///< the function's own default, or null
  std::vector<FunctionStop> stops;  ///< at least one, ascending where they are numbers; none of an identity
};

/// Reads a function, reporting what the specification's validator reports, in its words; nullopt after a mistake.
std::optional<ReadFunction> read_function(const Json& json, const PropertySpec& spec, const std::string& place,
                                          std::vector<Mistake>& mistakes);

}  // namespace riskmap::style

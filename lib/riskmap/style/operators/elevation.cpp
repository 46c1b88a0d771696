// SPDX-License-Identifier: MIT
#include <riskmap/style/detail/compound.hpp>

namespace riskmap::style::operators {
namespace {

NodePtr parse_elevation(Parser& parser, const Json& expression) {
  const auto evaluate = [](const EvaluationContext& context, Arguments) {
    return Value(context.elevation.value_or(0.0));
  };
  return parse_compound(parser, expression, Kind::number, {{{}, evaluate, false, {.elevation = true}}});
}

}  // namespace

extern const Operator elevation{"elevation", "[\"elevation\"] -> number",
                                "The value of the surface; only in color-relief-color.", parse_elevation};

}  // namespace riskmap::style::operators

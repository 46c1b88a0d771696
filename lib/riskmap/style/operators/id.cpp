// SPDX-License-Identifier: MIT
#include <riskmap/style/detail/compound.hpp>
#include <riskmap/style/detail/feature_properties.hpp>

namespace riskmap::style::operators {
namespace {

NodePtr parse_id(Parser& parser, const Json& expression) {
  const auto evaluate = [](const EvaluationContext& context, Arguments) { return feature_id(context); };
  return parse_compound(parser, expression, Kind::value, {{{}, evaluate, false, {.feature = true}}});
}

}  // namespace

extern const Operator id{"id", "[\"id\"] -> value", "The feature's own id, or null.", parse_id};

}  // namespace riskmap::style::operators

// SPDX-License-Identifier: MIT
#include <riskmap/style/detail/compound.hpp>
#include <riskmap/style/detail/feature_properties.hpp>

namespace riskmap::style::operators {
namespace {

NodePtr parse_properties(Parser& parser, const Json& expression) {
  const auto evaluate = [](const EvaluationContext& context, Arguments) { return make_object(properties_of(context)); };
  return parse_compound(parser, expression, Kind::object, {{{}, evaluate, false, {.feature = true}}});
}

}  // namespace

extern const Operator properties{"properties", "[\"properties\"] -> object", "All that is known of the feature.",
                                 parse_properties};

}  // namespace riskmap::style::operators

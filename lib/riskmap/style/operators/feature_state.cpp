// SPDX-License-Identifier: MIT
#include <riskmap/style/detail/compound.hpp>
#include <riskmap/style/detail/feature_properties.hpp>

namespace riskmap::style::operators {
namespace {

NodePtr parse_feature_state(Parser& parser, const Json& expression) {
  const auto evaluate = [](const EvaluationContext& context, Arguments arguments) {
    const auto name = string_in(arguments[0]->evaluate(context));
    return context.feature_state ? find_member(*context.feature_state, name).value_or(Value()) : Value();
  };
  return parse_compound(parser, expression, Kind::value, {{{Kind::string}, evaluate, false, {.feature = true}}});
}

}  // namespace

extern const Operator feature_state{"feature-state", "[\"feature-state\", string] -> value",
                                    "A value that a page sets for a feature; a still map has none: null.",
                                    parse_feature_state};

}  // namespace riskmap::style::operators

// SPDX-License-Identifier: MIT
#include <riskmap/style/detail/compound.hpp>
#include <riskmap/style/detail/feature_properties.hpp>

namespace riskmap::style::operators {
namespace {

NodePtr parse_get(Parser& parser, const Json& expression) {
  return parse_compound(parser, expression, Kind::value,
                        {{{Kind::string},
                          [](const EvaluationContext& context, Arguments arguments) {
                            return find_property(context, string_in(arguments[0]->evaluate(context))).value_or(Value());
                          },
                          false,
                          {.feature = true}},
                         {{Kind::string, Kind::object}, [](const EvaluationContext& context, Arguments arguments) {
                            const auto key = string_in(arguments[0]->evaluate(context));
                            return find_member(arguments[1]->evaluate(context), key).value_or(Value());
                          }}});
}

}  // namespace

extern const Operator get{"get", "[\"get\", string, object?] -> value",
                          "A property of the feature, or of the object; null if it has none of that name.", parse_get};

}  // namespace riskmap::style::operators

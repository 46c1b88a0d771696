// SPDX-License-Identifier: MIT
#include <riskmap/style/detail/compound.hpp>
#include <riskmap/style/detail/feature_properties.hpp>

namespace riskmap::style::operators {
namespace {

NodePtr parse_has(Parser& parser, const Json& expression) {
  return parse_compound(
      parser, expression, Kind::boolean,
      {{{Kind::string},
        [](const EvaluationContext& context, Arguments arguments) {
          return Value(find_property(context, string_in(arguments[0]->evaluate(context))).has_value());
        },
        false,
        {.feature = true}},
       {{Kind::string, Kind::object}, [](const EvaluationContext& context, Arguments arguments) {
          const auto key = string_in(arguments[0]->evaluate(context));
          return Value(find_member(arguments[1]->evaluate(context), key).has_value());
        }}});
}

}  // namespace

extern const Operator has{"has", "[\"has\", string, object?] -> boolean",
                          "True if the feature, or the object, has a property of that name.", parse_has};

}  // namespace riskmap::style::operators

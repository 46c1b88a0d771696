// SPDX-License-Identifier: MIT
#include <riskmap/style/detail/compound.hpp>

namespace riskmap::style::operators {
namespace {

NodePtr parse_difference(Parser& parser, const Json& expression) {
  return parse_compound(
      parser, expression, Kind::number,
      {{{Kind::number, Kind::number},
        [](const EvaluationContext& context, Arguments arguments) {
          return Value(number_in(arguments[0]->evaluate(context)) - number_in(arguments[1]->evaluate(context)));
        }},
       {{Kind::number}, [](const EvaluationContext& context, Arguments arguments) {
          return Value(-number_in(arguments[0]->evaluate(context)));
        }}});
}

}  // namespace

extern const Operator difference{"-", "[\"-\", number, number] -> number",
                                 "The second number taken from the first; of one number, its negative.",
                                 parse_difference};

}  // namespace riskmap::style::operators

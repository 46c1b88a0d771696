// SPDX-License-Identifier: MIT
#include <riskmap/style/detail/compound.hpp>

namespace riskmap::style::operators {
namespace {

NodePtr parse_negation(Parser& parser, const Json& expression) {
  const auto evaluate = [](const EvaluationContext& context, Arguments arguments) {
    return Value(!boolean_in(arguments[0]->evaluate(context)));
  };
  return parse_compound(parser, expression, Kind::boolean, {{{Kind::boolean}, evaluate}});
}

}  // namespace

extern const Operator negation{"!", "[\"!\", boolean] -> boolean", "The opposite of its argument.", parse_negation};

}  // namespace riskmap::style::operators

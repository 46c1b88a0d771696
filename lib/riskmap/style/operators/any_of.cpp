// SPDX-License-Identifier: MIT
#include <riskmap/style/detail/compound.hpp>

namespace riskmap::style::operators {
namespace {

Value evaluate_any(const EvaluationContext& context, Arguments arguments) {
  for (const auto& argument : arguments) {
    if (boolean_in(argument->evaluate(context))) return true;
  }
  return false;
}

NodePtr parse_any_of(Parser& parser, const Json& expression) {
  return parse_compound(parser, expression, Kind::boolean,
                        {{{Kind::boolean, Kind::boolean}, evaluate_any}, {{Kind::boolean}, evaluate_any, true}});
}

}  // namespace

extern const Operator any_of{"any", "[\"any\", boolean, ...] -> boolean",
                             "True if one of its arguments is true; the rest is not evaluated after that.",
                             parse_any_of};

}  // namespace riskmap::style::operators

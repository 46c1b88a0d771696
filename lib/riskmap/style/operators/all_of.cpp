// SPDX-License-Identifier: MIT
#include <riskmap/style/detail/compound.hpp>

namespace riskmap::style::operators {
namespace {

Value evaluate_all(const EvaluationContext& context, Arguments arguments) {
  for (const auto& argument : arguments) {
    if (!boolean_in(argument->evaluate(context))) return false;
  }
  return true;
}

NodePtr parse_all_of(Parser& parser, const Json& expression) {
  return parse_compound(parser, expression, Kind::boolean,
                        {{{Kind::boolean, Kind::boolean}, evaluate_all}, {{Kind::boolean}, evaluate_all, true}});
}

}  // namespace

extern const Operator all_of{
    "all", "[\"all\", boolean, ...] -> boolean",
    "True if none of its arguments is false; the rest is not evaluated after the first that is.", parse_all_of};

}  // namespace riskmap::style::operators

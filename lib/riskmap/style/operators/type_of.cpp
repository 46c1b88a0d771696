// SPDX-License-Identifier: MIT
#include <riskmap/style/detail/compound.hpp>

namespace riskmap::style::operators {
namespace {

NodePtr parse_type_of(Parser& parser, const Json& expression) {
  const auto evaluate = [](const EvaluationContext& context, Arguments arguments) {
    return Value(style::type_of(arguments[0]->evaluate(context)).text());
  };
  return parse_compound(parser, expression, Kind::string, {{{Kind::value}, evaluate}});
}

}  // namespace

extern const Operator type_of{"typeof", "[\"typeof\", value] -> string", "The type of its argument, as a string.",
                              parse_type_of};

}  // namespace riskmap::style::operators

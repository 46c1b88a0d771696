// SPDX-License-Identifier: MIT
#include <riskmap/style/detail/compound.hpp>

namespace riskmap::style::operators {
namespace {

NodePtr parse_error(Parser& parser, const Json& expression) {
  const auto evaluate = [](const EvaluationContext& context, Arguments arguments) {
    throw EvaluationError(string_in(arguments[0]->evaluate(context)));
    return Value();
  };
  return parse_compound(parser, expression, Kind::error, {{{Kind::string}, evaluate}}, Node::Role::never_constant);
}

}  // namespace

extern const Operator error{"error", "[\"error\", string] -> error",
                            "Fails with the message: the property takes its default.", parse_error};

}  // namespace riskmap::style::operators

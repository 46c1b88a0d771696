// SPDX-License-Identifier: MIT
#include <riskmap/style/detail/compound.hpp>

namespace riskmap::style::operators {
namespace {

NodePtr parse_concat(Parser& parser, const Json& expression) {
  const auto evaluate = [](const EvaluationContext& context, Arguments arguments) {
    std::string text;
    for (const auto& argument : arguments) text += to_text(argument->evaluate(context));
    return Value(std::move(text));
  };
  return parse_compound(parser, expression, Kind::string, {{{Kind::value}, evaluate, true}});
}

}  // namespace

extern const Operator concat{"concat", "[\"concat\", value, ...] -> string",
                             "Its arguments as strings, one after the other.", parse_concat};

}  // namespace riskmap::style::operators

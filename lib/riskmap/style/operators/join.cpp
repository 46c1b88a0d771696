// SPDX-License-Identifier: MIT
#include <riskmap/style/detail/compound.hpp>

namespace riskmap::style::operators {
namespace {

NodePtr parse_join(Parser& parser, const Json& expression) {
  const auto evaluate = [](const EvaluationContext& context, Arguments arguments) {
    const auto parts = array_in(arguments[0]->evaluate(context));
    const auto separator = string_in(arguments[1]->evaluate(context));
    std::string text;
    for (std::size_t i = 0; i < parts->size(); ++i) text += (i == 0 ? "" : separator) + to_text((*parts)[i]);
    return Value(std::move(text));
  };
  return parse_compound(parser, expression, Kind::string, {{{array_of(Kind::string), Kind::string}, evaluate}});
}

}  // namespace

extern const Operator join{"join", "[\"join\", array<string>, string] -> string",
                           "The strings of the array with the second argument between them.", parse_join};

}  // namespace riskmap::style::operators

// SPDX-License-Identifier: MIT
#include <riskmap/style/detail/compound.hpp>
#include <riskmap/style/detail/javascript.hpp>

namespace riskmap::style::operators {
namespace {

NodePtr parse_upcase(Parser& parser, const Json& expression) {
  const auto evaluate = [](const EvaluationContext& context, Arguments arguments) {
    return Value(to_upper(string_in(arguments[0]->evaluate(context))));
  };
  return parse_compound(parser, expression, Kind::string, {{{Kind::string}, evaluate}});
}

}  // namespace

extern const Operator upcase{"upcase", "[\"upcase\", string] -> string", "The string in capitals.", parse_upcase};

}  // namespace riskmap::style::operators

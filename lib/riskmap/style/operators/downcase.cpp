// SPDX-License-Identifier: MIT
#include <riskmap/style/detail/compound.hpp>
#include <riskmap/style/detail/javascript.hpp>

namespace riskmap::style::operators {
namespace {

NodePtr parse_downcase(Parser& parser, const Json& expression) {
  const auto evaluate = [](const EvaluationContext& context, Arguments arguments) {
    return Value(to_lower(string_in(arguments[0]->evaluate(context))));
  };
  return parse_compound(parser, expression, Kind::string, {{{Kind::string}, evaluate}});
}

}  // namespace

extern const Operator downcase{"downcase", "[\"downcase\", string] -> string", "The string in small letters.",
                               parse_downcase};

}  // namespace riskmap::style::operators

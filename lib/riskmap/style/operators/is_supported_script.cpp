// SPDX-License-Identifier: MIT
#include <riskmap/style/detail/compound.hpp>

namespace riskmap::style::operators {
namespace {

NodePtr parse_is_supported_script(Parser& parser, const Json& expression) {
  const auto evaluate = [](const EvaluationContext&, Arguments) { return Value(true); };
  return parse_compound(parser, expression, Kind::boolean, {{{Kind::string}, evaluate}}, Node::Role::never_constant);
}

}  // namespace

extern const Operator is_supported_script{"is-supported-script", "[\"is-supported-script\", string] -> boolean",
                                          "True: text of every script is drawn.", parse_is_supported_script};

}  // namespace riskmap::style::operators

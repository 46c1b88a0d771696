// SPDX-License-Identifier: MIT
#include <riskmap/style/detail/compound.hpp>

namespace riskmap::style::operators {
namespace {

NodePtr parse_accumulated(Parser& parser, const Json& expression) {
  const auto evaluate = [](const EvaluationContext& context, Arguments) {
    return context.accumulated ? *context.accumulated : Value();
  };
  return parse_compound(parser, expression, Kind::value, {{{}, evaluate}}, Node::Role::never_constant);
}

}  // namespace

extern const Operator accumulated{"accumulated", "[\"accumulated\"] -> value",
                                  "What a cluster has gathered; outside of clusters null.", parse_accumulated};

}  // namespace riskmap::style::operators

// SPDX-License-Identifier: MIT
#include <riskmap/style/detail/compound.hpp>

namespace riskmap::style::operators {
namespace {

NodePtr parse_zoom(Parser& parser, const Json& expression) {
  const auto evaluate = [](const EvaluationContext& context, Arguments) { return Value(context.zoom); };
  return parse_compound(parser, expression, Kind::number, {{{}, evaluate, false, {.zoom = true}}}, Node::Role::zoom);
}

}  // namespace

extern const Operator zoom{"zoom", "[\"zoom\"] -> number",
                           "The style zoom; only as the input of a top-level \"step\" or \"interpolate\".", parse_zoom};

}  // namespace riskmap::style::operators

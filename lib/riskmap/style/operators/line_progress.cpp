// SPDX-License-Identifier: MIT
#include <riskmap/style/detail/compound.hpp>

namespace riskmap::style::operators {
namespace {

NodePtr parse_line_progress(Parser& parser, const Json& expression) {
  const auto evaluate = [](const EvaluationContext& context, Arguments) { return Value(context.line_progress); };
  return parse_compound(parser, expression, Kind::number, {{{}, evaluate, false, {.line_progress = true}}});
}

}  // namespace

extern const Operator line_progress{"line-progress", "[\"line-progress\"] -> number",
                                    "How far along the line, from 0 to 1; only in line-gradient.", parse_line_progress};

}  // namespace riskmap::style::operators

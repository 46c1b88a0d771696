// SPDX-License-Identifier: MIT
#include <riskmap/style/detail/compound.hpp>

namespace riskmap::style::operators {
namespace {

NodePtr parse_heatmap_density(Parser& parser, const Json& expression) {
  const auto evaluate = [](const EvaluationContext& context, Arguments) { return Value(context.heatmap_density); };
  return parse_compound(parser, expression, Kind::number, {{{}, evaluate, false, {.heatmap_density = true}}});
}

}  // namespace

extern const Operator heatmap_density{"heatmap-density", "[\"heatmap-density\"] -> number",
                                      "The density under a pixel of a heatmap; only in heatmap-color.",
                                      parse_heatmap_density};

}  // namespace riskmap::style::operators

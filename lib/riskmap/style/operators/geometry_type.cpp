// SPDX-License-Identifier: MIT
#include <riskmap/style/detail/compound.hpp>
#include <riskmap/style/detail/feature_properties.hpp>

namespace riskmap::style::operators {
namespace {

NodePtr parse_geometry_type(Parser& parser, const Json& expression) {
  const auto evaluate = [](const EvaluationContext& context, Arguments) { return geometry_name(context); };
  return parse_compound(parser, expression, Kind::string, {{{}, evaluate, false, {.feature = true}}});
}

}  // namespace

extern const Operator geometry_type{"geometry-type", "[\"geometry-type\"] -> string",
                                    "\"Point\", \"LineString\" or \"Polygon\", for several of them too.",
                                    parse_geometry_type};

}  // namespace riskmap::style::operators

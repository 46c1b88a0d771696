// SPDX-License-Identifier: MIT
#include <riskmap/style/detail/compound.hpp>

namespace riskmap::style::operators {
namespace {

Value geometry_name(const EvaluationContext& context) {
  if (!context.feature) return {};
  switch (context.feature->geometry.kind) {
    case model::Geometry::Kind::point:
      return std::string("Point");
    case model::Geometry::Kind::line:
      return std::string("LineString");
    case model::Geometry::Kind::polygon:
      return std::string("Polygon");
    case model::Geometry::Kind::none:
      break;
  }
  return std::string("Unknown");
}

NodePtr parse_geometry_type(Parser& parser, const Json& expression) {
  const auto evaluate = [](const EvaluationContext& context, Arguments) { return geometry_name(context); };
  return parse_compound(parser, expression, Kind::string, {{{}, evaluate, false, {.feature = true}}});
}

}  // namespace

extern const Operator geometry_type{"geometry-type", "[\"geometry-type\"] -> string",
                                    "\"Point\", \"LineString\" or \"Polygon\", for several of them too.",
                                    parse_geometry_type};

}  // namespace riskmap::style::operators

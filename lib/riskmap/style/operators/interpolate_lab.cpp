// SPDX-License-Identifier: MIT
#include <riskmap/style/detail/interpolation.hpp>

namespace riskmap::style::operators {

extern const Operator interpolate_lab{
    "interpolate-lab", "[\"interpolate-lab\", interpolation, number, label, color, ...] -> color",
    "As \"interpolate\", with colours mixed in CIELAB.",
    [](Parser& parser, const Json& expression) { return parse_interpolation(parser, expression, ColorSpace::lab); }};

}  // namespace riskmap::style::operators

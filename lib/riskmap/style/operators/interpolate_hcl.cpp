// SPDX-License-Identifier: MIT
#include <riskmap/style/detail/interpolation.hpp>

namespace riskmap::style::operators {

extern const Operator interpolate_hcl{
    "interpolate-hcl", "[\"interpolate-hcl\", interpolation, number, label, color, ...] -> color",
    "As \"interpolate\", with colours mixed in hue, chroma and luminance.",
    [](Parser& parser, const Json& expression) { return parse_interpolation(parser, expression, ColorSpace::hcl); }};

}  // namespace riskmap::style::operators

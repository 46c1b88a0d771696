// SPDX-License-Identifier: MIT
#include <riskmap/style/detail/interpolation.hpp>

namespace riskmap::style::operators {

extern const Operator interpolate{
    "interpolate",
    "[\"interpolate\", [\"linear\"] or [\"exponential\", base] or [\"cubic-bezier\", x1, y1, x2, y2], "
    "number, label, value, ...] -> number, color or array<number>",
    "Mixes the values of the two labels around the input; constant beyond the ends.",
    [](Parser& parser, const Json& expression) { return parse_interpolation(parser, expression, ColorSpace::rgb); }};

}  // namespace riskmap::style::operators

// SPDX-License-Identifier: MIT
#include <riskmap/style/detail/parse_annotation.hpp>

namespace riskmap::style::operators {

extern const Operator to_color{
    "to-color", "[\"to-color\", value, ...] -> color",
    "The first of its arguments that can be made a colour; fails if none can.",
    [](Parser& parser, const Json& expression) { return parse_annotation<Coercion>(parser, expression, Kind::color); }};

}  // namespace riskmap::style::operators

// SPDX-License-Identifier: MIT
#include <riskmap/style/detail/comparison.hpp>

namespace riskmap::style::operators {

extern const Operator equal{
    "==", "[\"==\", value, value] -> boolean", "True if both sides are of the same type and equal.",
    [](Parser& parser, const Json& expression) { return parse_equality(parser, expression, false); }};

}  // namespace riskmap::style::operators

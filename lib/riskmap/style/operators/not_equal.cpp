// SPDX-License-Identifier: MIT
#include <riskmap/style/detail/comparison.hpp>

namespace riskmap::style::operators {

extern const Operator not_equal{
    "!=", "[\"!=\", value, value] -> boolean", "True unless both sides are of the same type and equal.",
    [](Parser& parser, const Json& expression) { return parse_equality(parser, expression, true); }};

}  // namespace riskmap::style::operators

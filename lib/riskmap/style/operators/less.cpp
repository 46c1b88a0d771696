// SPDX-License-Identifier: MIT
#include <riskmap/style/detail/comparison.hpp>

#include <compare>

namespace riskmap::style::operators {

extern const Operator less{
    "<", "[\"<\", value, value] -> boolean", "True if the first is less than the second; both numbers or both strings.",
    [](Parser& parser, const Json& expression) { return parse_ordering(parser, expression, std::is_lt); }};

}  // namespace riskmap::style::operators

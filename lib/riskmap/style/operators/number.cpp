// SPDX-License-Identifier: MIT
#include <riskmap/style/detail/parse_annotation.hpp>

namespace riskmap::style::operators {

extern const Operator number{"number", "[\"number\", value, ...] -> number",
                             "The first of its arguments that is a number; fails if none is.",
                             [](Parser& parser, const Json& expression) {
                               return parse_annotation<Assertion>(parser, expression, Kind::number);
                             }};

}  // namespace riskmap::style::operators

// SPDX-License-Identifier: MIT
#include <riskmap/style/detail/parse_annotation.hpp>

namespace riskmap::style::operators {

extern const Operator string{"string", "[\"string\", value, ...] -> string",
                             "The first of its arguments that is a string; fails if none is.",
                             [](Parser& parser, const Json& expression) {
                               return parse_annotation<Assertion>(parser, expression, Kind::string);
                             }};

}  // namespace riskmap::style::operators

// SPDX-License-Identifier: MIT
#include <riskmap/style/detail/parse_annotation.hpp>

namespace riskmap::style::operators {

extern const Operator boolean{"boolean", "[\"boolean\", value, ...] -> boolean",
                              "The first of its arguments that is a boolean; fails if none is.",
                              [](Parser& parser, const Json& expression) {
                                return parse_annotation<Assertion>(parser, expression, Kind::boolean);
                              }};

}  // namespace riskmap::style::operators

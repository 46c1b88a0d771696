// SPDX-License-Identifier: MIT
#include <riskmap/style/detail/parse_annotation.hpp>

namespace riskmap::style::operators {

extern const Operator to_number{"to-number", "[\"to-number\", value, ...] -> number",
                                "The first of its arguments that can be made a number; fails if none can.",
                                [](Parser& parser, const Json& expression) {
                                  return parse_annotation<Coercion>(parser, expression, Kind::number);
                                }};

}  // namespace riskmap::style::operators

// SPDX-License-Identifier: MIT
#include <riskmap/style/detail/parse_annotation.hpp>

namespace riskmap::style::operators {

extern const Operator to_boolean{"to-boolean", "[\"to-boolean\", value] -> boolean",
                                 "False for \"\", 0, NaN, false and null, else true.",
                                 [](Parser& parser, const Json& expression) {
                                   return parse_single_annotation<Coercion>(parser, expression, Kind::boolean);
                                 }};

}  // namespace riskmap::style::operators

// SPDX-License-Identifier: MIT
#include <riskmap/style/detail/parse_annotation.hpp>

namespace riskmap::style::operators {

extern const Operator to_string{"to-string", "[\"to-string\", value] -> string",
                                "Its argument as a string; null is empty.", [](Parser& parser, const Json& expression) {
                                  return parse_single_annotation<Coercion>(parser, expression, Kind::string);
                                }};

}  // namespace riskmap::style::operators

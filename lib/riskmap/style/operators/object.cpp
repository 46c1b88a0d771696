// SPDX-License-Identifier: MIT
#include <riskmap/style/detail/parse_annotation.hpp>

namespace riskmap::style::operators {

extern const Operator object{"object", "[\"object\", value, ...] -> object",
                             "The first of its arguments that is an object; fails if none is.",
                             [](Parser& parser, const Json& expression) {
                               return parse_annotation<Assertion>(parser, expression, Kind::object);
                             }};

}  // namespace riskmap::style::operators

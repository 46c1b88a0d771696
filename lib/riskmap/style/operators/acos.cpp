// SPDX-License-Identifier: MIT
#include <riskmap/style/detail/compound.hpp>

#include <cmath>

namespace riskmap::style::operators {

extern const Operator acos{"acos", "[\"acos\", number] -> number", "The arccosine, in radians.",
                           parse_number_function<[](double x) -> double { return std::acos(x); }>};

}  // namespace riskmap::style::operators

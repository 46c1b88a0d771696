// SPDX-License-Identifier: MIT
#include <riskmap/style/detail/compound.hpp>

#include <cmath>

namespace riskmap::style::operators {

extern const Operator atan{"atan", "[\"atan\", number] -> number", "The arctangent, in radians.",
                           parse_number_function<[](double x) -> double { return std::atan(x); }>};

}  // namespace riskmap::style::operators

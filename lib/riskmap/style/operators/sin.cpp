// SPDX-License-Identifier: MIT
#include <riskmap/style/detail/compound.hpp>

#include <cmath>

namespace riskmap::style::operators {

extern const Operator sin{"sin", "[\"sin\", number] -> number", "The sine of an angle in radians.",
                          parse_number_function<[](double x) -> double { return std::sin(x); }>};

}  // namespace riskmap::style::operators

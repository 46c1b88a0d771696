// SPDX-License-Identifier: MIT
#include <riskmap/style/detail/compound.hpp>

#include <cmath>

namespace riskmap::style::operators {

extern const Operator tan{"tan", "[\"tan\", number] -> number", "The tangent of an angle in radians.",
                          parse_number_function<[](double x) -> double { return std::tan(x); }>};

}  // namespace riskmap::style::operators

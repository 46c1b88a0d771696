// SPDX-License-Identifier: MIT
#include <riskmap/style/detail/compound.hpp>

#include <cmath>

namespace riskmap::style::operators {

extern const Operator remainder{"%", "[\"%\", number, number] -> number",
                                "The remainder of a division, with the sign of the first number.",
                                parse_number_function<[](double a, double b) -> double { return std::fmod(a, b); }>};

}  // namespace riskmap::style::operators

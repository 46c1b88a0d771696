// SPDX-License-Identifier: MIT
#include <riskmap/style/detail/compound.hpp>

namespace riskmap::style::operators {

extern const Operator quotient{"/", "[\"/\", number, number] -> number", "The first number divided by the second.",
                               parse_number_function<[](double a, double b) -> double { return a / b; }>};

}  // namespace riskmap::style::operators

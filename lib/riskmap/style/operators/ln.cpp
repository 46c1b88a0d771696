// SPDX-License-Identifier: MIT
#include <riskmap/style/detail/compound.hpp>

#include <cmath>

namespace riskmap::style::operators {

extern const Operator ln{"ln", "[\"ln\", number] -> number", "The natural logarithm.",
                         parse_number_function<[](double x) -> double { return std::log(x); }>};

}  // namespace riskmap::style::operators

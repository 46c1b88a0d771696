// SPDX-License-Identifier: MIT
#include <riskmap/style/detail/compound.hpp>

#include <cmath>
#include <limits>

namespace riskmap::style::operators {

extern const Operator min{
    "min", "[\"min\", number, ...] -> number", "The smallest of its numbers.",
    parse_number_fold<[] { return std::numeric_limits<double>::infinity(); },
                      [](double a, double b) -> double { return (std::isnan(a) || a < b) ? a : b; }>};

}  // namespace riskmap::style::operators

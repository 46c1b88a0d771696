// SPDX-License-Identifier: MIT
#include <riskmap/style/detail/compound.hpp>

#include <cmath>
#include <limits>

namespace riskmap::style::operators {

extern const Operator max{
    "max", "[\"max\", number, ...] -> number", "The largest of its numbers.",
    parse_number_fold<[] { return -std::numeric_limits<double>::infinity(); },
                      [](double a, double b) -> double { return (std::isnan(a) || a > b) ? a : b; }>};

}  // namespace riskmap::style::operators

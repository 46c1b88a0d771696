// SPDX-License-Identifier: MIT
#include <riskmap/style/detail/compound.hpp>

#include <cmath>

namespace riskmap::style::operators {

extern const Operator asin{"asin", "[\"asin\", number] -> number", "The arcsine, in radians.",
                           parse_number_function<[](double x) -> double { return std::asin(x); }>};

}  // namespace riskmap::style::operators

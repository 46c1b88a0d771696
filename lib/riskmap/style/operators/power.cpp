// SPDX-License-Identifier: MIT
#include <riskmap/style/detail/compound.hpp>

#include <cmath>
#include <limits>

namespace riskmap::style::operators {
namespace {

// ECMAScript differs from C where the base is 1 or -1 and the exponent is infinite or no number.
double raise(double base, double exponent) {
  if (std::isnan(exponent) || (std::isinf(exponent) && std::abs(base) == 1))
    return std::numeric_limits<double>::quiet_NaN();
  return std::pow(base, exponent);
}

}  // namespace

extern const Operator power{"^", "[\"^\", number, number] -> number", "The first number raised to the second.",
                            parse_number_function<raise>};

}  // namespace riskmap::style::operators

// SPDX-License-Identifier: MIT
#include <riskmap/style/detail/compound.hpp>

#include <cmath>

namespace riskmap::style::operators {

extern const Operator round{"round", "[\"round\", number] -> number", "The nearest integer; halves go away from zero.",
                            parse_number_function<[](double x) -> double { return std::round(x); }>};

}  // namespace riskmap::style::operators

// SPDX-License-Identifier: MIT
#include <riskmap/style/detail/compound.hpp>

#include <cmath>

namespace riskmap::style::operators {

extern const Operator sqrt{"sqrt", "[\"sqrt\", number] -> number", "The square root.",
                           parse_number_function<[](double x) -> double { return std::sqrt(x); }>};

}  // namespace riskmap::style::operators

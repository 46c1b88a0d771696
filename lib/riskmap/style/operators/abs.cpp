// SPDX-License-Identifier: MIT
#include <riskmap/style/detail/compound.hpp>

#include <cmath>

namespace riskmap::style::operators {

extern const Operator abs{"abs", "[\"abs\", number] -> number", "The absolute value.",
                          parse_number_function<[](double x) -> double { return std::abs(x); }>};

}  // namespace riskmap::style::operators

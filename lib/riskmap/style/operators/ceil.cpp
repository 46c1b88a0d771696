// SPDX-License-Identifier: MIT
#include <riskmap/style/detail/compound.hpp>

#include <cmath>

namespace riskmap::style::operators {

extern const Operator ceil{"ceil", "[\"ceil\", number] -> number", "The smallest integer that is not smaller.",
                           parse_number_function<[](double x) -> double { return std::ceil(x); }>};

}  // namespace riskmap::style::operators

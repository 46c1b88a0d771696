// SPDX-License-Identifier: MIT
#include <riskmap/style/detail/compound.hpp>

#include <cmath>

namespace riskmap::style::operators {

extern const Operator floor{"floor", "[\"floor\", number] -> number", "The largest integer that is not larger.",
                            parse_number_function<[](double x) -> double { return std::floor(x); }>};

}  // namespace riskmap::style::operators

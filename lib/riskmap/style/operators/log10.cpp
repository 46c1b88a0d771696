// SPDX-License-Identifier: MIT
#include <riskmap/style/detail/compound.hpp>

#include <cmath>
#include <numbers>

namespace riskmap::style::operators {

extern const Operator log10{"log10", "[\"log10\", number] -> number", "The logarithm to base 10.",
                            parse_number_function<[](double x) -> double { return std::log(x) / std::numbers::ln10; }>};

}  // namespace riskmap::style::operators

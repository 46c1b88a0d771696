// SPDX-License-Identifier: MIT
#include <riskmap/style/detail/compound.hpp>

#include <cmath>
#include <numbers>

namespace riskmap::style::operators {

extern const Operator log2{"log2", "[\"log2\", number] -> number", "The logarithm to base 2.",
                           parse_number_function<[](double x) -> double { return std::log(x) / std::numbers::ln2; }>};

}  // namespace riskmap::style::operators

// SPDX-License-Identifier: MIT
#include <riskmap/style/detail/compound.hpp>

namespace riskmap::style::operators {

extern const Operator product{
    "*", "[\"*\", number, ...] -> number", "The product of its numbers.",
    parse_number_fold<[] { return 1.0; }, [](double a, double b) -> double { return a * b; }>};

}  // namespace riskmap::style::operators

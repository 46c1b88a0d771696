// SPDX-License-Identifier: MIT
#include <riskmap/style/detail/compound.hpp>

namespace riskmap::style::operators {

extern const Operator sum{"+", "[\"+\", number, ...] -> number", "The sum of its numbers.",
                          parse_number_fold<[] { return 0.0; }, [](double a, double b) -> double { return a + b; }>};

}  // namespace riskmap::style::operators

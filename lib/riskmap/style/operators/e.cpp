// SPDX-License-Identifier: MIT
#include <riskmap/style/detail/compound.hpp>

#include <numbers>

namespace riskmap::style::operators {

extern const Operator e{"e", "[\"e\"] -> number", "The base of the natural logarithm.",
                        parse_number_constant<[] { return std::numbers::e; }>};

}  // namespace riskmap::style::operators

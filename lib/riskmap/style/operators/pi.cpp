// SPDX-License-Identifier: MIT
#include <riskmap/style/detail/compound.hpp>

#include <numbers>

namespace riskmap::style::operators {

extern const Operator pi{"pi", "[\"pi\"] -> number", "The ratio of a circle's circumference to its diameter.",
                         parse_number_constant<[] { return std::numbers::pi; }>};

}  // namespace riskmap::style::operators

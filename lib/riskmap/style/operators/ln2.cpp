// SPDX-License-Identifier: MIT
#include <riskmap/style/detail/compound.hpp>

#include <numbers>

namespace riskmap::style::operators {

extern const Operator ln2{"ln2", "[\"ln2\"] -> number", "The natural logarithm of 2.",
                          parse_number_constant<[] { return std::numbers::ln2; }>};

}  // namespace riskmap::style::operators

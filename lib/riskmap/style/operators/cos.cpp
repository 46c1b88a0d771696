// SPDX-License-Identifier: MIT
#include <riskmap/style/detail/compound.hpp>

#include <cmath>

namespace riskmap::style::operators {

extern const Operator cos{"cos", "[\"cos\", number] -> number", "The cosine of an angle in radians.",
                          parse_number_function<[](double x) -> double { return std::cos(x); }>};

}  // namespace riskmap::style::operators

// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/density/detail/layout.hpp>

namespace riskmap::density::detail {

/// Fills values and margins of `parts` at every node of its grid: λ = `scale` · Σ amount · K(distance), summed in
/// double in the order of the contributions whatever the number of threads, and the two margins of Surface::Parts.
/// \pre parts.grid, contributions, kernel, minimum_events and margin_cap are set
void sum_at_nodes(Surface::Parts& parts, double scale, unsigned threads, Progress* progress);

}  // namespace riskmap::density::detail

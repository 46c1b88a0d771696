// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/output/pyramid.hpp>

namespace riskmap::tools {

class Console;

/// What `riskmap tiles --plan` answers: tiles, size and time, zoom by zoom and in all; of the one shard if there are
/// more.
void tell_plan(Console& console, const output::PyramidEstimate& estimate, const output::PyramidOptions& options);

}  // namespace riskmap::tools

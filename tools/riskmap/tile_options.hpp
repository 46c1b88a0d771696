// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/options.hpp>
#include <riskmap/output/pyramid.hpp>

namespace riskmap::tools {

/// What a tile holds and how large it is: --format, --tile-size, --scale, --surface.
void declare_tile_options(Options& options, output::TileOptions& tile);
/// \throws UsageError if they do not go together
void check_tile_options(const output::TileOptions& tile);

}  // namespace riskmap::tools

// SPDX-License-Identifier: MIT
#include <riskmap/tile_options.hpp>

#include <riskmap/base/error.hpp>
#include <riskmap/shared_options.hpp>

namespace riskmap::tools {

void declare_tile_options(Options& options, output::TileOptions& tile) {
  options.value("--format", "FORMAT",
                "png (the map), surface (the numbers as RGB) or mask (what lies over them) (default: png)",
                [&tile](const auto& text) {
                  tile.format = parse_choice(text, {"png", "surface", "mask"});
                });
  options.value("--tile-size", "PX", "256 (draws style zoom z − 1) or 512 (style zoom z) (default: 256)",
                [&tile](const auto& text) {
                  tile.size = parse_choice(text, {"256", "512"}) == "256" ? 256 : 512;
                });
  declare_scale(options, tile.scale, 2);
  declare_surface(options, tile.surface);
}

void check_tile_options(const output::TileOptions& tile) {
  if (!tile.surface.empty() && tile.format == "png") {
    throw UsageError("--surface", "has no meaning with --format png", "the document says which surfaces its map shows");
  }
}

}  // namespace riskmap::tools

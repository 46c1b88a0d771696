// SPDX-License-Identifier: MIT
#include <riskmap/tile_options.hpp>

#include <riskmap/base/error.hpp>
#include <riskmap/shared_options.hpp>

namespace riskmap::tools {

void declare_tile_options(Options& options, output::TileOptions& tile) {
  options.value(
      "--format", "FORMAT",
      "png, png8 (256 colours for the whole set) or webp (lossless): the map; mvt: its vector sources; surface "
      "(the numbers as RGB) or mask (what lies over them) (default: png)",
      [&tile](const auto& text) {
        tile.format = parse_choice(text, {"png", "png8", "webp", "mvt", "surface", "mask"});
      });
  options.flag("--fast", "compress PNG faster; the files are larger", tile.fast);
  options.value("--tile-size", "PX", "256 (draws style zoom z − 1) or 512 (style zoom z) (default: 256)",
                [&tile](const auto& text) {
                  tile.size = parse_choice(text, {"256", "512"}) == "256" ? 256 : 512;
                });
  declare_scale(options, tile.scale, 2);
  declare_surface(options, tile.surface);
}

void check_tile_options(const output::TileOptions& tile) {
  const bool numbers = tile.format == "surface" || tile.format == "mask";
  if (!tile.surface.empty() && !numbers) {
    throw UsageError("--surface", "has no meaning with --format " + tile.format,
                     "the document says which surfaces its map shows");
  }
  if (tile.fast && (tile.format == "webp" || tile.format == "mvt"))
    throw UsageError("--fast", "has no meaning with --format " + tile.format, "it compresses PNG");
  if (tile.format == "mvt" && (tile.size != 256 || tile.scale != 1))
    throw UsageError(tile.scale != 1 ? "--scale" : "--tile-size", "has no meaning with --format mvt",
                     "vector tiles have no pixels");
}

}  // namespace riskmap::tools

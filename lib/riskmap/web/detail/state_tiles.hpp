// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/base/progress.hpp>
#include <riskmap/density/surface.hpp>
#include <riskmap/output/sink.hpp>
#include <riskmap/render/picture.hpp>

namespace riskmap::web::detail {

/// The states at the centres of a 256-px tile's pixels: red is 0 outside the study area, 1 where no event reaches, 2
/// where few do, 3 elsewhere. A mask shows the states to people; these let a page say them, to the pixel, where a value
/// is asked for.
render::Picture state_tile(const density::Numbers& surface, const geo::TileId& tile);
/// All of the tile set's deepest zoom, drawn on `threads` threads; finishes the sink. \throws OutputError
void write_state_tiles(const density::Numbers& surface, const output::TilesetInfo& info, output::Sink& sink,
                       unsigned threads, Progress* progress);

}  // namespace riskmap::web::detail

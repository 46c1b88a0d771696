// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/base/progress.hpp>
#include <riskmap/output/sink.hpp>
#include <riskmap/render/renderer.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace riskmap::output {

struct TileOptions {
  std::string format = "png";  ///< an encoder's name, or "surface" or "mask" (PNG of numbers, of the states)
  std::string surface = {};    ///< which one, for surface and mask; empty: the first
  int size = 256;
  int scale = 1;
  render::Part part = render::Part::all;
};

/// The bytes of one tile; nullopt if it is empty (nothing but background, outside the bounds). A pure function of its
/// arguments.
std::optional<std::vector<std::byte>> make_tile(const render::Renderer& renderer, const geo::TileId& tile,
                                                const TileOptions& options);

struct PyramidOptions {
  geo::ZoomRange zooms{4, 9};              ///< tile zooms
  std::optional<geo::LonLatBox> box = {};  ///< default: the scene's bounds
  TileOptions tile = {};
  unsigned threads = 0;
  std::uint64_t max_tiles = 100'000'000;
};

struct PyramidReport {
  std::uint64_t tiles = 0, empty = 0, bytes = 0;
};

/// What the tile set says of itself, from the scene and the options.
TilesetInfo describe(const render::Renderer& renderer, const PyramidOptions& options);
/// Number of tiles it would visit. \throws LimitError over max_tiles, naming --max-tiles
std::uint64_t count_tiles(const render::Renderer& renderer, const PyramidOptions& options);
/// Draws on `threads` threads and writes in Hilbert order; the bytes do not depend on the number of threads. Finishes
/// the sink.
PyramidReport write_pyramid(const render::Renderer& renderer, Sink& sink, const PyramidOptions& options,
                            Progress* progress = nullptr);

}  // namespace riskmap::output

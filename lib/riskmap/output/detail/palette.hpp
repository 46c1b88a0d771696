// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/render/picture.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace riskmap::output {
class TilePalette;
}

namespace riskmap::output::detail {

/// The colours of a picture in the order they first appear (no other order packs better, on map tiles), and each
/// pixel's.
struct Palette {
  std::vector<std::array<std::uint8_t, 4>> colours;  ///< RGBA, at most 256
  std::vector<std::uint8_t> indices;                 ///< row-major
};

/// What became of the search for a palette.
struct PaletteSearch {
  bool found;        ///< a palette; false: there are more than 256 colours
  std::size_t runs;  ///< of one colour along the rows, from the top on, until all was seen or a 257th colour
};

/// Lossless. If none is found, `palette` is undefined. Allocates nothing if it has held such a picture before. A tile
/// takes 10 to 50 µs: colours are looked up where runs begin.
PaletteSearch find_palette(const render::Picture& picture, Palette& palette);
/// The same with each pixel's stand-in from a tile set's palette; of its colours those that the picture uses.
void map_to_palette(const render::Picture& picture, const TilePalette& colours, Palette& palette);

}  // namespace riskmap::output::detail

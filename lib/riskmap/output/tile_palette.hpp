// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/base/json.hpp>
#include <riskmap/style/document.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace riskmap::output {

/// The colours of a tile set, and which of them stands for any pixel: the colour itself if it is among them, else the
/// nearest in premultiplied sRGB with weights 2, 4, 3, 3 for red, green, blue and alpha (the first of equals). A pure
/// function of the palette, so a pixel gets the same colour in every tile and neighbours never disagree. No dithering.
class TilePalette {
 public:
  using Colour = std::array<std::uint8_t, 4>;  ///< RGBA, not premultiplied; {0, 0, 0, 0} is the one transparent one
  static constexpr std::size_t most_colours = 256;

  /// \pre 1 to 256 colours
  explicit TilePalette(std::vector<Colour> colours);

  const std::vector<Colour>& colours() const { return m_colours; }
  /// All of them are.
  bool opaque() const { return m_opaque; }
  /// The index that stands for a pixel. About 0.1 µs.
  std::uint8_t nearest(const Colour& pixel) const;
  /// A number no other palette of this process has, for caches of nearest().
  std::uint64_t identity() const { return m_identity; }

  /// ["#f8f7f4", "#3b3f5280", …], as a tile set's metadata keeps it.
  Json to_json() const;
  /// \throws DataError if it is no such list
  static TilePalette from_json(const Json& json);

 private:
  std::vector<Colour> m_colours;
  std::array<std::array<std::int16_t, most_colours>, 4>
      m_channels{};  ///< premultiplied, padded with what is never near
  bool m_opaque = true;
  std::uint64_t m_identity = 0;
};

/// A palette for every tile of a document, made from the document alone: no data, no drawn tile has a say, so it is the
/// same for any zoom, box, shard and day.
/// - Exact: every colour of the style laid flat, at any zoom, over the grounds it can lie on (background and opaque
///   fills), and every class of a ramp of up to 64.
/// - A ramp that runs smoothly, or in more classes, gets entries about 2 apart in CIELAB (76), as far as 160 of them
/// reach: just
///   below what is seen, and no more, since finer ones cost bytes.
/// - The rest, chosen from the mixes that smooth edges of lines, text and halos make with what lies
///   below, so that the worst of them is as near as it can be; in whole numbers, the same on any machine.
/// `overlay`: for tiles without a ground (lines or labels alone): colours keep their alpha.
/// \throws StyleError as style::read_ramp()
TilePalette make_tile_palette(const style::Document& document, bool overlay = false);

}  // namespace riskmap::output

// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/output/encoder.hpp>
#include <riskmap/output/sink.hpp>
#include <riskmap/render/renderer.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace riskmap::output {

/// What a tile holds, and how large it is.
struct TileOptions {
  /// "png", "png8" (256 colours for the whole tile set), "webp" (lossless): the map; "mvt": its vector sources;
  /// "surface" or "mask": PNG of numbers, of the states.
  std::string format = "png";
  std::string surface = {};  ///< which one, for surface and mask; empty: the first
  int size = 256;            ///< CSS px
  int scale = 1;
  bool fast = false;  ///< PNG compressed faster and larger
  render::Part part = render::Part::all;
};

/// How their pictures are encoded. `palette` is for "png8" and has to outlive the result.
EncodeOptions encode_options(const TileOptions& options, const TilePalette* palette = nullptr);

/// Makes tiles of one kind: a pure function of scene, options and tile, safe to call from many threads.
class TileMaker {
 public:
  /// \throws UsageError naming the formats there are, or the surfaces
  TileMaker(const render::Renderer& renderer, const TileOptions& options);
  ~TileMaker();
  TileMaker(const TileMaker&) = delete;
  TileMaker& operator=(const TileMaker&) = delete;

  /// The file's bytes; nullopt if the tile is empty (nothing but background, outside the bounds; a vector tile without
  /// features).
  std::optional<std::vector<std::byte>> make(const geo::TileId& tile) const;
  /// Of all that make() depends on: equal digests, by any run of this version, mean equal bytes; nullopt if the tile is
  /// empty. Much cheaper.
  std::optional<std::uint64_t> digest(const geo::TileId& tile) const;
  /// Fills in what tiles of this kind say of themselves: format, size, layers, palette.
  void describe(TilesetInfo& info) const;
  const TileOptions& options() const { return m_options; }

 private:
  class Kind;
  class Pictures;
  class Numbers;
  class Vectors;
  TileOptions m_options;
  std::unique_ptr<const Kind> m_kind;
  std::uint64_t m_salt = 0;  ///< of version, format and size, which all digests begin with
};

}  // namespace riskmap::output

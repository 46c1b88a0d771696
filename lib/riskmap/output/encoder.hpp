// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/render/picture.hpp>

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

namespace riskmap::output {

class TilePalette;

struct EncodeOptions {
  int level = 4;  ///< effort, 1 (fast) to 9 (small)
  /// PNG of more than 256 colours, whose rows are long: another effort than `level`, unless half of the rows make do
  /// with 256.
  std::optional<int> level_of_many_colours = {};
  double pixels_per_metre = 0;           ///< pHYs, for posters and pictures on paper; tiles carry no ancillary chunk
  bool fast = false;                     ///< PNG: an even faster compressor; larger files
  const TilePalette* palette = nullptr;  ///< what "png8" draws with, and no other format
};

/// A picture format; its catalogue is output/encoders/, one file each. Safe to call from many threads: what is kept
/// between calls belongs to the thread and does not show in the bytes.
struct Encoder {
  std::string_view name;        ///< as `--format` says it: "png"
  std::string_view suffix;      ///< ".png"
  std::string_view media_type;  ///< "image/png"
  std::vector<std::byte> (*encode)(const render::Picture& picture, const EncodeOptions& options);
};

/// \throws UsageError naming the formats there are
const Encoder& find_encoder(std::string_view name);

}  // namespace riskmap::output

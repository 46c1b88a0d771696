// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/render/picture.hpp>

#include <cstddef>
#include <string_view>
#include <vector>

namespace riskmap::output {

class TilePalette;

struct EncodeOptions {
  int level = 4;                ///< effort, 1 (fast) to 9 (small)
  double pixels_per_metre = 0;  ///< pHYs, for posters and pictures on paper; tiles carry no ancillary chunk
  bool fast = false;            ///< PNG: a faster compressor (io/fast_compression.hpp); larger files
  /// PNG: the faster compressor for pictures of more than 256 colours that seldom come back.
  bool fast_where_many_colours = false;
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

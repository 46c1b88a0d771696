// SPDX-License-Identifier: MIT
#include <riskmap/output/detail/png_file.hpp>
#include <riskmap/output/encoders_catalogue.hpp>

// Lossless: the picture decodes to exactly the pixels given. Its type is the smallest that holds them: palette, RGB,
// RGBA.
namespace riskmap::output {
namespace {

// Effort pays where colours come back. On map tiles with a smooth surface, level 4 instead of the faster compressor
// saves 9 to 15 bytes a microsecond, a quarter to two fifths of the file, if the first 256 colours come 12 times each;
// the seldomer they come, the less (6 to 12 at once or twice). A mixture of the two beats libdeflate's levels between.
bool come_back(std::size_t runs) { return runs >= std::size_t{12} * 256; }

std::vector<std::byte> encode(const render::Picture& picture, const EncodeOptions& options) {
  detail::check_size(picture);
  auto& scratch = detail::png_scratch(picture);
  const auto [found, runs] = detail::find_palette(picture, scratch.palette);
  if (found) return detail::write_indexed_png(picture, options, scratch);
  auto chosen = options;
  if (options.fast_where_many_colours && !come_back(runs)) chosen.fast = true;
  return detail::write_png(picture, chosen, scratch);
}

}  // namespace

namespace encoders {

constinit const Encoder png{.name = "png", .suffix = ".png", .media_type = "image/png", .encode = &encode};

}  // namespace encoders
}  // namespace riskmap::output

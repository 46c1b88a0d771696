// SPDX-License-Identifier: MIT
#include <riskmap/base/error.hpp>
#include <riskmap/output/detail/png_file.hpp>
#include <riskmap/output/encoders_catalogue.hpp>

// PNG in the colours of the tile set's palette. A file carries only those it uses, in the order they first appear:
// another order packs worse, and a whole palette is as long as many a tile.
namespace riskmap::output {
namespace {

std::vector<std::byte> encode(const render::Picture& picture, const EncodeOptions& options) {
  detail::check_size(picture);
  if (options.palette == nullptr) throw Error("png8 needs the palette of its tile set");
  auto& scratch = detail::png_scratch(picture);
  detail::map_to_palette(picture, *options.palette, scratch.palette);
  return detail::write_indexed_png(picture, options, scratch);
}

}  // namespace

namespace encoders {

constinit const Encoder png8{.name = "png8", .suffix = ".png", .media_type = "image/png", .encode = &encode};

}  // namespace encoders
}  // namespace riskmap::output

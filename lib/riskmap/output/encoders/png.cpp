// SPDX-License-Identifier: MIT
#include <riskmap/output/detail/png_file.hpp>
#include <riskmap/output/encoders_catalogue.hpp>

// Lossless: the picture decodes to exactly the pixels given. Its type is the smallest that holds them: palette, RGB,
// RGBA.
namespace riskmap::output {
namespace {

std::vector<std::byte> encode(const render::Picture& picture, const EncodeOptions& options) {
  detail::check_size(picture);
  auto& scratch = detail::png_scratch(picture);
  if (detail::find_palette(picture, scratch.palette)) return detail::write_indexed_png(picture, options, scratch);
  return detail::write_png(picture, options, scratch);
}

}  // namespace

namespace encoders {

constinit const Encoder png{.name = "png", .suffix = ".png", .media_type = "image/png", .encode = &encode};

}  // namespace encoders
}  // namespace riskmap::output

// SPDX-License-Identifier: MIT
#include <riskmap/output/detail/png_file.hpp>
#include <riskmap/output/encoders_catalogue.hpp>

// Lossless: the picture decodes to exactly the pixels given. Its type is the smallest that holds them: palette, RGB,
// RGBA.
namespace riskmap::output {
namespace {

// Effort pays where there are few colours more than a palette holds. On map tiles with a smooth surface, level 4
// instead of 1 saves 25 bytes a microsecond (two fifths of the file) if half of the rows or more have 256 colours, and
// 10 to 15 if fewer have.
bool is_flat(std::size_t rows_of_few_colours, std::size_t rows) { return 2 * rows_of_few_colours >= rows; }

std::vector<std::byte> encode(const render::Picture& picture, const EncodeOptions& options) {
  detail::check_size(picture);
  auto& scratch = detail::png_scratch(picture);
  const auto rows = detail::find_palette(picture, scratch.palette), height = static_cast<std::size_t>(picture.height);
  if (rows == height) return detail::write_indexed_png(picture, options, scratch);
  auto chosen = options;
  if (is_flat(rows, height)) chosen.level_of_many_colours.reset();
  return detail::write_png(picture, chosen, scratch);
}

}  // namespace

namespace encoders {

constinit const Encoder png{.name = "png", .suffix = ".png", .media_type = "image/png", .encode = &encode};

}  // namespace encoders
}  // namespace riskmap::output

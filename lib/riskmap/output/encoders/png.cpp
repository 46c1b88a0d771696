// SPDX-License-Identifier: MIT
#include <riskmap/output/detail/png_file.hpp>
#include <riskmap/output/encoders_catalogue.hpp>

// Lossless: the picture decodes to exactly the pixels given. Its type is the smallest that holds them: palette, RGB,
// RGBA.
namespace riskmap::output {
namespace {

// Effort pays where there are few colours more than a palette holds. On map tiles with a smooth surface, level 4
// instead of the faster compressor saves 17 bytes a microsecond (half of the file) if half of the rows from the top on
// make do with 256, and fewer, the earlier they do not. libdeflate's lower levels save less in their time than either.
bool is_flat(std::size_t rows_of_few_colours, std::size_t rows) { return 16 * rows_of_few_colours >= 3 * rows; }

std::vector<std::byte> encode(const render::Picture& picture, const EncodeOptions& options) {
  detail::check_size(picture);
  auto& scratch = detail::png_scratch(picture);
  const auto rows = detail::find_palette(picture, scratch.palette), height = static_cast<std::size_t>(picture.height);
  if (rows == height) return detail::write_indexed_png(picture, options, scratch);
  auto chosen = options;
  if (options.fast_where_many_colours && !is_flat(rows, height)) chosen.fast = true;
  return detail::write_png(picture, chosen, scratch);
}

}  // namespace

namespace encoders {

constinit const Encoder png{.name = "png", .suffix = ".png", .media_type = "image/png", .encode = &encode};

}  // namespace encoders
}  // namespace riskmap::output

// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/output/detail/palette.hpp>
#include <riskmap/output/encoder.hpp>

#include <cstddef>
#include <vector>

/// PNG files (ISO/IEC 15948), as small as is cheap. Rows are not filtered: on flat map tiles every filter costs time
/// and bytes. The last tile's buffers are kept by the thread, so that the file is all that is allocated.
namespace riskmap::output::detail {

/// Room for a palette and for rows on their way, used again from picture to picture.
struct PngScratch {
  Palette palette;
  std::vector<std::byte> rows, packed;
};
/// The thread's. Gives back what a large picture took when the next, smaller one comes.
PngScratch& png_scratch(const render::Picture& picture);

/// \throws Error if the picture has no pixels, or not as many as it says
void check_size(const render::Picture& picture);

/// The picture whole: RGB, or RGBA if anything is transparent.
std::vector<std::byte> write_png(const render::Picture& picture, const EncodeOptions& options, PngScratch& scratch);
/// The picture that `scratch.palette` describes, at the least depth that holds its colours (1, 2, 4 or 8 bits).
std::vector<std::byte> write_indexed_png(const render::Picture& picture, const EncodeOptions& options,
                                         PngScratch& scratch);

}  // namespace riskmap::output::detail

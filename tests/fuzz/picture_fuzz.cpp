// SPDX-License-Identifier: MIT
// Pictures of foreign bytes: a GeoTIFF as a picture, and a tile of an archive. Whatever the bytes, the answer is a
// picture whose colours are no more than their opacity, or one of our errors.
#include <riskmap/io/open.hpp>
#include <riskmap/io/readers/pictures.hpp>
#include <tests/fuzz/scratch.hpp>

#include <algorithm>
#include <cstdint>
#include <fstream>

namespace {

using namespace riskmap;
using fuzz::expect;
using fuzz::scratch;

void check(std::uint32_t pixel) {
  const auto alpha = pixel >> 24U;
  expect(std::max({(pixel >> 16U) & 255U, (pixel >> 8U) & 255U, pixel & 255U}) <= alpha);
}

void check(const model::ImagePyramid& pictures) {
  std::uint32_t pixel = 0;
  for (std::size_t level = 0; level < pictures.levels().size(); ++level) {
    const auto& shape = pictures.levels()[level];
    expect(shape.columns > 0 && shape.rows > 0 && shape.cell_width > 0 && shape.cell_height > 0);
    pictures.read(level, shape.columns / 2, shape.rows / 2, 1, 1, &pixel);
    check(pixel);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 1) return 0;
  try {
    if (data[0] % 2 == 0) {
      const auto picture = io::readers::decode_picture_tile(std::as_bytes(std::span(data + 1, size - 1)), 1024);
      expect(picture.pixels.size() ==
             static_cast<std::size_t>(picture.width) * static_cast<std::size_t>(picture.height));
      for (const auto pixel : picture.pixels) check(pixel);
    } else {
      const auto file = scratch() / "picture.tif";
      std::ofstream(file, std::ios::binary)
          .write(reinterpret_cast<const char*>(data + 1), static_cast<std::streamsize>(size - 1));
      check(*io::open_pictures(file, {256}));
    }
  } catch (const Error&) {
  }
  return 0;
}

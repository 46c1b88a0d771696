// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/io/readers/readers.hpp>
#include <riskmap/model/image_pyramid.hpp>

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace riskmap::io::readers {

/// A GeoTIFF of 1 to 4 bands of 8 or 16 bits, or of a palette. \throws DataError, LimitError
std::unique_ptr<model::ImagePyramid> read_geotiff_picture(const File& file, const OpenOptions& options);
/// An archive of PNG, JPEG or WebP tiles. \throws DataError
std::unique_ptr<model::ImagePyramid> open_picture_tiles(const File& file, const TileChoice& tiles);

/// Pixels as they come out of a file.
struct DecodedPicture {
  int width = 0, height = 0;
  std::vector<std::uint32_t> pixels;  ///< premultiplied ARGB32
};
/// A PNG, JPEG or WebP file, told apart by its first bytes. \throws DataError if it is none of these, broken, or larger
/// than `largest_side`
DecodedPicture decode_picture_tile(std::span<const std::byte> bytes, int largest_side);

}  // namespace riskmap::io::readers

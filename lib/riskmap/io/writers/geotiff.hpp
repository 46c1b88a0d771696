// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/base/output_file.hpp>
#include <riskmap/model/raster.hpp>

#include <map>
#include <string>

namespace riskmap::io::writers {

/// What a raster says of itself beside its numbers.
struct RasterText {
  std::string band;                               ///< the band's description
  std::string unit;                               ///< the band's unit
  std::string title;                              ///< TIFFTAG_IMAGEDESCRIPTION: one line for people
  std::string software;                           ///< TIFFTAG_SOFTWARE
  std::map<std::string, std::string> items = {};  ///< further metadata, by name
};

/// Writes a raster as Cloud Optimized GeoTIFF (OGC 21-026; GDAL's COG driver): float32 on EPSG:4326, NaN as no data,
/// tiles of 512 cells (256 where the longer side has at most 512), DEFLATE with the floating-point predictor, overviews
/// down to one tile, each cell the mean of those below it that have data. Every directory stands before the first tile,
/// so a reader over HTTP needs one request to know the file. No date is written: equal input gives equal bytes. The
/// file is made in memory and then written to `file`, which the caller commits. Cost about 0.2 µs a cell on one thread;
/// memory as geotiff_memory() says.
/// \pre raster.values has columns · rows numbers \throws EnvironmentError if GDAL lacks the driver; OutputError with
/// GDAL's message
void write_geotiff(OutputFile& file, const model::Raster& raster, const RasterText& text);

/// Bytes that writing takes at worst beside the raster itself: the file, its overviews, GDAL's cache of tiles.
std::size_t geotiff_memory(std::size_t columns, std::size_t rows);

}  // namespace riskmap::io::writers

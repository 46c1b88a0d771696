// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/base/progress.hpp>
#include <riskmap/geo/box.hpp>
#include <riskmap/model/image_pyramid.hpp>
#include <riskmap/model/raster.hpp>
#include <riskmap/model/source.hpp>

#include <cstddef>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

/// The one door to files of geodata. GDAL stays behind it, and its silence is not trusted: each file is opened with the
/// one driver its suffix names (VRT is never among them, nor any path under /vsi), after each read loop GDAL's last
/// error and the feature count are checked, every coordinate is validated, and no network is ever touched.
namespace riskmap::io {

struct OpenOptions {
  std::string shown_as = {};  ///< the path to show in messages; the path itself if empty
  std::optional<geo::LonLatBox> bounds =
      {};  ///< `riskmap:bounds`: coordinates that look swapped against it are rejected
  std::vector<std::string> required_fields = {};  ///< a missing one is a DataError naming those that are there
  bool strict = false;                            ///< any rejected row is a DataError with one mistake per rejected row
  std::string crs = {};                           ///< for files that carry none (CSV): default OGC:CRS84
  std::string longitude = "longitude",
              latitude = "latitude";  ///< CSV coordinate columns; both "": a table without places
};

/// GeoPackage, FlatGeobuf, Shapefile, GeoJSON (.geojson, .json) and CSV, in any CRS PROJ knows, reprojected to WGS 84
/// longitude/latitude. All layers are read. Bad rows (NaN, infinite, out-of-range or swapped coordinates, no geometry,
/// a geometry GDAL cannot read) are rejected, listed with file and row, counted. CSV columns are typed by their whole
/// content: numbers if every non-blank cell is one (locale-free), else strings; blank is null; dates stay ISO strings.
/// A NaN or infinity among numbers rejects its row, here as in every format. Rows are numbered by their line in a CSV
/// file, by their place (from 1) elsewhere; a second row with the same "id" is rejected. \throws DataError  the file as
/// a whole is broken: unclosed quote, truncation, wrong driver, fewer features than it says,
///                    a missing column, no usable row; UsageError  no such file or an unknown suffix (lists the known
///                    ones)
model::Source open(const std::filesystem::path& file, const OpenOptions& options = {}, Progress* progress = nullptr);
/// The same for GeoJSON text that stands in a style document; here an empty collection is allowed.
model::Source open_inline(const std::string& geojson, const OpenOptions& options = {});
/// An elevation raster (GeoTIFF, .tif or .tiff), one band, at most 10^8 cells (else LimitError), scale and offset
/// applied, resampled bilinearly to longitude/latitude if it is on another CRS, rotated or south-up. About 1 µs a cell
/// if resampled.
model::Raster open_raster(const std::filesystem::path& file, const OpenOptions& options = {});
/// Which tiles of an archive are used, and how large they are: what a document's source says of them.
struct TileChoice {
  int tile_size = 512;  ///< CSS px a tile is drawn at
  double min_zoom = 0, max_zoom = 30;
  std::optional<geo::LonLatBox> bounds = {};        ///< only tiles that touch it; absent: what the archive says
  std::size_t kept_bytes = std::size_t{64} << 20U;  ///< of decoded tiles that are kept; at least 16 tiles are
};

/// A picture of the ground: a GeoTIFF (.tif, .tiff; 1, 3 or 4 bands, grey or of a palette, on any CRS PROJ knows, at
/// most 10^8 cells, held in memory on Web Mercator), or an archive (.mbtiles, .pmtiles) of PNG, JPEG or WebP tiles,
/// read when they are asked for; tiles it lacks are transparent. Elevations that a raster-dem source's tiles hold are
/// read so too.
std::unique_ptr<model::ImagePyramid> open_pictures(const std::filesystem::path& file, const TileChoice& tiles,
                                                   const OpenOptions& options = {});
/// Whether its suffix is one of an archive of tiles: .mbtiles, .pmtiles.
bool is_tile_archive(const std::filesystem::path& file);

/// The suffixes open() knows, for help and errors: ".gpkg", ".fgb", ".shp", ".geojson", ".json", ".csv".
const std::vector<std::string>& vector_suffixes();

}  // namespace riskmap::io

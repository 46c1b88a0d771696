// SPDX-License-Identifier: MIT
#include <riskmap/base/error.hpp>
#include <riskmap/geo/transform.hpp>
#include <riskmap/io/detail/affine.hpp>
#include <riskmap/io/detail/gdal.hpp>
#include <riskmap/io/detail/resample.hpp>
#include <riskmap/io/detail/srs.hpp>
#include <riskmap/io/readers/readers.hpp>

#include <fmt/format.h>
#include <gdal.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace riskmap::io::readers {
namespace {

constexpr double most_cells = 1e8;

/// Before the first read: GDAL opens files of 65,529 bands or 2^31 cells a side without a word.
void check_shape(GDALDatasetH dataset) {
  const double columns = GDALGetRasterXSize(dataset), rows = GDALGetRasterYSize(dataset);
  if (columns * rows > most_cells) throw LimitError(fmt::format("{} x {} cells are more than 10^8", columns, rows));
  const int bands = GDALGetRasterCount(dataset);
  if (bands != 1) throw DataError(fmt::format("has {} bands; an elevation raster has one", bands));
  const auto band = GDALGetRasterBand(dataset, 1);
  int block_columns = 0, block_rows = 0;
  GDALGetBlockSize(band, &block_columns, &block_rows);
  if (double{1} * block_columns * block_rows > most_cells)
    throw LimitError(fmt::format("blocks of {} x {} cells", block_columns, block_rows));
  if (GDALDataTypeIsComplex(GDALGetRasterDataType(band)) != 0) throw DataError("its cells are complex numbers");
}

/// No data becomes NaN, then the file's scale and offset are applied.
void settle_values(GDALRasterBandH band, std::vector<float>& values) {
  int has_no_data = 0;
  const auto marker = static_cast<float>(GDALGetRasterNoDataValue(band, &has_no_data));
  const double scale = GDALGetRasterScale(band, nullptr), offset = GDALGetRasterOffset(band, nullptr);
  const bool plain = scale == 1.0 && offset == 0.0;
  for (auto& value : values) {
    const bool missing = !std::isfinite(value) || (has_no_data != 0 && value == marker);
    if (missing)
      value = std::numeric_limits<float>::quiet_NaN();
    else if (!plain)
      value = static_cast<float>(static_cast<double>(value) * scale + offset);
  }
  if (std::all_of(values.begin(), values.end(), [](float v) { return std::isnan(v); }))
    throw DataError("holds no data at all");
}

detail::CellGrid read_cells(GDALDatasetH dataset, detail::GdalSession& session) {
  check_shape(dataset);
  const int columns = GDALGetRasterXSize(dataset), rows = GDALGetRasterYSize(dataset);
  detail::CellGrid grid{
      static_cast<std::size_t>(columns), static_cast<std::size_t>(rows), detail::checked_affine(dataset), {}};
  grid.values.resize(grid.columns * grid.rows);
  session.forget();
  const auto band = GDALGetRasterBand(dataset, 1);
  const auto result =
      GDALRasterIO(band, GF_Read, 0, 0, columns, rows, grid.values.data(), columns, rows, GDT_Float32, 0, 0);
  if (result != CE_None || session.failed()) throw DataError("cannot be read whole: " + printable(session.failure()));
  settle_values(band, grid.values);
  return grid;
}

model::Raster as_it_is(detail::CellGrid grid) {
  const auto& a = grid.affine;
  model::Raster raster;
  raster.columns = grid.columns, raster.rows = grid.rows;
  raster.north_west = {a[0], a[3]};
  raster.cell_width = a[1], raster.cell_height = -a[5];
  raster.values = std::move(grid.values);
  return raster;
}

/// A cell's width beyond the edge of the world is usual where cells are centred on whole degrees.
void check_extent(const model::Raster& raster) {
  const double east = raster.north_west.lon + static_cast<double>(raster.columns) * raster.cell_width;
  const double south = raster.north_west.lat - static_cast<double>(raster.rows) * raster.cell_height;
  const bool fits = raster.north_west.lon >= -180 - raster.cell_width && east <= 180 + raster.cell_width &&
                    raster.north_west.lat <= 90 + raster.cell_height && south >= -90 - raster.cell_height;
  if (!fits)
    throw DataError(fmt::format("reaches beyond the world: {},{} to {},{}", raster.north_west.lon, south, east,
                                raster.north_west.lat));
}

model::Raster read(const File& file, const OpenOptions& options) {
  detail::GdalSession session;
  const auto dataset = detail::open_dataset(file.path, "GTiff", detail::Content::raster);
  if (!dataset) throw DataError("GDAL cannot read it as GeoTIFF: " + printable(session.failure()));
  auto grid = read_cells(dataset.get(), session);
  const geo::Transform transform(detail::crs_or(GDALGetSpatialRef(dataset.get()), options.crs));
  const auto& a = grid.affine;
  const bool upright = a[2] == 0 && a[4] == 0 && a[1] > 0 && a[5] < 0;
  auto raster = transform.is_identity() && upright ? as_it_is(std::move(grid)) : detail::to_lonlat(grid, transform);
  check_extent(raster);
  return raster;
}

}  // namespace

model::Raster read_geotiff(const File& file, const OpenOptions& options) {
  try {
    return read(file, options);
  } catch (Error& error) {
    error.add_context(file.shown);
    throw;
  }
}

}  // namespace riskmap::io::readers

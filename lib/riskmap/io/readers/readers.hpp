// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/io/open.hpp>

#include <string>

/// One reader per family of formats. Each fills `source.layers`, `counts` and `rejects`; open.cpp does what all have in
/// common.
namespace riskmap::io::readers {

/// A file that is there: where, what to call it in messages, what its one layer is called.
struct File {
  std::string path;  ///< absolute, or GDAL's name for memory
  std::string shown;
  std::string stem;
  std::optional<std::uint64_t> features = {};  ///< how many it holds, if the caller counted already
};

void read_csv(const File& file, const OpenOptions& options, Progress& progress, model::Source& source);
/// GeoPackage, FlatGeobuf, Shapefile, GeoJSON by `source.driver`.
void read_vector(const File& file, const OpenOptions& options, Progress& progress, model::Source& source);
model::Raster read_geotiff(const File& file, const OpenOptions& options);

}  // namespace riskmap::io::readers

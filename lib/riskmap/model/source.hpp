// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/base/error.hpp>
#include <riskmap/model/feature.hpp>

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace riskmap::model {

/// What became of the rows of a file: read = used + rejected.
struct RowCounts {
  std::uint64_t read = 0, used = 0;
  std::map<std::string, std::uint64_t> rejected;  ///< by reason ("latitude out of range": 2)
  std::uint64_t rejected_total() const;
  /// "rows: 48 read, 47 used, 1 rejected (1 not a number)"
  std::string text() const;
  RowCounts& operator+=(const RowCounts& other);
};

/// A loaded vector source. Immutable once made; shared between threads.
struct Source {
  std::string path;    ///< as the user wrote it, or "<inline>"
  std::string sha256;  ///< of the file's bytes (a Shapefile: of its .shp, .shx, .dbf, .prj in that order)
  std::string driver;  ///< GDAL's short name
  std::vector<FeatureLayer> layers;
  RowCounts counts;
  std::vector<Mistake> rejects;  ///< one per rejected row, place "incidents.csv:12: latitude"

  const FeatureLayer* layer(std::string_view name) const;
};

}  // namespace riskmap::model

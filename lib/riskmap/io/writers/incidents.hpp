// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/base/json.hpp>
#include <riskmap/base/output_file.hpp>
#include <riskmap/base/progress.hpp>
#include <riskmap/io/incident_record.hpp>

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace riskmap::io::writers {

/// A list of incidents to be written, with one more column for what was found out about it.
struct IncidentTable {
  const IncidentList& incidents;
  std::string_view extra_name;         ///< "duplicate_of", "merged_from"
  std::span<const std::string> extra;  ///< one for each record
  Json provenance = Json::object();    ///< kept where the format has a place for it
};

/// What a column holds.
struct IncidentColumn {
  enum class Kind : unsigned char {
    word,
    figure,
    first_day,
    last_day,
    date_precision,
    source,
    longitude,
    latitude,
    uncertainty,
    extra
  };
  std::string_view name;
  Kind kind;
  std::size_t index = 0;  ///< of the word or the figure
};
/// The columns in the order they are written; `extra` comes last.
std::span<const IncidentColumn> incident_columns();

/// CSV (RFC 4180, UTF-8, LF). The caller commits.
void write_csv(OutputFile& out, const IncidentTable& table, Progress& progress);

/// A GeoPackage (OGC 12-128r17) of one layer of points, "incidents", on EPSG:4326, through GDAL in one transaction,
/// with a spatial index. Longitude and latitude are the geometry and no columns; dates are of type DATE; the provenance
/// is the layer's description. No time of making is in it: equal input gives equal bytes. The caller commits. \throws
/// EnvironmentError if GDAL lacks the driver, OutputError with GDAL's message
void write_gpkg(OutputFile& out, const IncidentTable& table, Progress& progress);

}  // namespace riskmap::io::writers

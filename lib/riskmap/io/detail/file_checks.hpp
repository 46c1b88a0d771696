// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/io/readers/readers.hpp>

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

/// What GDAL does not look at before it reads a file. Each throws DataError, its place the file as shown.
namespace riskmap::io::detail {

/// The length in the .shp header against the file's, the shapes against the attribute rows; returns how many rows are
/// not deleted.
std::uint64_t check_shapefile(const std::filesystem::path& shp, const std::string& shown);
/// No unfinished transaction (-wal, -journal) beside the file: what is in it would be lost, for the file is opened
/// immutable.
void check_no_journal(const std::filesystem::path& file, const std::string& shown);
/// Refuses a linked CRS; returns how many features the text holds.
std::optional<std::uint64_t> check_geojson(std::string_view text, const std::string& shown);
/// The files a Shapefile consists of, in the order of its digest, those that exist.
std::vector<std::filesystem::path> shapefile_parts(const std::filesystem::path& shp);

}  // namespace riskmap::io::detail

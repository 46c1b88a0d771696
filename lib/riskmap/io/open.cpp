// SPDX-License-Identifier: MIT
#include <riskmap/io/open.hpp>

#include <riskmap/base/digest.hpp>
#include <riskmap/base/error.hpp>
#include <riskmap/io/detail/file_checks.hpp>
#include <riskmap/io/detail/memory_file.hpp>
#include <riskmap/io/detail/path_guard.hpp>
#include <riskmap/io/detail/text.hpp>
#include <riskmap/io/readers/pictures.hpp>
#include <riskmap/io/readers/readers.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace riskmap::io {
namespace {

namespace fs = std::filesystem;

struct Format {
  const char* suffix;
  const char* driver;
};
constexpr std::array<Format, 6> formats{{{".gpkg", "GPKG"},
                                         {".fgb", "FlatGeobuf"},
                                         {".shp", "ESRI Shapefile"},
                                         {".geojson", "GeoJSON"},
                                         {".json", "GeoJSON"},
                                         {".csv", "CSV"}}};

const Format& format_of(const fs::path& file, const std::string& shown) {
  const auto suffix = detail::suffix_of(file);
  const auto* found = std::find_if(formats.begin(), formats.end(), [&](const auto& f) { return suffix == f.suffix; });
  if (found != formats.end()) return *found;
  throw UsageError(shown, fmt::format("unknown suffix '{}' (known: {})", suffix, detail::join(vector_suffixes())));
}

std::string digest(const fs::path& file, const std::string& driver, const std::string& shown) {
  if (driver != "ESRI Shapefile") return sha256_of_file(file);
  std::string bytes;
  for (const auto& part : detail::shapefile_parts(file)) bytes += detail::read_all(part, shown);
  return sha256(bytes);
}

std::string shown_name(const fs::path& file, const OpenOptions& options) {
  return options.shown_as.empty() ? file.string() : options.shown_as;
}

/// Rejected rows end the work only if the caller is strict or nothing is left.
void settle(const model::Source& source, const OpenOptions& options) {
  if (options.strict && !source.rejects.empty()) throw DataError(source.rejects);
  if (source.counts.used > 0) return;
  std::vector<Mistake> mistakes{{source.path, "no usable row left; " + source.counts.text()}};
  mistakes.insert(mistakes.end(), source.rejects.begin(), source.rejects.end());
  throw DataError(std::move(mistakes));
}

Progress& or_silent(Progress* progress) {
  static Progress silence;
  return progress == nullptr ? silence : *progress;
}

}  // namespace

const std::vector<std::string>& vector_suffixes() {
  static const std::vector<std::string> suffixes = [] {
    std::vector<std::string> made;
    for (const auto& format : formats) made.emplace_back(format.suffix);
    return made;
  }();
  return suffixes;
}

model::Source open(const fs::path& file, const OpenOptions& options, Progress* progress) {
  const auto shown = shown_name(file, options);
  const readers::File found{detail::checked_path(file, shown), shown, file.stem().string()};
  const auto& format = format_of(file, shown);
  model::Source source;
  source.path = shown;
  source.driver = format.driver;
  source.sha256 = digest(found.path, source.driver, shown);
  const auto read = source.driver == "CSV" ? readers::read_csv : readers::read_vector;
  read(found, options, or_silent(progress), source);
  settle(source, options);
  return source;
}

model::Source open_inline(const std::string& geojson, const OpenOptions& options) {
  const std::string shown = options.shown_as.empty() ? "<inline>" : options.shown_as;
  model::Source source;
  source.path = shown;
  source.driver = "GeoJSON";
  source.sha256 = sha256(geojson);
  const auto features = detail::check_geojson(geojson, shown);
  const detail::MemoryFile memory(geojson, ".geojson");
  Progress silence;
  readers::read_vector({memory.path(), shown, shown, features}, options, silence, source);
  if (source.counts.read > 0) settle(source, options);  // an empty collection is a source to be filled later
  return source;
}

model::Raster open_raster(const fs::path& file, const OpenOptions& options) {
  const auto shown = shown_name(file, options);
  const readers::File found{detail::checked_path(file, shown), shown, file.stem().string()};
  const auto suffix = detail::suffix_of(file);
  if (suffix != ".tif" && suffix != ".tiff")
    throw UsageError(shown, fmt::format("unknown suffix '{}' (known: .tif, .tiff)", suffix));
  auto raster = readers::read_geotiff(found, options);
  raster.path = shown;
  raster.sha256 = sha256_of_file(found.path);
  return raster;
}

bool is_tile_archive(const fs::path& file) {
  const auto suffix = detail::suffix_of(file);
  return suffix == ".mbtiles" || suffix == ".pmtiles";
}

std::unique_ptr<model::ImagePyramid> open_pictures(const fs::path& file, const TileChoice& tiles,
                                                   const OpenOptions& options) {
  const auto shown = shown_name(file, options);
  const readers::File found{detail::checked_path(file, shown), shown, file.stem().string()};
  const auto suffix = detail::suffix_of(file);
  const bool archive = is_tile_archive(file);
  if (!archive && suffix != ".tif" && suffix != ".tiff")
    throw UsageError(shown, fmt::format("unknown suffix '{}' (known: .tif, .tiff, .mbtiles, .pmtiles)", suffix));
  auto pictures = archive ? readers::open_picture_tiles(found, tiles) : readers::read_geotiff_picture(found, options);
  pictures->path = shown;
  pictures->sha256 = sha256_of_file(found.path);
  return pictures;
}

}  // namespace riskmap::io

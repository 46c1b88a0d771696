// SPDX-License-Identifier: MIT
#include <riskmap/base/error.hpp>
#include <riskmap/geo/transform.hpp>
#include <riskmap/io/detail/file_checks.hpp>
#include <riskmap/io/detail/gdal.hpp>
#include <riskmap/io/detail/ogr_fields.hpp>
#include <riskmap/io/detail/ogr_geometry.hpp>
#include <riskmap/io/detail/path_guard.hpp>
#include <riskmap/io/detail/place_check.hpp>
#include <riskmap/io/detail/row_log.hpp>
#include <riskmap/io/detail/text.hpp>
#include <riskmap/io/readers/layer_reader.hpp>
#include <riskmap/io/readers/readers.hpp>

#include <fmt/format.h>
#include <gdal.h>

#include <algorithm>

namespace riskmap::io::readers {
namespace {

std::vector<std::string> open_options(const std::string& driver) {
  if (driver == "GPKG") {
    return {"IMMUTABLE=YES", "LIST_ALL_TABLES=NO",
            "PRELUDE_STATEMENTS=PRAGMA trusted_schema=OFF; PRAGMA mmap_size=0; PRAGMA cell_size_check=ON"};
  }
  if (driver == "GeoJSON") return {"NATIVE_DATA=YES", "DATE_AS_STRING=YES", "FLATTEN_NESTED_ATTRIBUTES=NO"};
  if (driver == "FlatGeobuf") return {"VERIFY_BUFFERS=YES"};
  return {};
}

/// What the file itself says it holds, where that can be known without GDAL.
std::optional<std::uint64_t> check_file(const File& file, const std::string& driver) {
  if (driver == "ESRI Shapefile") return detail::check_shapefile(file.path, file.shown);
  if (driver == "GPKG") detail::check_no_journal(file.path, file.shown);
  const bool in_memory = file.path.starts_with("/vsimem/");  // the caller looked already; no user's path begins so
  if (driver == "GeoJSON" && !in_memory)
    return detail::check_geojson(detail::read_all(file.path, file.shown), file.shown);
  return file.features;
}

/// SQLite's own look at every page; GDAL would read around the damage.
void check_pages(GDALDatasetH dataset, const detail::GdalSession& session, const std::string& shown) {
  const auto answer = GDALDatasetExecuteSQL(dataset, "PRAGMA quick_check(1)", nullptr, nullptr);
  std::string text = session.failure();
  if (answer != nullptr) {
    if (const auto row = OGR_L_GetNextFeature(answer)) {
      text = OGR_F_GetFieldAsString(row, 0);
      OGR_F_Destroy(row);
    }
    GDALDatasetReleaseResultSet(dataset, answer);
  }
  if (text != "ok") throw DataError(shown, "the GeoPackage is damaged: " + printable(text));
}

detail::Dataset open_checked(const File& file, const std::string& driver, const detail::GdalSession& session) {
  auto dataset = detail::open_dataset(file.path, driver, detail::Content::vector, open_options(driver));
  if (!dataset)
    throw DataError(file.shown, fmt::format("GDAL cannot read it as {}: {}", driver, printable(session.failure())));
  if (driver == "GPKG") check_pages(dataset.get(), session, file.shown);
  if (GDALDatasetGetLayerCount(dataset.get()) == 0) throw DataError(file.shown, "has no vector layer");
  return dataset;
}

void check_required(const model::Source& source, const OpenOptions& options) {
  const auto lacks = [](const model::FeatureLayer& layer, const std::string& name) { return !layer.field(name); };
  for (const auto& name : options.required_fields) {
    const bool missing =
        std::all_of(source.layers.begin(), source.layers.end(), [&](const auto& l) { return lacks(l, name); });
    if (missing) {
      throw DataError(source.path,
                      fmt::format("no field '{}' (has: {})", name, detail::join(source.layers.front().fields)));
    }
  }
}

}  // namespace

void read_vector(const File& file, const OpenOptions& options, Progress& progress, model::Source& source) {
  detail::GdalSession session;
  const auto expected = check_file(file, source.driver);
  const auto dataset = open_checked(file, source.driver, session);
  const int count = GDALDatasetGetLayerCount(dataset.get());
  for (int i = 0; i < count; ++i) {
    LayerReader reader(GDALDatasetGetLayer(dataset.get(), i), file, options, session, source);
    if (source.driver != "GPKG") reader.rename(file.stem);
    if (count > 1) reader.show_layer_in_places();
    if (expected && count == 1) reader.expect(*expected);
    source.layers.push_back(reader.read(progress));
  }
  check_required(source, options);
  for (const auto& warning : session.warnings()) progress.note(fmt::format("{}: {}", file.shown, printable(warning)));
}

}  // namespace riskmap::io::readers

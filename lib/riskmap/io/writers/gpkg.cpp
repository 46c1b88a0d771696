// SPDX-License-Identifier: MIT
#include <riskmap/base/error.hpp>
#include <riskmap/io/database.hpp>
#include <riskmap/io/dates.hpp>
#include <riskmap/io/detail/gdal.hpp>
#include <riskmap/io/detail/rtree_pack.hpp>
#include <riskmap/io/schema.hpp>
#include <riskmap/io/writers/incidents.hpp>

#include <cpl_conv.h>
#include <cpl_string.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <gdal.h>
#include <ogr_api.h>
#include <ogr_srs_api.h>
#include <unistd.h>

#include <array>
#include <cmath>
#include <memory>
#include <utility>

namespace riskmap::io::writers {
namespace {

using Kind = IncidentColumn::Kind;

constexpr std::size_t largest_description = 100'000;

/// The file is a part until it is whole, so a journal would guard nothing; and no clock is in it.
class WritingOptions {
 public:
  WritingOptions() {
    for (const auto& [name, value] : options) CPLSetThreadLocalConfigOption(name, value);
  }
  ~WritingOptions() {
    for (const auto& [name, value] : options) CPLSetThreadLocalConfigOption(name, nullptr);
  }
  WritingOptions(const WritingOptions&) = delete;
  WritingOptions& operator=(const WritingOptions&) = delete;

 private:
  static constexpr std::array<std::pair<const char*, const char*>, 4> options{{
      {"OGR_CURRENT_DATE", "1970-01-01T00:00:00.000Z"},
      {"OGR_SQLITE_JOURNAL", "OFF"},
      {"OGR_SQLITE_SYNCHRONOUS", "OFF"},
      {"OGR_SQLITE_CACHE", "256"},
  }};
};

OGRFieldType type_of(Kind kind) {
  switch (kind) {
    case Kind::figure:
    case Kind::uncertainty:
      return OFTReal;
    case Kind::first_day:
    case Kind::last_day:
      return OFTDate;
    default:
      return OFTString;
  }
}

struct SrsDeleter {
  void operator()(OGRSpatialReferenceH srs) const { OSRRelease(srs); }
};
struct FeatureDeleter {
  void operator()(OGRFeatureH feature) const { OGR_F_Destroy(feature); }
};
template <typename THandle, typename TDeleter>
using Owned = std::unique_ptr<std::remove_pointer_t<THandle>, TDeleter>;

class GpkgWriter {
 public:
  GpkgWriter(const OutputFile& out, const IncidentTable& table) : m_path(out.part().string()), m_table(table) {}

  void write(Progress& progress) {
    make_dataset();
    make_layer();
    prepare_index();
    write_records(progress);
    close();
    fill_index();
    sync();
  }

 private:
  [[noreturn]] void fail(const char* what) const {
    throw OutputError(m_path, fmt::format("{}: {}", what, printable(m_session.failure())));
  }

  void make_dataset() {
    const auto driver = GDALGetDriverByName("GPKG");
    if (driver == nullptr)
      throw EnvironmentError("GeoPackage", "GDAL has no driver for it", "install GDAL with SQLite (libgdal32)");
    ::unlink(m_path.c_str());  // GDAL makes its own; the name stays ours
    m_dataset.reset(GDALCreate(driver, m_path.c_str(), 0, 0, 0, GDT_Unknown, nullptr));
    if (!m_dataset) fail("cannot be made");
  }

  void make_layer() {
    const Owned<OGRSpatialReferenceH, SrsDeleter> srs(OSRNewSpatialReference(nullptr));
    OSRImportFromEPSG(srs.get(), 4326);
    OSRSetAxisMappingStrategy(srs.get(), OAMS_TRADITIONAL_GIS_ORDER);
    const auto provenance = "DESCRIPTION=" + m_table.provenance.dump(-1, ' ', false, Json::error_handler_t::replace);
    const std::array<const char*, 3> options{
        "SPATIAL_INDEX=NO", provenance.size() <= largest_description ? provenance.c_str() : nullptr, nullptr};
    m_layer = GDALDatasetCreateLayer(m_dataset.get(), "incidents", srs.get(), wkbPoint,
                                     const_cast<char**>(options.data()));  // GDAL does not write to it
    if (m_layer == nullptr) fail("its layer cannot be made");
    for (const auto& column : incident_columns()) {
      if (column.kind == Kind::longitude || column.kind == Kind::latitude) continue;
      const std::string name(column.kind == Kind::extra ? m_table.extra_name : column.name);
      const auto definition = OGR_Fld_Create(name.c_str(), type_of(column.kind));
      const auto result = OGR_L_CreateField(m_layer, definition, 0);
      OGR_Fld_Destroy(definition);
      if (result != OGRERR_NONE) fail("a column cannot be made");
      m_columns.push_back(&column);
    }
  }

  void execute(const char* sql) {
    GDALDatasetReleaseResultSet(m_dataset.get(), GDALDatasetExecuteSQL(m_dataset.get(), sql, nullptr, nullptr));
    if (m_session.failed()) fail("its spatial index cannot be made");
  }

  std::string first_text(const char* sql) {
    std::string text;
    const auto rows = GDALDatasetExecuteSQL(m_dataset.get(), sql, nullptr, nullptr);
    const Owned<OGRFeatureH, FeatureDeleter> row(rows == nullptr ? nullptr : OGR_L_GetNextFeature(rows));
    if (row) text = OGR_F_GetFieldAsString(row.get(), 0);
    GDALDatasetReleaseResultSet(m_dataset.get(), rows);
    return text;
  }

  /// GDAL makes the index as the standard has it, over no rows yet; the trigger that would fill it row by row, which
  /// takes longer than all the rest, is put back when it is filled.
  void prepare_index() {
    execute("SELECT CreateSpatialIndex('incidents', 'geom')");
    m_trigger = first_text("SELECT sql FROM sqlite_master WHERE name = 'rtree_incidents_geom_insert'");
    if (m_trigger.empty()) fail("its spatial index cannot be made");
    execute("DROP TRIGGER rtree_incidents_geom_insert");
  }

  void fill_index() {
    std::vector<geo::LonLat> places;
    for (const auto& record : m_table.incidents.records()) places.push_back({record.longitude, record.latitude});
    auto database = Database::create(m_path);
    for (const auto* setting : {"PRAGMA journal_mode = OFF", "PRAGMA synchronous = OFF", "BEGIN"})
      database.execute(setting);
    detail::pack_rtree(database, "rtree_incidents_geom", places);
    database.execute(m_trigger);
    database.execute("COMMIT");
    database.close();
  }

  void write_records(Progress& progress) {
    const auto& records = m_table.incidents.records();
    progress.start("writing", records.size(), "rows");
    if (GDALDatasetStartTransaction(m_dataset.get(), 0) != OGRERR_NONE) fail("no transaction");
    const Owned<OGRFeatureH, FeatureDeleter> feature(OGR_F_Create(OGR_L_GetLayerDefn(m_layer)));
    OGR_F_SetGeometryDirectly(feature.get(), OGR_G_CreateGeometry(wkbPoint));
    for (std::size_t i = 0; i < records.size(); ++i) {
      fill(feature.get(), records[i], i);
      if (OGR_L_CreateFeature(m_layer, feature.get()) != OGRERR_NONE || m_session.failed())
        fail("a row cannot be written");
      progress.advance(1);
    }
    if (GDALDatasetCommitTransaction(m_dataset.get()) != OGRERR_NONE) fail("writing failed");
    progress.finish();
  }

  void fill(OGRFeatureH feature, const IncidentRecord& record, std::size_t i) {
    OGR_F_SetFID(feature, OGRNullFID);
    OGR_G_SetPoint_2D(OGR_F_GetGeometryRef(feature), 0, record.longitude, record.latitude);
    for (std::size_t k = 0; k < m_columns.size(); ++k) set(feature, static_cast<int>(k), *m_columns[k], record, i);
  }

  void set(OGRFeatureH feature, int field, const IncidentColumn& column, const IncidentRecord& record, std::size_t i) {
    switch (column.kind) {
      case Kind::word:
        return set_text(feature, field, record[static_cast<Word>(column.index)]);
      case Kind::figure:
        return set_number(feature, field, record.figures[column.index]);
      case Kind::uncertainty:
        return set_number(feature, field, record.uncertainty_km);
      case Kind::first_day:
        return set_day(feature, field, record.first_day);
      case Kind::last_day:
        return set_day(feature, field, record.last_day);
      case Kind::date_precision:
        return set_text(feature, field, to_text(record.date_precision));
      case Kind::source:
        return set_text(feature, field, record.schema->name);
      case Kind::extra:
        return set_text(feature, field, m_table.extra[i]);
      default:
        break;
    }
  }

  void set_text(OGRFeatureH feature, int field, std::string_view text) {
    if (text.empty()) return OGR_F_SetFieldNull(feature, field);
    m_text.assign(text);
    OGR_F_SetFieldString(feature, field, m_text.c_str());
  }
  static void set_number(OGRFeatureH feature, int field, double number) {
    if (std::isnan(number)) return OGR_F_SetFieldNull(feature, field);
    OGR_F_SetFieldDouble(feature, field, number);
  }
  static void set_day(OGRFeatureH feature, int field, std::int32_t day) {
    const auto date = calendar_day(day);
    OGR_F_SetFieldDateTime(feature, field, date.year, date.month, date.day, 0, 0, 0, 0);
  }

  void close() {
    m_dataset.reset();
    if (m_session.failed()) fail("writing failed");
  }

  void sync() const {
    const int descriptor = ::open(m_path.c_str(), O_RDONLY | O_CLOEXEC);
    const bool synced = descriptor >= 0 && ::fsync(descriptor) == 0;
    if (descriptor >= 0) ::close(descriptor);
    if (!synced) throw OutputError(m_path, "cannot be synced");
  }

  std::string m_path;
  const IncidentTable& m_table;
  detail::GdalSession m_session;
  WritingOptions m_options;
  detail::Dataset m_dataset;
  OGRLayerH m_layer = nullptr;
  std::vector<const IncidentColumn*> m_columns;
  std::string m_trigger, m_text;
};

}  // namespace

void write_gpkg(OutputFile& out, const IncidentTable& table, Progress& progress) {
  GpkgWriter(out, table).write(progress);
}

}  // namespace riskmap::io::writers

// SPDX-License-Identifier: MIT
#include <riskmap/io/detail/xlsx_table.hpp>

#include <riskmap/base/error.hpp>
#include <riskmap/io/detail/gdal.hpp>
#include <riskmap/io/detail/memory_file.hpp>
#include <riskmap/io/detail/text.hpp>
#include <riskmap/io/detail/xlsx_check.hpp>

#include <cpl_conv.h>
#include <fmt/format.h>
#include <gdal.h>
#include <ogr_api.h>

#include <algorithm>

namespace riskmap::io::detail {
namespace {

struct FeatureDeleter {
  void operator()(OGRFeatureH feature) const { OGR_F_Destroy(feature); }
};

/// Every cell as text, the header as a row like any other: what is a date and what a number is for the schema to say.
class XlsxOptions {
 public:
  XlsxOptions() {
    CPLSetThreadLocalConfigOption("OGR_XLSX_HEADERS", "DISABLE");
    CPLSetThreadLocalConfigOption("OGR_XLSX_FIELD_TYPES", "STRING");
  }
  ~XlsxOptions() {
    CPLSetThreadLocalConfigOption("OGR_XLSX_HEADERS", nullptr);
    CPLSetThreadLocalConfigOption("OGR_XLSX_FIELD_TYPES", nullptr);
  }
  XlsxOptions(const XlsxOptions&) = delete;
  XlsxOptions& operator=(const XlsxOptions&) = delete;
};

class XlsxTable final : public TableReader {
 public:
  XlsxTable(std::string_view bytes, std::string shown)
      : m_shown(std::move(shown)), m_bytes(bytes), m_file(m_bytes, ".xlsx") {
    m_dataset = open_dataset(m_file.path(), "XLSX", Content::vector);
    if (!m_dataset) throw DataError(m_shown, "GDAL cannot read it as XLSX: " + printable(m_session.failure()));
    if (GDALDatasetGetLayerCount(m_dataset.get()) == 0) throw DataError(m_shown, "has no sheet");
    m_layer = GDALDatasetGetLayer(m_dataset.get(), 0);
    m_columns = OGR_FD_GetFieldCount(OGR_L_GetLayerDefn(m_layer));
    const auto count = OGR_L_GetFeatureCount(m_layer, 1);
    if (m_session.failed() || count < 0) fail(printable(m_session.failure()));
    m_expected = static_cast<std::uint64_t>(count);
    OGR_L_ResetReading(m_layer);
  }

  bool next(TableRow& row) override {
    do {
      m_feature.reset(OGR_L_GetNextFeature(m_layer));
      if (m_session.failed()) fail(printable(m_session.failure()));
      if (!m_feature) return check_end();
      ++m_read;
      take_cells(row);
    } while (std::ranges::all_of(row.cells, [](std::string_view cell) { return cell.empty(); }));
    row.row = static_cast<std::uint64_t>(OGR_F_GetFID(m_feature.get()));
    return true;
  }

 private:
  void take_cells(TableRow& row) {
    row.cells.clear();
    row.broken.clear();
    for (int i = 0; i < m_columns; ++i) {
      const bool filled = OGR_F_IsFieldSetAndNotNull(m_feature.get(), i) != 0;
      row.cells.emplace_back(filled ? OGR_F_GetFieldAsString(m_feature.get(), i) : "");
      if (filled && invalid_utf8(row.cells.back())) row.broken = "not UTF-8";
    }
  }

  bool check_end() const {
    if (m_read < m_expected) fail(fmt::format("{} of {} rows can be read", m_read, m_expected));
    return false;
  }

  [[noreturn]] void fail(const std::string& why) const { throw DataError(m_shown, "cannot be read whole: " + why); }

  std::string m_shown;
  const std::string m_bytes;
  GdalSession m_session;
  XlsxOptions m_options;
  MemoryFile m_file;
  Dataset m_dataset;
  OGRLayerH m_layer = nullptr;
  int m_columns = 0;
  std::uint64_t m_expected = 0, m_read = 0;
  std::unique_ptr<std::remove_pointer_t<OGRFeatureH>, FeatureDeleter> m_feature;
};

}  // namespace

std::unique_ptr<TableReader> read_xlsx(std::string_view bytes, const std::string& shown) {
  check_xlsx(bytes, shown);
  return std::make_unique<XlsxTable>(bytes, shown);
}

}  // namespace riskmap::io::detail

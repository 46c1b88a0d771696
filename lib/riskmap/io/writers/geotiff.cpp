// SPDX-License-Identifier: MIT
#include <riskmap/io/writers/geotiff.hpp>

#include <riskmap/base/error.hpp>
#include <riskmap/io/detail/gdal.hpp>

#include <cpl_conv.h>
#include <cpl_string.h>
#include <cpl_vsi.h>
#include <fmt/format.h>
#include <gdal.h>
#include <gdal_frmts.h>
#include <ogr_srs_api.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <limits>
#include <memory>
#include <mutex>
#include <span>

namespace riskmap::io::writers {
namespace {

using detail::Dataset;
using detail::GdalSession;

constexpr std::size_t small_side = 512;  // up to here one tile of 512 cells would leave no overview to zoom out to

struct ListDeleter {
  void operator()(char** list) const { CSLDestroy(list); }
};
struct ReferenceDeleter {
  void operator()(void* reference) const { OSRDestroySpatialReference(reference); }
};

/// The file as GDAL makes it, in memory: its temporary overviews too, so a kill leaves none of them on the disk.
class MadeFile {
 public:
  MadeFile() {
    static std::atomic<unsigned long> last{0};
    m_path = fmt::format("/vsimem/riskmap-out-{}.tif", ++last);
  }
  ~MadeFile() { VSIUnlink(m_path.c_str()); }
  MadeFile(const MadeFile&) = delete;
  MadeFile& operator=(const MadeFile&) = delete;

  const std::string& path() const { return m_path; }
  std::span<const std::byte> bytes() const {
    vsi_l_offset size = 0;
    const auto* data = VSIGetMemFileBuffer(m_path.c_str(), &size, FALSE);
    return {reinterpret_cast<const std::byte*>(data), data == nullptr ? 0 : static_cast<std::size_t>(size)};
  }

 private:
  std::string m_path;
};

GDALDriverH driver(const char* name) {
  static std::once_flag once;
  std::call_once(once, [] {
    GDALRegister_MEM();
    GDALRegister_COG();
  });
  auto* found = GDALGetDriverByName(name);
  if (found == nullptr)
    throw EnvironmentError("", fmt::format("GDAL has no driver '{}'", name), "install libgdal32 3.1 or newer");
  return found;
}

[[noreturn]] void fail(const GdalSession& session) {
  throw OutputError("GDAL cannot make the GeoTIFF: " + printable(session.failure()));
}

void check(bool good, const GdalSession& session) {
  if (!good || session.failed()) fail(session);
}

void set_reference(GDALDatasetH dataset, const GdalSession& session) {
  const std::unique_ptr<void, ReferenceDeleter> reference(OSRNewSpatialReference(nullptr));
  check(OSRImportFromEPSG(reference.get(), 4326) == OGRERR_NONE, session);
  OSRSetAxisMappingStrategy(reference.get(), OAMS_TRADITIONAL_GIS_ORDER);
  check(GDALSetSpatialRef(dataset, reference.get()) == CE_None, session);
}

void add_band(GDALDatasetH dataset, const model::Raster& raster, const RasterText& text, const GdalSession& session) {
  std::array<char, 64> address{};
  // GDAL's pointer is not const, but a source of CreateCopy is only read.
  const auto length = CPLPrintPointer(address.data(), const_cast<float*>(raster.values.data()), 63);
  const auto option = "DATAPOINTER=" + std::string(address.data(), static_cast<std::size_t>(length));
  const std::unique_ptr<char*, ListDeleter> options(CSLAddString(nullptr, option.c_str()));
  check(GDALAddBand(dataset, GDT_Float32, options.get()) == CE_None, session);
  const auto band = GDALGetRasterBand(dataset, 1);
  GDALSetRasterNoDataValue(band, std::numeric_limits<double>::quiet_NaN());
  GDALSetDescription(band, text.band.c_str());
  GDALSetRasterUnitType(band, text.unit.c_str());
}

/// The raster as a dataset of GDAL's that looks at the same numbers.
Dataset view_of(const model::Raster& raster, const RasterText& text, const GdalSession& session) {
  const int columns = static_cast<int>(raster.columns), rows = static_cast<int>(raster.rows);
  Dataset dataset(GDALCreate(driver("MEM"), "", columns, rows, 0, GDT_Float32, nullptr));
  check(dataset != nullptr, session);
  add_band(dataset.get(), raster, text, session);
  std::array<double, 6> affine{raster.north_west.lon, raster.cell_width, 0, raster.north_west.lat, 0,
                               -raster.cell_height};
  check(GDALSetGeoTransform(dataset.get(), affine.data()) == CE_None, session);
  set_reference(dataset.get(), session);
  const auto set = [&](const char* name, const std::string& value) {
    check(GDALSetMetadataItem(dataset.get(), name, value.c_str(), nullptr) == CE_None, session);
  };
  set("AREA_OR_POINT", "Area");
  set("TIFFTAG_IMAGEDESCRIPTION", text.title);
  set("TIFFTAG_SOFTWARE", text.software);
  for (const auto& [name, value] : text.items) set(name.c_str(), value);
  return dataset;
}

std::unique_ptr<char*, ListDeleter> creation_options(const model::Raster& raster) {
  const bool small = std::max(raster.columns, raster.rows) <= small_side;
  char** list = nullptr;
  list = CSLSetNameValue(list, "COMPRESS", "DEFLATE");
  list = CSLSetNameValue(list, "PREDICTOR", "FLOATING_POINT");
  list = CSLSetNameValue(list, "BLOCKSIZE", small ? "256" : "512");
  list = CSLSetNameValue(list, "OVERVIEWS", "IGNORE_EXISTING");
  list = CSLSetNameValue(list, "OVERVIEW_RESAMPLING", "AVERAGE");
  list = CSLSetNameValue(list, "OVERVIEW_PREDICTOR", "FLOATING_POINT");
  list = CSLSetNameValue(list, "BIGTIFF", "IF_SAFER");
  return std::unique_ptr<char*, ListDeleter>(list);
}

}  // namespace

void write_geotiff(OutputFile& file, const model::Raster& raster, const RasterText& text) {
  GdalSession session;
  const auto source = view_of(raster, text, session);
  const MadeFile made;
  {
    const auto options = creation_options(raster);
    const Dataset copy(
        GDALCreateCopy(driver("COG"), made.path().c_str(), source.get(), TRUE, options.get(), nullptr, nullptr));
    check(copy != nullptr, session);
  }
  check(!made.bytes().empty(), session);  // what closing had to say is known only now
  file.write(made.bytes());
}

std::size_t geotiff_memory(std::size_t columns, std::size_t rows) {
  const std::size_t cells = columns * rows * sizeof(float);
  return cells * 2 + std::min(static_cast<std::size_t>(GDALGetCacheMax64()), cells * 2);
}

}  // namespace riskmap::io::writers

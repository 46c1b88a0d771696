// SPDX-License-Identifier: MIT
#include <riskmap/io/detail/gdal.hpp>

#include <cpl_conv.h>
#include <cpl_error.h>
#include <cpl_http.h>
#include <cpl_string.h>
#include <gdal.h>
#include <gdal_frmts.h>
#include <ogr_srs_api.h>
#include <ogrsf_frmts.h>

#include <algorithm>
#include <array>
#include <mutex>

namespace riskmap::io::detail {
namespace {

/// Only the drivers behind the known suffixes: no VRT, no plugin, nothing that speaks to a server.
void register_drivers() {
  static std::once_flag once;
  std::call_once(once, [] {
    RegisterOGRGeoPackage();
    RegisterOGRFlatGeobuf();
    RegisterOGRShape();
    RegisterOGRGeoJSON();
    RegisterOGRXLSX();
    GDALRegister_GTiff();
    GDALRegister_PNG();
    GDALRegister_JPEG();
    GDALRegister_WEBP();
    OSRSetPROJEnableNetwork(0);
  });
}

constexpr std::array<std::pair<const char*, const char*>, 8> thread_options{{
    {"CPL_VSIL_CURL_ALLOWED_FILENAME", "none"},
    {"GDAL_HTTP_MAX_RETRY", "0"},
    {"GDAL_PAM_ENABLED", "NO"},  // a .aux.xml beside the file would change what it says, or be written there
    {"OGR_SQLITE_LOAD_EXTENSIONS", ""},
    {"OGR_SQLITE_ALLOW_EXTERNAL_ACCESS", "NO"},
    {"SHAPE_RESTORE_SHX", "NO"},
    {"SHAPE_REWIND_ON_WRITE", "NO"},
    {"SPATIALITE_LOAD", "NO"},  // its SQL functions, which no file needs and each would wait for
}};

/// nullptr would let the real fetch go on, so this is a result that says "failed". The caller frees it.
CPLHTTPResult* refuse_fetch(const char*, CSLConstList, GDALProgressFunc, void*, CPLHTTPFetchWriteFunc, void*, void*) {
  auto* result = static_cast<CPLHTTPResult*>(CPLCalloc(1, sizeof(CPLHTTPResult)));
  result->nStatus = 1;
  result->pszErrBuf = CPLStrdup("the network is not used");
  CPLError(CE_Failure, CPLE_NotSupported, "the file asks for the network, which is not used");
  return result;
}

}  // namespace

struct GdalSession::Handler {
  static void CPL_STDCALL take(CPLErr kind, CPLErrorNum, const char* message) {
    auto& session = *static_cast<GdalSession*>(CPLGetErrorHandlerUserData());
    if (kind >= CE_Failure && session.m_failure.empty()) session.m_failure = message;
    auto& warnings = session.m_warnings;
    if (kind == CE_Warning && std::find(warnings.begin(), warnings.end(), message) == warnings.end())
      warnings.emplace_back(message);
  }
};

GdalSession::GdalSession() {
  register_drivers();
  for (const auto& [name, value] : thread_options) {
    const char* before = CPLGetThreadLocalConfigOption(name, nullptr);
    m_saved_options.emplace_back(name, before == nullptr ? "" : before);
    CPLSetThreadLocalConfigOption(name, value);
  }
  CPLPushErrorHandlerEx(&Handler::take, this);
  CPLHTTPPushFetchCallback(&refuse_fetch, nullptr);
  CPLErrorReset();
}

GdalSession::~GdalSession() {
  CPLHTTPPopFetchCallback();
  CPLErrorReset();
  CPLPopErrorHandler();
  for (const auto& [name, value] : m_saved_options) {
    CPLSetThreadLocalConfigOption(name.c_str(), value.empty() ? nullptr : value.c_str());
  }
}

bool GdalSession::failed() const { return !m_failure.empty() || CPLGetLastErrorType() >= CE_Failure; }

void GdalSession::forget() {
  CPLErrorReset();
  m_failure.clear();
}

void DatasetCloser::operator()(void* dataset) const { GDALClose(dataset); }

Dataset open_dataset(const std::string& path, const std::string& driver, Content content,
                     const std::vector<std::string>& options) {
  const std::array<const char*, 2> drivers{driver.c_str(), nullptr};
  std::vector<const char*> raw;
  for (const auto& option : options) raw.push_back(option.c_str());
  raw.push_back(nullptr);
  const unsigned flags =
      (content == Content::vector ? GDAL_OF_VECTOR : GDAL_OF_RASTER) | GDAL_OF_READONLY | GDAL_OF_VERBOSE_ERROR;
  return Dataset(GDALOpenEx(path.c_str(), flags, drivers.data(), raw.data(), nullptr));
}

}  // namespace riskmap::io::detail

// SPDX-License-Identifier: MIT
#include <riskmap/io/detail/srs.hpp>

#include <cpl_conv.h>
#include <fmt/format.h>

#include <array>

namespace riskmap::io::detail {

std::string crs_or(OGRSpatialReferenceH reference, const std::string& otherwise) {
  if (reference == nullptr) return otherwise.empty() ? "OGC:CRS84" : otherwise;
  const char *authority = OSRGetAuthorityName(reference, nullptr), *code = OSRGetAuthorityCode(reference, nullptr);
  if (authority != nullptr && code != nullptr) return fmt::format("{}:{}", authority, code);
  const std::array<const char*, 2> options{"FORMAT=WKT2_2019", nullptr};
  char* wkt = nullptr;
  OSRExportToWktEx(reference, &wkt, options.data());
  std::string text = wkt == nullptr ? "" : wkt;
  CPLFree(wkt);
  return text;
}

}  // namespace riskmap::io::detail

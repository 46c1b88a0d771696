// SPDX-License-Identifier: MIT
#pragma once
#include <ogr_srs_api.h>

#include <string>

namespace riskmap::io::detail {

/// For geo::Transform: "EPSG:32642" where the CRS has a code, else its WKT:2019; `otherwise`, or OGC:CRS84 if that is
/// empty, where the file carries none.
std::string crs_or(OGRSpatialReferenceH reference, const std::string& otherwise);

}  // namespace riskmap::io::detail

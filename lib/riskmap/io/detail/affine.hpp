// SPDX-License-Identifier: MIT
#pragma once
#include <array>

namespace riskmap::io::detail {

/// How an open raster (a GDALDatasetH) lies in its CRS: x = a[0] + column·a[1] + row·a[2], y = a[3] + column·a[4] +
/// row·a[5], from the outer corner of the first cell. \throws DataError if it does not say, or its cells have no size
std::array<double, 6> checked_affine(void* dataset);

}  // namespace riskmap::io::detail

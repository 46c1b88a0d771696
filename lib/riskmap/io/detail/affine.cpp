// SPDX-License-Identifier: MIT
#include <riskmap/io/detail/affine.hpp>

#include <riskmap/base/error.hpp>

#include <gdal.h>

#include <algorithm>
#include <cmath>

namespace riskmap::io::detail {

std::array<double, 6> checked_affine(void* dataset) {
  std::array<double, 6> affine{};
  if (GDALGetGeoTransform(dataset, affine.data()) != CE_None) throw DataError("is not georeferenced");
  const bool finite = std::all_of(affine.begin(), affine.end(), [](double a) { return std::isfinite(a); });
  const double determinant = affine[1] * affine[5] - affine[2] * affine[4];
  if (!finite || determinant == 0 || !std::isfinite(determinant)) throw DataError("its cells have no size");
  return affine;
}

}  // namespace riskmap::io::detail

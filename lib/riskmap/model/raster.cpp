// SPDX-License-Identifier: MIT
#include <riskmap/model/raster.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace riskmap::model {
namespace {

constexpr double no_data = std::numeric_limits<double>::quiet_NaN();

/// Catmull–Rom weights (Keys 1981, a = -1/2) of the four centres around a fraction t in [0, 1).
std::array<double, 4> weights(double t) {
  const double t2 = t * t, t3 = t2 * t;
  return {0.5 * (-t3 + 2.0 * t2 - t), 0.5 * (3.0 * t3 - 5.0 * t2 + 2.0), 0.5 * (-3.0 * t3 + 4.0 * t2 + t),
          0.5 * (t3 - t2)};
}

/// Beyond the edge the outermost cell is repeated.
std::size_t clamped(double index, std::size_t count) {
  return static_cast<std::size_t>(std::clamp(index, 0.0, static_cast<double>(count - 1)));
}

}  // namespace

double Raster::at(geo::LonLat place) const {
  const double x = (place.lon - north_west.lon) / cell_width, y = (north_west.lat - place.lat) / cell_height;
  const bool inside = x >= 0 && y >= 0 && x <= static_cast<double>(columns) && y <= static_cast<double>(rows);
  if (!inside || values.empty()) return no_data;
  const double column = std::floor(x - 0.5), row = std::floor(y - 0.5);
  const auto across = weights(x - 0.5 - column), down = weights(y - 0.5 - row);
  double sum = 0;
  for (std::size_t j = 0; j < 4; ++j) {
    const std::size_t line = clamped(row + static_cast<double>(j) - 1.0, rows) * columns;
    double along = 0;
    for (std::size_t i = 0; i < 4; ++i) {
      along += across[i] * static_cast<double>(values[line + clamped(column + static_cast<double>(i) - 1.0, columns)]);
    }
    sum += down[j] * along;  // a NaN among the sixteen stays NaN, whatever its weight
  }
  return sum;
}

}  // namespace riskmap::model

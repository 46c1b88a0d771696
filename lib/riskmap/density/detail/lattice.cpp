// SPDX-License-Identifier: MIT
#include <riskmap/density/detail/lattice.hpp>

#include <algorithm>
#include <cmath>

namespace riskmap::density::detail {
namespace {

constexpr double longest_degree = 111700.0;     // metres of latitude on WGS 84, at the poles
constexpr double equator_degree = 111319.4908;  // metres of longitude at the equator

}  // namespace

Lattice lattice_over(const geo::LonLatBox& box, double step, std::size_t rim) {
  const bool over_equator = box.min_y <= 0.0 && box.max_y >= 0.0;
  const double lowest = over_equator ? 0.0 : std::min(std::abs(box.min_y), std::abs(box.max_y));
  // In steps of five degrees, so that a box that grows a little keeps its nodes.
  const double whole = std::min(std::floor(lowest / 5.0) * 5.0, 85.0);
  Lattice lattice;
  lattice.lat_step = step / longest_degree;
  lattice.lon_step = step / (equator_degree * std::cos(whole * geo::degrees_to_radians) * 1.002);
  const auto margin = static_cast<double>(rim);
  lattice.west = static_cast<std::int64_t>(std::floor(box.min_x / lattice.lon_step) - margin);
  lattice.south = static_cast<std::int64_t>(std::floor(box.min_y / lattice.lat_step) - margin);
  lattice.columns = static_cast<std::size_t>(std::ceil(lattice.column_of(box.max_x)) + margin) + 1;
  lattice.rows = static_cast<std::size_t>(std::ceil(lattice.row_of(box.max_y)) + margin) + 1;
  return lattice;
}

}  // namespace riskmap::density::detail

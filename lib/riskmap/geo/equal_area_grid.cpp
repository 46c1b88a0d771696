// SPDX-License-Identifier: MIT
#include <riskmap/geo/equal_area_grid.hpp>

#include <riskmap/base/error.hpp>
#include <riskmap/geo/lonlat.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace riskmap::geo {
namespace {

constexpr double equatorial_radius = 6378137.0;
constexpr double flattening = 1.0 / 298.257223563;
constexpr double eccentricity2 = flattening * (2.0 - flattening);
constexpr double most_cells = 4e6;

/// Square metres between the equator and a latitude, per radian of longitude.
double area_from_equator(double lat) {
  const double e = std::sqrt(eccentricity2), s = std::sin(lat * degrees_to_radians);
  const double q = (1.0 - eccentricity2) * (s / (1.0 - eccentricity2 * s * s) + std::atanh(e * s) / e);
  return equatorial_radius * equatorial_radius / 2.0 * q;
}

double degrees_of_meridian(double metres, double lat) {
  const double s = std::sin(lat * degrees_to_radians);
  const double curvature = equatorial_radius * (1.0 - eccentricity2) / std::pow(1.0 - eccentricity2 * s * s, 1.5);
  return metres / curvature / degrees_to_radians;
}

void check(const LonLatBox& box, Metres side) {
  if (!std::isfinite(side.value()) || side.value() <= 0.0)
    throw UsageError("cell", "is no length above 0", "write it like 5km");
  if (box.empty() || !(box.width() > 0.0) || !(box.height() > 0.0))
    throw UsageError("the area to be cut into cells is empty");
  const double middle = std::cos((box.min_y + box.max_y) / 2.0 * degrees_to_radians);
  const double km2 = box.width() * box.height() * 111.2 * 111.2 * middle,
               cells = km2 * 1e6 / (side.value() * side.value());
  if (cells > most_cells)
    throw LimitError(
        "cell",
        fmt::format("{:.3g} km make {:.2g} cells, over the limit of {:.2g}", side.value() / 1000.0, cells, most_cells),
        "choose larger cells");
}

}  // namespace

EqualAreaGrid::EqualAreaGrid(const LonLatBox& box, Metres side)
    : m_side(side), m_cell_area(side.value() * side.value()), m_west(box.min_x), m_south(box.min_y) {
  check(box, side);
  m_height = degrees_of_meridian(side.value(), (box.min_y + box.max_y) / 2.0);
  const auto rows = static_cast<std::size_t>(std::max(1.0, std::ceil(box.height() / m_height - 1e-9)));
  std::size_t first = 0;
  for (std::size_t r = 0; r < rows; ++r) {
    const double south = m_south + m_height * static_cast<double>(r), north = std::min(90.0, south + m_height);
    const double strip = area_from_equator(north) - area_from_equator(south);
    const double width = std::min(m_cell_area / strip / degrees_to_radians, 360.0);
    const auto columns = static_cast<std::size_t>(std::max(1.0, std::ceil(box.width() / width - 1e-9)));
    m_rows.push_back({first, width, columns});
    first += columns;
  }
  m_rows.push_back({first, 0.0, 0});
}

std::size_t EqualAreaGrid::row_at(double lat) const {
  const double row = std::floor((lat - m_south) / m_height);
  return static_cast<std::size_t>(std::clamp(row, 0.0, static_cast<double>(m_rows.size() - 2)));
}

std::size_t EqualAreaGrid::column_at(const Row& row, double lon) const {
  const double column = std::floor((lon - m_west) / row.width);
  return static_cast<std::size_t>(std::clamp(column, 0.0, static_cast<double>(row.columns - 1)));
}

std::optional<std::size_t> EqualAreaGrid::index_of(LonLat place) const {
  const Row& row = m_rows[row_at(place.lat)];
  const double up = (place.lat - m_south) / m_height, along = (place.lon - m_west) / row.width;
  if (!(up >= 0.0 && up < static_cast<double>(m_rows.size() - 1))) return std::nullopt;
  if (!(along >= 0.0 && along < static_cast<double>(row.columns))) return std::nullopt;
  return row.first + column_at(row, place.lon);
}

LonLatBox EqualAreaGrid::box_of(std::size_t cell) const {
  const auto after = std::upper_bound(m_rows.begin(), m_rows.end() - 1, cell,
                                      [](std::size_t wanted, const Row& row) { return wanted < row.first; });
  const auto row = after - 1;
  const double south = m_south + m_height * static_cast<double>(row - m_rows.begin());
  const double west = m_west + row->width * static_cast<double>(cell - row->first);
  return {west, south, west + row->width, std::min(90.0, south + m_height)};
}

}  // namespace riskmap::geo

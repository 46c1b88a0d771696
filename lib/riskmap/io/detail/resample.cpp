// SPDX-License-Identifier: MIT
#include <riskmap/io/detail/resample.hpp>

#include <riskmap/base/error.hpp>
#include <riskmap/geo/box.hpp>

#include <algorithm>
#include <cmath>
#include <limits>

namespace riskmap::io::detail {
namespace {

constexpr float no_data = std::numeric_limits<float>::quiet_NaN();

struct Cell {
  double column, row;
};

/// The outline in steps of one cell, since a straight edge may become a curve.
geo::LonLatBox outline(const CellGrid& grid, const geo::Transform& transform) {
  geo::LonLatBox box;
  const auto extend = [&](double column, double row) {
    const auto& a = grid.affine;
    const auto place = transform.to_lonlat(a[0] + column * a[1] + row * a[2], a[3] + column * a[4] + row * a[5]);
    if (place && geo::is_valid(*place)) box.extend(place->lon, place->lat);
  };
  const auto columns = static_cast<double>(grid.columns), rows = static_cast<double>(grid.rows);
  for (double column = 0; column <= columns; ++column) extend(column, 0), extend(column, rows);
  for (double row = 0; row <= rows; ++row) extend(0, row), extend(columns, row);
  return box;
}

Cell cell_at(const CellGrid& grid, double x, double y) {
  const auto& a = grid.affine;
  const double determinant = a[1] * a[5] - a[2] * a[4], dx = x - a[0], dy = y - a[3];
  return {(dx * a[5] - dy * a[2]) / determinant, (dy * a[1] - dx * a[4]) / determinant};
}

float value_at(const CellGrid& grid, Cell at) {
  const auto columns = static_cast<double>(grid.columns), rows = static_cast<double>(grid.rows);
  if (!(at.column >= 0 && at.row >= 0 && at.column < columns && at.row < rows)) return no_data;
  const auto value = [&](double column, double row) {
    const auto i = static_cast<std::size_t>(std::clamp(column, 0.0, columns - 1));
    const auto j = static_cast<std::size_t>(std::clamp(row, 0.0, rows - 1));
    return static_cast<double>(grid.values[j * grid.columns + i]);
  };
  const double column = std::floor(at.column - 0.5), row = std::floor(at.row - 0.5);
  const double s = at.column - 0.5 - column, t = at.row - 0.5 - row;
  const double north = value(column, row) * (1 - s) + value(column + 1, row) * s;
  const double south = value(column, row + 1) * (1 - s) + value(column + 1, row + 1) * s;
  const double mixed = north * (1 - t) + south * t;
  return static_cast<float>(std::isnan(mixed) ? value(std::floor(at.column), std::floor(at.row)) : mixed);
}

/// Square cells in degrees of latitude, of the number that the file has.
model::Raster empty_raster(const geo::LonLatBox& box, std::size_t cells) {
  model::Raster raster;
  const double step = std::sqrt(box.width() * box.height() / static_cast<double>(cells));
  raster.columns = std::max<std::size_t>(1, static_cast<std::size_t>(std::llround(box.width() / step)));
  raster.rows = std::max<std::size_t>(1, static_cast<std::size_t>(std::llround(box.height() / step)));
  raster.north_west = {box.min_x, box.max_y};
  raster.cell_width = box.width() / static_cast<double>(raster.columns);
  raster.cell_height = box.height() / static_cast<double>(raster.rows);
  raster.values.reserve(raster.columns * raster.rows);
  return raster;
}

}  // namespace

model::Raster to_lonlat(const CellGrid& grid, const geo::Transform& transform) {
  const auto box = outline(grid, transform);
  if (box.empty() || !(box.width() > 0) || !(box.height() > 0)) throw DataError("its grid has no place on the earth");
  auto raster = empty_raster(box, grid.columns * grid.rows);
  for (std::size_t row = 0; row < raster.rows; ++row) {
    const double lat = box.max_y - (static_cast<double>(row) + 0.5) * raster.cell_height;
    for (std::size_t column = 0; column < raster.columns; ++column) {
      const auto plane =
          transform.from_lonlat({box.min_x + (static_cast<double>(column) + 0.5) * raster.cell_width, lat});
      raster.values.push_back(plane ? value_at(grid, cell_at(grid, plane->x, plane->y)) : no_data);
    }
  }
  return raster;
}

}  // namespace riskmap::io::detail

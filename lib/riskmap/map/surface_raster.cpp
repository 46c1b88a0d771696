// SPDX-License-Identifier: MIT
#include <riskmap/map/surface_raster.hpp>

#include <riskmap/base/parallel.hpp>
#include <riskmap/geo/geodesic.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace riskmap::map {
namespace {

constexpr double cells_per_bandwidth = 20;
constexpr double most_cells = 4096;  // of a side, by default
constexpr double hard_limit = 65535;

geo::LonLat middle_of(const geo::LonLatBox& box) {
  return {0.5 * (box.min_x + box.max_x), 0.5 * (box.min_y + box.max_y)};
}

/// Degrees that `resolution` spans north and east of a place.
geo::LonLat degrees_at(geo::LonLat place, Metres resolution) {
  constexpr double probe = 1000;
  const double scale = resolution.value() / probe;
  const auto settled = [scale](double degrees) { return std::max(1e-9, std::round(degrees * scale * 1e9) / 1e9); };
  return {settled(geo::travel(place, 90, Metres(probe)).lon - place.lon),
          settled(geo::travel(place, 0, Metres(probe)).lat - place.lat)};
}

/// The largest of 1, 2 and 5 times a power of ten that is not more.
double round_down(double value) {
  const double power = std::pow(10.0, std::floor(std::log10(value) + 1e-12));
  for (const double factor : {5.0, 2.0}) {
    if (factor * power <= value * (1 + 1e-12)) return factor * power;
  }
  return power;
}

double next_up(double round) {
  const double power = std::pow(10.0, std::floor(std::log10(round) + 1e-12));
  const double factor = std::round(round / power);
  return power * (factor < 2 ? 2 : factor < 5 ? 5 : 10);
}

double cells_along(double length, double cell) { return std::max(1.0, std::ceil(length / cell - 1e-9)); }

}  // namespace

geo::LonLatBox surface_box(const Scene& scene, const SceneSurface& entry, const std::optional<geo::LonLatBox>& box) {
  const auto* area = entry.drawn->study_area();
  if (area == nullptr) return box.value_or(scene.bounds());
  const auto whole = area->box();
  if (!box) return whole;
  const geo::LonLatBox both{std::max(box->min_x, whole.min_x), std::max(box->min_y, whole.min_y),
                            std::min(box->max_x, whole.max_x), std::min(box->max_y, whole.max_y)};
  if (both.min_x < both.max_x && both.min_y < both.max_y) return both;
  throw UsageError(
      "", "the box misses the study area",
      fmt::format("that lies in {:.3f},{:.3f},{:.3f},{:.3f}", whole.min_x, whole.min_y, whole.max_x, whole.max_y));
}

Metres default_resolution(const SceneSurface& entry, const geo::LonLatBox& box) {
  double resolution = round_down(entry.surface->report().narrowest.value() / cells_per_bandwidth);
  const auto longer_side = [&] {
    const auto cell = degrees_at(middle_of(box), Metres(resolution));
    return std::max(cells_along(box.width(), cell.lon), cells_along(box.height(), cell.lat));
  };
  while (longer_side() > most_cells) resolution = next_up(resolution);
  return Metres(resolution);
}

model::Raster lay_out_cells(const geo::LonLatBox& box, Metres resolution) {
  const auto cell = degrees_at(middle_of(box), resolution);
  const double columns = cells_along(box.width(), cell.lon), rows = cells_along(box.height(), cell.lat);
  if (std::max(columns, rows) > hard_limit) {
    throw LimitError("", fmt::format("{:.0f} × {:.0f} cells are more than {:.0f} a side", columns, rows, hard_limit),
                     "a coarser resolution or a smaller box");
  }
  model::Raster raster;
  raster.columns = static_cast<std::size_t>(columns), raster.rows = static_cast<std::size_t>(rows);
  raster.north_west = {box.min_x, box.max_y};
  raster.cell_width = cell.lon, raster.cell_height = cell.lat;
  return raster;
}

geo::LonLat cell_centre(const model::Raster& raster, std::size_t column, std::size_t row) {
  return {raster.north_west.lon + (static_cast<double>(column) + 0.5) * raster.cell_width,
          raster.north_west.lat - (static_cast<double>(row) + 0.5) * raster.cell_height};
}

void fill_cells(const SceneSurface& entry, model::Raster& raster, unsigned threads, Progress* progress) {
  const auto& surface = *entry.drawn;
  const auto* area = surface.study_area();
  raster.values.resize(raster.columns * raster.rows);
  if (progress != nullptr) progress->start("reading the surface", raster.rows, "rows");
  parallel_for(raster.rows, threads, [&](std::size_t row) {
    for (std::size_t column = 0; column < raster.columns; ++column) {
      const auto place = cell_centre(raster, column, row);
      raster.values[row * raster.columns + column] = area == nullptr || area->contains(place)
                                                         ? static_cast<float>(entry.rounded(surface.value(place)))
                                                         : std::numeric_limits<float>::quiet_NaN();
    }
    if (progress != nullptr) progress->advance(1);
  });
  if (progress != nullptr) progress->finish();
}

density::LandHistogram land_by_value(const model::Raster& raster) {
  density::LandHistogram land;
  const double cell = raster.cell_width * raster.cell_height * geo::degrees_to_radians * geo::degrees_to_radians;
  for (std::size_t row = 0; row < raster.rows; ++row) {
    const double lat = cell_centre(raster, 0, row).lat;
    const double radius = geo::gaussian_radius(lat).value() / 1000;
    const double area = cell * radius * radius * std::cos(lat * geo::degrees_to_radians);
    for (std::size_t column = 0; column < raster.columns; ++column) {
      const auto value = static_cast<double>(raster.values[row * raster.columns + column]);
      if (!std::isnan(value)) land.add(value, area);
    }
  }
  return land;
}

}  // namespace riskmap::map

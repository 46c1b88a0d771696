// SPDX-License-Identifier: MIT
#include <riskmap/model/land_cells.hpp>

#include <riskmap/base/error.hpp>
#include <riskmap/base/parallel.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace riskmap::model {
namespace {

constexpr std::size_t per_side = 5, per_cell = per_side * per_side, cells_a_task = 256;

std::array<geo::LonLat, per_cell> places_in(const geo::LonLatBox& box) {
  std::array<geo::LonLat, per_cell> places;
  for (std::size_t i = 0; i < per_cell; ++i) {
    const double along = (static_cast<double>(i % per_side) + 0.5) / per_side;
    const double up = (static_cast<double>(i / per_side) + 0.5) / per_side;
    places[i] = {box.min_x + box.width() * along, box.min_y + box.height() * up};
  }
  return places;
}

/// The cell as far as it lies inside; area 0 if it does not.
template <typename TInside>
LandCell clipped(const geo::LonLatBox& box, double full_area, const TInside& is_inside) {
  const auto places = places_in(box);
  std::array<bool, per_cell> inside{};
  geo::LonLat middle{0.0, 0.0};
  double count = 0.0;
  for (std::size_t i = 0; i < per_cell; ++i) {
    inside[i] = is_inside(places[i]);
    if (inside[i]) middle = {middle.lon + places[i].lon, middle.lat + places[i].lat}, ++count;
  }
  LandCell cell{.box = box, .place = {}, .area = full_area * count / per_cell};
  if (count == 0.0) return cell;
  middle = {middle.lon / count, middle.lat / count};
  double nearest = std::numeric_limits<double>::infinity();
  for (std::size_t i = 0; i < per_cell; ++i) {
    const double east = (places[i].lon - middle.lon) / box.width(), north = (places[i].lat - middle.lat) / box.height();
    const double away = east * east + north * north;
    if (inside[i] && away < nearest) nearest = away, cell.place = places[i];
  }
  return cell;
}

}  // namespace

geo::LonLatBox box_around(geo::LonLat centre, Metres radius) {
  constexpr double metres_per_degree = 110500.0;  // less than any degree of a meridian
  const double north = radius.value() / metres_per_degree;
  const double widest = std::min(89.0, std::abs(centre.lat) + north);
  const double east = std::min(180.0, north / std::cos(widest * geo::degrees_to_radians));
  return {centre.lon - east, centre.lat - north, centre.lon + east, centre.lat + north};
}

LandCells::LandCells(const Area* area, const geo::LonLatBox& box, Metres side, unsigned threads)
    : m_box(area != nullptr ? area->box() : box), m_grid(m_box, side), m_of_grid(m_grid.size(), none) {
  const auto is_inside = [&](geo::LonLat place) {
    return area != nullptr ? area->contains(place) : m_box.contains(place.lon, place.lat);
  };
  std::vector<LandCell> all(m_grid.size());
  parallel_for((all.size() + cells_a_task - 1) / cells_a_task, threads, [&](std::size_t task) {
    const std::size_t end = std::min(all.size(), (task + 1) * cells_a_task);
    for (std::size_t i = task * cells_a_task; i < end; ++i)
      all[i] = clipped(m_grid.box_of(i), m_grid.cell_area(), is_inside);
  });
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (all[i].area <= 0.0) continue;
    m_of_grid[i] = static_cast<std::uint32_t>(m_cells.size());
    m_total_area += all[i].area;
    m_cells.push_back(all[i]);
  }
  if (m_cells.empty()) throw DataError("the study area is smaller than one cell");
}

std::optional<std::size_t> LandCells::find(geo::LonLat place) const {
  const auto in_grid = m_grid.index_of(place);
  if (in_grid && m_of_grid[*in_grid] != none) return m_of_grid[*in_grid];
  const geo::NearDistance distance(place);
  std::optional<std::size_t> found;
  Metres nearest(std::numeric_limits<double>::infinity());
  for_each_within(place, 3.0 * side(), [&](std::size_t cell) {
    const Metres away = distance.to(m_cells[cell].place);
    if (away < nearest) nearest = away, found = cell;
  });
  return found;
}

}  // namespace riskmap::model

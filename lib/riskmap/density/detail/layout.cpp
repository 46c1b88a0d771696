// SPDX-License-Identifier: MIT
#include <riskmap/density/detail/layout.hpp>

#include <algorithm>
#include <cmath>

namespace riskmap::density::detail {
namespace {

constexpr double steps_of_margin = 3.0;
constexpr double padding_steps = 4.0;          // bicubic interpolation asks for two
constexpr double padding_on_ground = 15000.0;  // pixels of a small-scale map have centres outside the study area, too

/// Everything within `reach` metres of a place, a little generously.
geo::LonLatBox around(geo::LonLat place, double reach) {
  constexpr double shortest_radius = 6335000.0;  // of any curvature on WGS 84
  const double degrees = reach / shortest_radius / geo::degrees_to_radians;
  const double lat = std::min(std::abs(place.lat) + degrees, 89.0);
  const double wide = degrees / std::cos(lat * geo::degrees_to_radians);
  geo::LonLatBox box;
  box.extend(std::max(place.lon - wide, -180.0), std::max(place.lat - degrees, -geo::mercator_latitude_limit));
  box.extend(std::min(place.lon + wide, 180.0), std::min(place.lat + degrees, geo::mercator_latitude_limit));
  return box;
}

geo::LonLatBox reached(const std::vector<Contribution>& contributions, const model::Area* study_area, double margin) {
  geo::LonLatBox box;
  for (const Contribution& c : contributions) box.extend(around(c.where, c.radius + margin));
  if (study_area == nullptr) return box;
  const geo::LonLatBox area = study_area->box();
  geo::LonLatBox wide = around({area.min_x, area.min_y}, padding_on_ground);
  wide.extend(around({area.max_x, area.max_y}, padding_on_ground));
  return {std::max(box.min_x, wide.min_x), std::max(box.min_y, wide.min_y), std::min(box.max_x, wide.max_x),
          std::min(box.max_y, wide.max_y)};
}

/// Of the latitudes of a box, the one where a ground metre is the fewest Mercator units; in steps of five degrees, so
/// that a box that grows a little keeps its nodes.
double latitude_of_smallest_scale(const geo::LonLatBox& box) {
  if (box.min_y <= 0.0 && box.max_y >= 0.0) return 0.0;
  return std::floor(std::min(std::abs(box.min_y), std::abs(box.max_y)) / 5.0) * 5.0;
}

}  // namespace

double narrowest_radius(const std::vector<Contribution>& contributions) {
  return std::min_element(contributions.begin(), contributions.end(),
                          [](const auto& a, const auto& b) { return a.radius < b.radius; })
      ->radius;
}

geo::Grid grid_over(const geo::LonLatBox& box, Metres step) {
  geo::Grid grid;
  grid.step = geo::on_map(step, {0.0, latitude_of_smallest_scale(box)}).value();
  const geo::MercatorBox plane = geo::to_mercator(box).grown(padding_steps * grid.step);
  grid.columns = static_cast<std::size_t>(std::ceil(plane.width() / grid.step) + 2.0);
  grid.rows = static_cast<std::size_t>(std::ceil(plane.height() / grid.step) + 2.0);
  grid.origin = {std::floor(plane.min_x / grid.step) * grid.step, std::ceil(plane.max_y / grid.step) * grid.step};
  return grid;
}

geo::Grid lay_out(const std::vector<Contribution>& contributions, const model::Area* study_area) {
  const Metres step(narrowest_radius(contributions) / nodes_per_radius);
  return grid_over(reached(contributions, study_area, steps_of_margin * step.value()), step);
}

}  // namespace riskmap::density::detail

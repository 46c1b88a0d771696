// SPDX-License-Identifier: MIT
#pragma once
#include <riskmap/model/feature.hpp>
#include <riskmap/model/land_cells.hpp>

#include <span>
#include <vector>

/// Simple rules that a surface has to beat, each as a number for every cell (higher is more; per area, up to a factor).
/// All zero, and so all tied, where a rule has nothing to go by.
namespace riskmap::assess {

/// So many events, or so many people, at a place.
struct PlacedAmount {
  geo::LonLat where;
  double amount = 1.0;
};

/// No knowledge: every cell alike.
std::vector<double> uniform_density(const model::LandCells& cells);
/// Past events counted in cells of another size, over the land of each: the map a spreadsheet makes. Amounts that lie
/// in no cell are left out.
std::vector<double> counted_density(const model::LandCells& cells, std::span<const PlacedAmount> amounts, Metres side);
/// Amounts within a fixed radius of the cell.
std::vector<double> nearby_density(const model::LandCells& cells, std::span<const PlacedAmount> amounts, Metres radius);

/// The points of a layer that have people: its number field `population`, where it is above 0. Empty if the layer has
/// no such field.
std::vector<PlacedAmount> populated_places(const model::FeatureLayer& layer);

}  // namespace riskmap::assess

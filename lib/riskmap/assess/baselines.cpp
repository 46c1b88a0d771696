// SPDX-License-Identifier: MIT
#include <riskmap/assess/baselines.hpp>

#include <cmath>

namespace riskmap::assess {

std::vector<double> uniform_density(const model::LandCells& cells) { return std::vector<double>(cells.size(), 1.0); }

std::vector<double> counted_density(const model::LandCells& cells, std::span<const PlacedAmount> amounts, Metres side) {
  const geo::EqualAreaGrid grid(cells.box(), side);
  std::vector<double> count(grid.size(), 0.0), land(grid.size(), 0.0), density(cells.size(), 0.0);
  std::vector<std::size_t> holder(cells.size());
  for (std::size_t i = 0; i < cells.size(); ++i) {
    holder[i] = grid.index_of(cells[i].place).value();  // every cell's place lies in the box
    land[holder[i]] += cells[i].area;
  }
  for (const auto& [where, amount] : amounts)
    if (const auto cell = cells.find(where)) count[holder[*cell]] += amount;
  for (std::size_t i = 0; i < cells.size(); ++i) density[i] = count[holder[i]] / land[holder[i]];
  return density;
}

std::vector<double> nearby_density(const model::LandCells& cells, std::span<const PlacedAmount> amounts,
                                   Metres radius) {
  std::vector<double> density(cells.size(), 0.0);
  for (const auto& [where, amount] : amounts) {
    const double added = amount;
    cells.for_each_within(where, radius, [&](std::size_t cell) { density[cell] += added; });
  }
  return density;
}

std::vector<PlacedAmount> populated_places(const model::FeatureLayer& layer) {
  std::vector<PlacedAmount> places;
  for (const auto& feature : layer.features) {
    const auto* value = layer.get(feature, "population");
    const auto* people = value != nullptr ? std::get_if<double>(value) : nullptr;
    if (people == nullptr || !std::isfinite(*people) || *people <= 0.0) continue;
    for (const auto place : feature.geometry.points) places.push_back({place, *people});
  }
  return places;
}

}  // namespace riskmap::assess

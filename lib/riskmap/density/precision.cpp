// SPDX-License-Identifier: MIT
#include <riskmap/density/precision.hpp>
#include <riskmap/geo/geodesic.hpp>

#include <algorithm>
#include <cmath>

namespace riskmap::density {
namespace {

/// Vogel (1979), A better way to construct the sunflower head: floret k of n at √((k + ½)/n) of the radius, turned by k
/// golden angles; every floret has the same area about it.
std::vector<geo::LonLat> sunflower(geo::LonLat centre, Metres radius, std::size_t count,
                                   const model::Area* study_area) {
  constexpr double golden_angle = 137.50776405003785;
  std::vector<geo::LonLat> florets;
  florets.reserve(count);
  for (std::size_t k = 0; k < count; ++k) {
    const double share = (static_cast<double>(k) + 0.5) / static_cast<double>(count);
    const double azimuth = std::fmod(golden_angle * static_cast<double>(k), 360.0);
    const geo::LonLat place = geo::travel(centre, azimuth, radius * std::sqrt(share));
    if (study_area == nullptr || study_area->contains(place)) florets.push_back(place);
  }
  return florets;
}

}  // namespace

Metres widened(Metres bandwidth, Metres uncertainty, const Kernel& kernel) {
  const double u2 = uncertainty.value() * uncertainty.value();
  return Metres(std::sqrt(bandwidth.value() * bandwidth.value() + u2 / (4.0 * kernel.variance)));
}

std::size_t spread_count(Metres bandwidth, Metres uncertainty) {
  const double ratio = uncertainty / bandwidth;
  return static_cast<std::size_t>(std::ceil(std::min(std::max(400.0, 100.0 * ratio * ratio), 1e9)));
}

std::vector<geo::LonLat> spread_places(geo::LonLat centre, Metres uncertainty, Metres bandwidth,
                                       const model::Area* study_area) {
  const std::size_t wanted = spread_count(bandwidth, uncertainty);
  std::vector<geo::LonLat> places = sunflower(centre, uncertainty, wanted, study_area);
  if (places.size() < wanted) {  // part of the disc lies outside: as many again as it takes, within reason
    const double share = std::max(0.02, static_cast<double>(places.size()) / static_cast<double>(wanted));
    places = sunflower(centre, uncertainty, static_cast<std::size_t>(1.05 * static_cast<double>(wanted) / share),
                       study_area);
  }
  if (places.empty()) places.push_back(centre);
  return places;
}

}  // namespace riskmap::density

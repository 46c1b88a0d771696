// SPDX-License-Identifier: MIT
#include <riskmap/poster/ground_scale.hpp>

#include <riskmap/geo/geodesic.hpp>

#include <cmath>

namespace riskmap::poster {

double middle_latitude(const render::View& view) {
  return geo::to_lonlat(view.to_mercator({view.width / 2.0, view.height / 2.0})).lat;
}

Metres metres_per_pixel(const render::View& view) {
  constexpr double step = 0.01;  // degrees
  const double latitude = middle_latitude(view);
  const auto length = geo::geodesic({0, latitude}, {step, latitude}).length;
  return length * (360.0 / view.world_size() / step);
}

Metres round_length(Metres longest) {
  const double power = std::pow(10.0, std::floor(std::log10(longest.value())));
  const double digit = longest.value() / power;
  return Metres(power * (digit >= 4 ? 4 : digit >= 2 ? 2 : 1));
}

}  // namespace riskmap::poster
